import type { Micros } from '../../time.ts'
import type { Fold } from '../fold.ts'
import type { RecordOf, TraceRecord } from '../record.ts'
import { type Stretch, Track } from './track.ts'

/** What went on a machine besides the election: its scripts ran, something served, an address was there. */
export interface Activity {
  readonly host: string
  /** `writes`: it could write to what is named. */
  readonly of: 'scripts' | 'service' | 'address' | 'mount' | 'data' | 'writes' | 'primary'
  /** Of the service, the place of a mount, the data, the address without its length, or the resource of HAST; empty of scripts. */
  readonly name: string
  /** Whether it did so, from 0 to the end of the run. */
  readonly stretches: readonly Stretch<boolean>[]
}

/** When scripts and services of machines ran, and addresses were there that somebody put onto their interfaces. */
export function activities(): Fold<readonly Activity[]> {
  const watch = new Watch()
  return {
    kinds: ['power', 'script', 'service', 'mount', 'data', 'address', 'role'],
    record: (record) => watch.record(record),
    end: (until) => watch.end(until),
  }
}

interface Watched extends Omit<Activity, 'stretches'> {
  readonly track: Track<boolean>
  /** What it is made of just now: scripts by their process, one address on several interfaces. */
  readonly parts: Set<string>
}

class Watch {
  readonly #watched = new Map<string, Watched>()

  record(record: TraceRecord): void {
    if (record.kind === 'power') this.#power(record)
    else if (record.kind === 'script') {
      this.#set({ host: record.host, of: 'scripts', name: '' }, `${record.pid}`, record.exit === null, record.t)
    } else if (record.kind === 'service') {
      this.#set({ host: record.host, of: 'service', name: record.name }, '', record.runs, record.t)
    } else if (record.kind === 'role') {
      this.#set({ host: record.host, of: 'primary', name: record.resource }, '', record.to === 'primary', record.t)
    } else if (record.kind === 'mount') {
      this.#set({ host: record.host, of: 'mount', name: record.on }, '', record.mounted, record.t)
    } else if (record.kind === 'data') {
      this.#set({ host: record.host, of: 'data', name: record.of }, '', record.served, record.t)
    } else if (record.kind === 'address') {
      const name = record.address.replace(/\/.*/, '')
      this.#set({ host: record.host, of: 'address', name }, record.interface, record.there, record.t)
    }
  }

  end(until: Micros): Activity[] {
    return [...this.#watched.values()].map(({ host, of, name, track }) => ({
      host,
      of,
      name,
      stretches: track.end(until),
    }))
  }

  #set(about: Omit<Activity, 'stretches'>, part: string, is: boolean, t: Micros): void {
    const key = `${about.host} ${about.of} ${about.name}`
    const one = this.#watched.get(key) ?? { ...about, track: new Track(false), parts: new Set() }
    this.#watched.set(key, one)
    if (is) one.parts.add(part)
    else one.parts.delete(part)
    one.track.become(one.parts.size > 0, t)
  }

  /** All of it ends with the power. */
  #power({ t, host, power }: RecordOf<'power'>): void {
    if (power !== 'off') return
    for (const one of this.#watched.values()) {
      if (one.host !== host) continue
      one.parts.clear()
      one.track.become(false, t)
    }
  }
}
