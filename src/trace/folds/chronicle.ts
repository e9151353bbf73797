import type { Micros } from '../../time.ts'
import type { Fold } from '../fold.ts'
import type { Kind, RecordOf, TraceRecord } from '../record.ts'
import type { Power } from '../sentence.ts'
import type { CastHost } from '../trace.ts'
import type { GroupHistory } from './history.ts'
import { Mastership } from './mastership.ts'
import { type Stretch, Track } from './track.ts'

/** How pings from one machine to one address go: whose answer came last, or that none came. */
export type Reach = { readonly by: string } | 'fails' | 'unknown'

/** All that conditions are about, from 0 to the end of a run. */
export interface Histories {
  readonly groups: readonly GroupHistory[]
  readonly power: ReadonlyMap<string, readonly Stretch<Power>[]>
  readonly demotion: ReadonlyMap<string, readonly Stretch<number>[]>
  /** By machine and address. */
  readonly reach: ReadonlyMap<string, readonly Stretch<Reach>[]>
}

/** Follows all that conditions are about: what it is now, and what it was. */
export class Chronicle implements Fold<Histories> {
  readonly kinds: readonly Kind[]
  readonly mastership: Mastership
  readonly power = new Tracks<Power>('off')
  readonly demotion = new Tracks<number>(0)
  readonly reach = new Tracks<Reach>('unknown')
  /** One object for each machine that answers, so that equal values are one. */
  readonly #answerers = new Map<string, Reach>()

  /** @param kinds - of record to look at: those that the conditions need */
  constructor(hosts: readonly CastHost[], kinds: readonly Kind[]) {
    this.mastership = new Mastership(hosts)
    this.kinds = kinds
  }

  record(record: TraceRecord): void {
    if (this.mastership.kinds.includes(record.kind)) this.mastership.record(record)
    if (record.kind === 'power') this.#power(record)
    else if (record.kind === 'demotion') this.demotion.become(record.host, record.total, record.t)
    else if (record.kind === 'answer' && !record.duplicate) this.#reach(record, this.#answerer(record.by))
    else if (record.kind === 'unanswered') this.#reach(record, 'fails')
  }

  end(until: Micros): Histories {
    const { mastership, power, demotion, reach } = this
    return {
      groups: mastership.end(until),
      power: power.end(until),
      demotion: demotion.end(until),
      reach: reach.end(until),
    }
  }

  /** A machine without power is demoted by nothing, and knows of no pings. */
  #power({ t, host, power }: RecordOf<'power'>): void {
    this.power.become(host, power, t)
    if (power === 'off') this.demotion.become(host, 0, t)
  }

  #reach({ t, host, address }: RecordOf<'answer' | 'unanswered'>, reach: Reach): void {
    this.reach.become(reachKey(host, address), reach, t)
  }

  #answerer(by: string): Reach {
    const known = this.#answerers.get(by) ?? { by }
    this.#answerers.set(by, known)
    return known
  }
}

export function reachKey(host: string, address: string): string {
  return `${host} ${address}`
}

/** Tracks by name, each with the same value at the start. */
class Tracks<T> {
  readonly #start: T
  readonly #tracks = new Map<string, Track<T>>()

  constructor(start: T) {
    this.#start = start
  }

  now(name: string): T {
    return this.#tracks.get(name)?.value ?? this.#start
  }

  become(name: string, value: T, t: Micros): void {
    const track = this.#tracks.get(name) ?? new Track(this.#start)
    this.#tracks.set(name, track)
    track.become(value, t)
  }

  end(until: Micros): Map<string, readonly Stretch<T>[]> {
    return new Map([...this.#tracks].map(([name, track]) => [name, track.end(until)]))
  }
}
