import { formatSeconds, formatTime, type Micros, SECOND } from '../../time.ts'
import type { Fold } from '../fold.ts'
import type { RecordOf, State, TimerName, TraceRecord } from '../record.ts'
import type { Invariant, Violation } from './invariant.ts'

// What is told of each machine by itself.

export const demotionReturnsToZero: Invariant = {
  name: 'demotion-returns-to-zero',
  says: 'at the end of the run no machine that is on is demoted',
  fold: () => {
    const totals = new Map<string, { total: number; t: Micros; reason: string }>()
    return {
      kinds: ['demotion', 'power'],
      record: (record) => {
        if (record.kind === 'power' && record.power === 'off') totals.delete(record.host)
        // What demotes another group of interfaces than carp is no matter of CARP.
        if (record.kind !== 'demotion' || record.group !== undefined) return
        totals.set(record.host, { total: record.total, t: record.t, reason: record.reason })
      },
      end: (until) =>
        [...totals].flatMap(([host, { total, t, reason }]): Violation[] => {
          if (total === 0) return []
          const text = `the demotion of ${host} is ${total} at the end, since ${formatSeconds(t)}: ${reason}`
          return [{ t: until, text, host }]
        }),
    }
  },
}

/** A daemon looks at its clock once a second, and a busy one later. */
const LATE = 3 * SECOND

/** Which timers keep a virtual host going. */
const NEEDED: Readonly<Record<State, readonly TimerName[]>> = {
  INIT: [],
  BACKUP: ['master-down', 'master-down-inet6'],
  MASTER: ['advertise'],
}

interface Watched {
  readonly host: string
  /** `fw1.em0` */
  readonly card: string
  readonly vhid: number
  state: State
  /** The record that brought it into that state. */
  change: number
  /** The script that its daemon waits for. */
  script: number | null
  /** Its daemon sleeps, because its card was down when it last looked. */
  asleep: boolean
  /** When the state began. */
  since: Micros
  /** The latest deadline of each timer. */
  readonly deadlines: Map<TimerName, Micros>
}

export const timersOfTheState: Invariant = {
  name: 'timers-of-the-state',
  says: 'a MASTER always has its next advertisement ahead, and a BACKUP the end of its patience, but for that long',
  limit: LATE,
  fold: (_, limit) => new Timers(limit),
}

class Timers implements Fold<readonly Violation[]> {
  readonly kinds = ['transition', 'armed', 'power', 'process', 'script', 'link', 'interface'] as const
  readonly #limit: Micros
  readonly #watched = new Map<string, Watched>()
  readonly #found: Violation[] = []
  /** Machines whose clocks stand still, or whose daemon is gone. */
  readonly #still = new Set<string>()
  /** Cards that are down, or have no carrier. */
  readonly #down: Record<'link' | 'interface', Set<string>> = { link: new Set(), interface: new Set() }

  constructor(limit: Micros) {
    this.#limit = limit
  }

  record(record: TraceRecord): void {
    if (record.kind === 'transition') this.#become(record)
    else if (record.kind === 'armed') this.#arm(record)
    else if (record.kind === 'power') this.#power(record.host, record.power, record.t)
    else if (record.kind === 'process' && record.exit !== null) this.#forget(record.host, record.vhid, record.t)
    else if (record.kind === 'script') this.#script(record)
    else if (record.kind === 'link') this.#card(record, record.carrier)
    else if (record.kind === 'interface') this.#card(record, record.up)
  }

  end(until: Micros): readonly Violation[] {
    for (const one of this.#watched.values()) this.#check(one, until)
    return this.#found.toSorted((a, b) => a.t - b.t)
  }

  #become({ id, host, interface: on, vhid, to, t }: RecordOf<'transition'>): void {
    const one = this.#of(host, on, vhid, t)
    if (one.since < t) this.#check(one, t)
    Object.assign(one, { state: to, change: id, since: t, asleep: this.#isDown(one.card) })
  }

  /** A daemon waits for the script that a change of its state has begun. */
  #script({ id, cause, exit, t }: RecordOf<'script'>): void {
    for (const one of this.#watched.values()) {
      if (exit === null && one.change === cause) {
        this.#check(one, t)
        one.script = id
      } else if (one.script !== null && one.script === cause) {
        one.script = null
        one.since = t
      }
    }
  }

  #isDown(card: string): boolean {
    return this.#down.link.has(card) || this.#down.interface.has(card)
  }

  /** Whoever has no card sleeps, and for a while behind that, too. */
  #card({ kind, host, interface: on, t }: RecordOf<'link' | 'interface'>, works: boolean): void {
    const card = `${host}.${on}`
    if (works) this.#down[kind].delete(card)
    else this.#down[kind].add(card)
    if (works) return
    for (const one of this.#watched.values()) {
      if (one.card !== card) continue
      this.#check(one, t)
      one.asleep = true
    }
  }

  #arm({ host, interface: on, vhid, timer, deadline, t }: RecordOf<'armed'>): void {
    const one = this.#of(host, on, vhid, t)
    if (NEEDED[one.state].includes(timer) && one.since < t) this.#check(one, t)
    one.asleep = this.#isDown(one.card)
    one.deadlines.set(timer, deadline)
  }

  #of(host: string, on: string, vhid: number, t: Micros): Watched {
    const key = `${host}.${on}/${vhid}`
    const known = this.#watched.get(key)
    if (known !== undefined) return known
    const one: Watched = {
      host,
      card: `${host}.${on}`,
      vhid,
      state: 'INIT',
      change: -1,
      script: null,
      asleep: false,
      since: t,
      deadlines: new Map(),
    }
    this.#watched.set(key, one)
    return one
  }

  /** What kept a virtual host going until now had to reach until now. */
  #check(one: Watched, now: Micros): void {
    const needed = NEEDED[one.state]
    if (needed.length === 0 || this.#still.has(one.host) || one.asleep || one.script !== null) return
    const reaches = Math.max(one.since, ...needed.map((timer) => one.deadlines.get(timer) ?? 0))
    if (now - reaches <= this.#limit) return
    const which = one.state === 'MASTER' ? 'next advertisement' : 'master-down timer'
    const text = `${one.host} was ${one.state} of vhid ${one.vhid} for ${formatTime(now - reaches)} without a ${which}`
    this.#found.push({ t: reaches + this.#limit, text, host: one.host })
    // Once is enough.
    one.since = now
  }

  #power(host: string, power: 'on' | 'off' | 'paused', t: Micros): void {
    if (power === 'on') {
      this.#still.delete(host)
      // What waited while it stood still is late by that.
      for (const one of this.#watched.values()) if (one.host === host) one.since = t
      return
    }
    for (const one of this.#watched.values()) if (one.host === host) this.#check(one, t)
    if (power === 'paused') this.#still.add(host)
    else this.#forget(host, undefined, t)
  }

  #forget(host: string, vhid: number | undefined, t: Micros): void {
    for (const [key, one] of this.#watched) {
      if (one.host !== host || (vhid !== undefined && one.vhid !== vhid)) continue
      this.#check(one, t)
      this.#watched.delete(key)
    }
  }
}
