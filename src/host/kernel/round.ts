import { ALL_CARPS } from '../../carp/openbsd/demotion.ts'
import type { KernelSystem } from '../../carp/system.ts'
import type { Host } from '../host.ts'
import type { Instance } from './instance.ts'
import type { VirtualHosts } from './virtual-hosts.ts'

/** What a round needs of the kernel. */
interface Owner {
  readonly host: Host
  readonly system: KernelSystem
  readonly vhosts: VirtualHosts
  finish(): void
}

/** The masters of a machine advertise at once, because its demotion changed (carp_send_ad_all). */
export class Round {
  readonly #owner: Owner
  #queued = false
  #running = false

  constructor(owner: Owner) {
    this.#owner = owner
  }

  /** The power goes: what was queued never comes. */
  forget(): void {
    this.#queued = false
    this.#running = false
  }

  /** All of the machine: now, in the middle of whatever goes on, or by a task of this instant. */
  begin(): void {
    const { host, system } = this.#owner
    if (system.demotionRound === 'at once') {
      this.#walk()
    } else if (!this.#queued) {
      this.#queued = true
      host.defer(() => {
        this.#queued = false
        this.#walk()
        this.#owner.finish()
      })
    }
  }

  /** Those of an interface group, in the order in which they joined it. */
  beginIn(group: string): void {
    for (const instance of this.#owner.vhosts.all) {
      if (group === ALL_CARPS || instance.vhost.groups.includes(group)) announce(instance)
    }
  }

  #walk(): void {
    const { system, vhosts } = this.#owner
    if (this.#running && system.guardsRound) return
    this.#running = true
    for (const instance of vhosts.inOrder(system.roundOrder)) announce(instance)
    this.#running = false
  }
}

/** It may come in the middle of a step of the same virtual host. */
function announce(instance: Instance): void {
  const { rule, input } = instance
  instance.step({ on: 'demotion' })
  instance.rule = rule
  instance.input = input
}
