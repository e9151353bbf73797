import type { Micros } from '../../time.ts'
import type { Fold } from '../fold.ts'
import type { HastRole, Kind, RecordOf, TraceRecord } from '../record.ts'
import type { Power } from '../sentence.ts'
import type { CastHost } from '../trace.ts'
import { otherTimes } from '../windows.ts'
import type { GroupHistory } from './history.ts'
import { Mastership } from './mastership.ts'
import { outages } from './outages.ts'
import type { PingHistory } from './pings.ts'
import { type Stretch, Track } from './track.ts'

/** How pings from one machine to one address go: who answers them; null: nobody knows. */
export type Reach = readonly string[] | null

/** The kinds that tell of pings. */
export const PINGS: readonly Kind[] = ['power', 'ping', 'request', 'answer', 'unanswered']

/** All that conditions are about, from 0 to the end of a run. */
export interface Histories {
  readonly groups: readonly GroupHistory[]
  readonly power: ReadonlyMap<string, readonly Stretch<Power>[]>
  readonly demotion: ReadonlyMap<string, readonly Stretch<number>[]>
  /** Of HAST, by machine and resource. */
  readonly roles: ReadonlyMap<string, readonly Stretch<HastRole>[]>
  /** By machine and name, as the key of a reach. */
  readonly services: ReadonlyMap<string, readonly Stretch<boolean>[]>
  /** By machine and address. */
  readonly reach: ReadonlyMap<string, readonly Stretch<Reach>[]>
  readonly pings: readonly PingHistory[]
}

/** Follows all that conditions are about: what it is now, and what it was. */
export class Chronicle implements Fold<Histories> {
  readonly kinds: readonly Kind[]
  readonly mastership: Mastership
  readonly power = new Tracks<Power>('off')
  readonly demotion = new Tracks<number>(0)
  readonly roles = new Tracks<HastRole>('init')
  readonly services = new Tracks<boolean>(false)
  /** What is known now, by machine and address: a ping fails when its answer is overdue. */
  readonly reach = new Map<string, Reach>()
  readonly #pings: Fold<readonly PingHistory[]>

  /** @param kinds - of record to look at: those that the conditions need */
  constructor(hosts: readonly CastHost[], kinds: readonly Kind[]) {
    this.mastership = new Mastership(hosts)
    this.#pings = outages(hosts)
    this.kinds = kinds
  }

  record(record: TraceRecord): void {
    if (this.mastership.kinds.includes(record.kind)) this.mastership.record(record)
    if (this.#pings.kinds.includes(record.kind)) this.#pings.record(record)
    if (record.kind === 'power') this.#power(record)
    else if (record.kind === 'role') this.roles.become(roleKey(record.host, record.resource), record.to, record.t)
    else if (record.kind === 'demotion' && record.group === undefined) {
      this.demotion.become(record.host, record.total, record.t)
    } else if (record.kind === 'service') {
      this.services.become(reachKey(record.host, record.name), record.runs, record.t)
    } else if (record.kind === 'answer') this.reach.set(reachKey(record.host, record.address), [record.by])
    else if (record.kind === 'unanswered') this.reach.set(reachKey(record.host, record.address), [])
  }

  end(until: Micros): Histories {
    const { mastership, power, demotion, roles, services } = this
    const pings = this.#pings.end(until)
    return {
      groups: mastership.end(until),
      power: power.end(until),
      demotion: demotion.end(until),
      roles: roles.end(until),
      services: services.end(until),
      reach: new Map(pings.map((history) => [reachKey(history.host, history.address), reachOf(history, until)])),
      pings,
    }
  }

  /** A machine without power is demoted by nothing, serves nothing, and its HAST has no role when it comes up again. */
  #power({ t, host, power }: RecordOf<'power'>): void {
    this.power.become(host, power, t)
    if (power !== 'off') return
    this.demotion.become(host, 0, t)
    for (const name of this.roles.names) if (name.startsWith(roleKey(host, ''))) this.roles.become(name, 'init', t)
    for (const name of this.services.names) if (name.startsWith(`${host} `)) this.services.become(name, false, t)
  }
}

/** Who answered, without a gap: between stretches of pings nobody knows. */
function reachOf({ stretches }: PingHistory, until: Micros): Stretch<Reach>[] {
  const known = stretches.map(({ from, to, by }) => ({ from, to, value: by }))
  const gaps = otherTimes(known, until).map(({ from, to }) => ({ from, to, value: null }))
  return [...known, ...gaps].sort((a, b) => a.from - b.from)
}

export function reachKey(host: string, address: string): string {
  return `${host} ${address}`
}

export function roleKey(host: string, resource: string): string {
  return `${host} ${resource}`
}

/** Tracks by name, each with the same value at the start. */
class Tracks<T> {
  readonly #start: T
  readonly #tracks = new Map<string, Track<T>>()

  constructor(start: T) {
    this.#start = start
  }

  get names(): readonly string[] {
    return [...this.#tracks.keys()]
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
