import type { Engine } from '../../engine/engine.ts'
import type { Micros } from '../../time.ts'
import type { Link, Recorder } from '../../trace/recorder.ts'
import { CARP_MULTICAST, type Mac } from '../address.ts'
import { CARP_MULTICAST6 } from '../ipv6.ts'
import type { Port, Switch } from './hardware.ts'

/** The groups that machines report that they listen to, and what people call them; all others go to all. */
export const GROUPS: ReadonlyMap<Mac, string> = new Map([
  [CARP_MULTICAST, '224.0.0.18'],
  [CARP_MULTICAST6, 'ff02::12'],
])

/** Groups of IPv4 but for 224.0.0.0/24, which go to members alone wherever there is snooping (RFC 4541 2.1.2). */
const BEYOND_LINK = /^01:00:5e:(?!00:00:)/

/** Whose snooping it is. */
export interface MembersOf {
  readonly on: Switch
  readonly network: string
}

/** Which ports of a switch are members of which groups, in one VLAN: what it has heard them report (RFC 4541). */
export class Members {
  readonly #of: MembersOf
  readonly #engine: Engine<Link>
  readonly #trace: Recorder
  /** Until when each is one, if it is not reported again. */
  readonly #members = new Map<Mac, Map<Port, Micros>>()
  /** Why ports are members no more. */
  readonly #gone = new Map<Mac, Map<Port, Link | null>>()

  constructor(of: MembersOf, engine: Engine<Link>, trace: Recorder) {
    this.#of = of
    this.#engine = engine
    this.#trace = trace
  }

  /** Whether the switch sends frames to a group only to its members. */
  prunes(group: Mac): boolean {
    const { snooping } = this.#of.on
    if (snooping === null) return false
    if (group === CARP_MULTICAST) return snooping.linkLocal === 'prune'
    return GROUPS.has(group) ? snooping.mld : BEYOND_LINK.test(group)
  }

  /** A report came in by a port. The present cause is that report. */
  join(group: Mac, port: Port): void {
    const until = this.#engine.now + this.#of.on.options.snooping!.age
    const ports = this.#members.get(group) ?? new Map<Port, Micros>()
    this.#members.set(group, ports)
    if ((ports.get(port) ?? 0) <= this.#engine.now) this.#note(group, port, 'reported')
    ports.set(port, until)
  }

  has(group: Mac, port: Port): boolean {
    if (this.#isStatic(group, port)) return true
    const until = this.#members.get(group)?.get(port)
    if (until === undefined || until > this.#engine.now) return until !== undefined
    // Nobody asked who listens: since a fault, or ever.
    this.#end(group, port, 'aged', this.#of.on.unasked)
    return false
  }

  /** What made a port a member no more; null: it never was one, or nothing is recorded. */
  goneBy(group: Mac, port: Port): Link | null {
    return this.#gone.get(group)?.get(port) ?? null
  }

  flush(isFlushed: (port: Port) => boolean): void {
    for (const [group, ports] of this.#members) {
      for (const port of [...ports.keys()]) if (isFlushed(port)) this.#end(group, port, 'flushed', this.#engine.cause)
    }
  }

  /** For another run. */
  clear(): void {
    if (this.#members.size > 0) this.#members.clear()
    if (this.#gone.size > 0) this.#gone.clear()
  }

  #isStatic(group: Mac, port: Port): boolean {
    const entries = this.#of.on.options.snooping?.static ?? []
    return entries.some((entry) => entry.group === group && entry.ports.includes(port.name))
  }

  #end(group: Mac, port: Port, how: 'aged' | 'flushed', cause: Link | null): void {
    this.#members.get(group)!.delete(port)
    const gone = this.#gone.get(group) ?? new Map<Port, Link | null>()
    this.#gone.set(group, gone)
    gone.set(port, this.#note(group, port, how, cause))
  }

  #note(group: Mac, port: Port, how: 'reported' | 'aged' | 'flushed', cause = this.#engine.cause): Link | null {
    const { on, network } = this.#of
    const body = { switch: on.name, network, group: GROUPS.get(group)!, port: port.name, in: how === 'reported', how }
    return this.#trace.noteCausedBy(cause, { kind: 'member', ...body })
  }
}
