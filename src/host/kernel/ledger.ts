import { ALL_CARPS } from '../../carp/openbsd/demotion.ts'
import type { KernelSystem } from '../../carp/system.ts'
import type { Machine, Vhost } from '../../carp/vhost.ts'
import type { Deed } from '../carp.ts'
import type { Host } from '../host.ts'

/** The demotion of a machine: who adds to it, and who says so when. */
export interface Ledger {
  /** A virtual host of the machine changes it. */
  change(delta: number, reason: string, by: Vhost): void
  /** Somebody does. @param group - the interface group, where there are such */
  write(delta: number, why: Why, group: string): Deed
}

/** Why a demotion changes; and what the kernel logs, who knows only how it was told. */
export type Why = string | { readonly reason: string; readonly logged: string }

/** What a kernel's ledger needs of it. */
interface Owner {
  readonly host: Host
  readonly system: KernelSystem
  readonly machine: Machine
  readonly round: { begin(): void; beginIn(group: string): void }
  log(level: number, line: () => string): void
}

/** One sum for the machine (FreeBSD, NetBSD). */
export class MachineLedger implements Ledger {
  readonly #owner: Owner

  constructor(owner: Owner) {
    this.#owner = owner
  }

  change(delta: number, why: Why): void {
    const { machine, system, host, round } = this.#owner
    const { reason, logged } = typeof why === 'string' ? { reason: why, logged: why } : why
    const before = machine.demotion
    machine.demotion += delta
    const { engine } = host.world
    const { cause } = engine
    engine.cause = host.note({ kind: 'demotion', host: host.name, delta, total: machine.demotion, reason })
    if (system.demotionLine) {
      const { level, line } = system.demotionLine(delta, machine.demotion, logged)
      this.#owner.log(level, () => line)
    }
    if (system.announcesDemotion(before, machine.demotion)) round.begin()
    engine.cause = cause
  }

  write(delta: number, why: Why): Deed {
    return () => this.change(delta, why)
  }
}

/** The counters of a group go from 0 to that. */
const MOST = 255

/** A counter for each interface group (OpenBSD). */
export class GroupLedger implements Ledger {
  readonly #owner: Owner

  constructor(owner: Owner) {
    this.#owner = owner
  }

  /** carp_group_demote_adj(): all groups of the carp interface, none below 0; one that comes to 1 is announced. */
  change(delta: number, reason: string, { leader }: Vhost): void {
    const { host, system, round } = this.#owner
    const { engine } = host.world
    const { cause } = engine
    leader.ownDemotion = Math.max(0, leader.ownDemotion + delta)
    let announced = false
    for (const group of [ALL_CARPS, ...leader.groups]) {
      const before = this.#count(group)
      const total = Math.max(0, before + delta)
      engine.cause = this.#set(group, total, delta, reason)
      const tell = () => {
        const { level, line } = system.demotionLine!(delta, total, reason, { device: leader.device, group })
        this.#owner.log(level, () => line)
      }
      const announces = system.announcesDemotion(before, total)
      if (!system.roundBeforeLine) tell()
      if (announces && system.roundBeforeLine) round.begin()
      if (system.roundBeforeLine) tell()
      announced ||= announces && !system.roundBeforeLine
    }
    if (announced) round.begin()
    engine.cause = cause
  }

  /** carp_ioctl(), SIOCSIFGATTR: more demotion is said at once by all members that are masters, less is not. */
  write(delta: number, why: Why, group: string): Deed {
    const reason = typeof why === 'string' ? why : why.reason
    const before = this.#count(group)
    const total = before + delta
    if (total < 0 || total > MOST) return `the counter of group ${group} is ${before}, and goes from 0 to ${MOST}`
    return () => {
      const { engine } = this.#owner.host.world
      const { cause } = engine
      engine.cause = this.#set(group, total, delta, reason)
      if (delta > 0) this.#owner.round.beginIn(group)
      engine.cause = cause
    }
  }

  #count(group: string): number {
    const { machine } = this.#owner
    return group === ALL_CARPS ? machine.demotion : (machine.groups.get(group) ?? 0)
  }

  #set(group: string, total: number, delta: number, reason: string) {
    const { machine, host } = this.#owner
    const body = { kind: 'demotion', host: host.name, delta, total, reason } as const
    if (group !== ALL_CARPS) {
      machine.groups = new Map(machine.groups).set(group, total)
      return host.note({ ...body, group })
    }
    machine.demotion = total
    return host.note(body)
  }
}
