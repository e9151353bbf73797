import type { KernelSystem } from '../carp/system.ts'
import type { Machine } from '../carp/vhost.ts'
import type { Host } from './host.ts'
import type { Instance } from './instance.ts'

/** What a kernel's ledger needs of it. */
interface Owner {
  readonly host: Host
  readonly system: KernelSystem
  readonly machine: Machine
  newestFirst(): readonly Instance[]
  log(level: number, line: () => string): void
  finish(): void
}

/** The demotion of a machine: what the sum is, and who says so when. */
export class Ledger {
  readonly #owner: Owner
  #roundQueued = false

  constructor(owner: Owner) {
    this.#owner = owner
  }

  change(delta: number, reason: string): void {
    const { machine, system, host } = this.#owner
    const before = machine.demotion
    machine.demotion += delta
    const { engine } = host.world
    const { cause } = engine
    engine.cause = host.note({ kind: 'demotion', host: host.name, delta, total: machine.demotion, reason })
    if (system.demotionLine) this.#owner.log(1, () => system.demotionLine!(delta, machine.demotion, reason))
    if (system.announcesDemotion(before, machine.demotion)) {
      if (system.demotionRound === 'at once') this.#round()
      else this.#queueRound()
    }
    engine.cause = cause
  }

  /** All masters of the machine advertise, the newest first. A round may come in the middle of a step of one of them. */
  #round(): void {
    for (const instance of this.#owner.newestFirst()) {
      const { rule, input } = instance
      instance.step({ on: 'demotion' })
      instance.rule = rule
      instance.input = input
    }
  }

  #queueRound(): void {
    if (this.#roundQueued) return
    this.#roundQueued = true
    this.#owner.host.defer(() => {
      this.#roundQueued = false
      this.#round()
      this.#owner.finish()
    })
  }
}
