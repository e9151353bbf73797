import type { Micros } from '../time.ts'
import type { Asking, Kind, Level, TraceRecord } from './record.ts'

/** What a scenario says to its readers. */
export interface About {
  readonly title: string
  readonly story: string
  /** Where the story comes from. */
  readonly source?: string
  /** What people saw, why it was so, and what helped. */
  readonly symptom?: string
  readonly cause?: string
  readonly fix?: string
  /** Until when everything is made ready: readers are told what comes after that. */
  readonly prologue?: Micros
}

/** That part of a scenario or a trace, in one order. */
export function aboutOf({ title, story, source, symptom, cause, fix, prologue }: About): About {
  return {
    title,
    story,
    ...(source !== undefined && { source }),
    ...(symptom !== undefined && { symptom }),
    ...(cause !== undefined && { cause }),
    ...(fix !== undefined && { fix }),
    ...(prologue !== undefined && { prologue }),
  }
}

/** A virtual host as a machine was configured with it. */
export interface CastVhost {
  readonly interface: string
  readonly vhid: number
  readonly advbase: number
  readonly advskew: number
  readonly addresses: readonly string[]
}

/** An address that a machine pings from its boot on, once in each period, or asks over TCP: then it has a port. */
export interface CastPing {
  readonly address: string
  readonly period: Micros
  readonly of?: Asking
}

export interface CastHost {
  readonly name: string
  /** `freebsd-9.3` and `FreeBSD 9.3`; `client` runs no election. */
  readonly system: string
  readonly systemTitle: string
  readonly preempt: boolean
  readonly interfaces: readonly { readonly name: string; readonly network: string; readonly address: string }[]
  readonly vhosts: readonly CastVhost[]
  readonly pings: readonly CastPing[]
}

/** A network, as far as it explains what became of frames. */
export interface CastNetwork {
  readonly name: string
  /** The share of copies that it loses, from 0 to 1. */
  readonly loss: number
}

/** Everything that happened in a run, and who took part: all that a view needs. Plain data. */
export interface Trace extends About {
  readonly carpsim: 1
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
