import type { Micros } from '../time.ts'
import type { Kind, Level, TraceRecord } from './record.ts'

/** A virtual host as a machine was configured with it. */
export interface CastVhost {
  readonly interface: string
  readonly vhid: number
  readonly advbase: number
  readonly advskew: number
  readonly addresses: readonly string[]
}

export interface CastHost {
  readonly name: string
  /** `freebsd-9.3` and `FreeBSD 9.3`. */
  readonly system: string
  readonly systemTitle: string
  readonly preempt: boolean
  readonly interfaces: readonly { readonly name: string; readonly network: string; readonly address: string }[]
  readonly vhosts: readonly CastVhost[]
}

/** A network, as far as it explains what became of frames. */
export interface CastNetwork {
  readonly name: string
  /** The share of copies that it loses, from 0 to 1. */
  readonly loss: number
}

/** Everything that happened in a run, and who took part: all that a view needs. Plain data. */
export interface Trace {
  readonly carpsim: 1
  readonly title: string
  readonly story: string
  readonly seed: string
  readonly until: Micros
  readonly level: Level
  readonly networks: readonly CastNetwork[]
  /** In file order. */
  readonly hosts: readonly CastHost[]
  readonly records: readonly TraceRecord[]
  /** How often each kind of thing was noted. At level `metrics` that is so of frames and what becomes of them (advert,
   *  garp, delivered, lost, drop, unsent), of faults, and of the kinds that a fold asks for. */
  readonly counts: Readonly<Record<Kind, number>>
  /** `netstat -s -p carp` at the end, of the machines that are on and count, by machine. */
  readonly counters: Readonly<Record<string, Readonly<Record<string, number>>>>
}
