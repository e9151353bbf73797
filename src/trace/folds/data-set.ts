import type { Micros } from '../../time.ts'
import type { RecordOf } from '../record.ts'
import { common, either } from '../windows.ts'
import { apart, Copy, type Taken } from './copies.ts'
import type { Window } from './history.ts'
import { Track } from './track.ts'

/** A write that somebody was told is written. */
export interface Acknowledged {
  readonly writer: string
  readonly sequence: number
  /** The machine that acknowledged it, and when. */
  readonly by: string
  readonly t: Micros
}

/** A machine began to serve data that another one had served before. */
export interface Takeover {
  readonly t: Micros
  readonly host: string
  /** Acknowledged writes that it does not have. */
  readonly missing: number
  readonly torn: boolean
  /** It serves a new, empty copy, where there was one with writes before. */
  readonly empty: boolean
}

/** What became of the writes of some data. acknowledged = durable + lost + diverged */
export interface DataHistory {
  readonly of: string
  readonly acknowledged: readonly Acknowledged[]
  /** In the copy that was served last. */
  readonly durable: number
  /** In no copy that goes on. */
  readonly lost: readonly Acknowledged[]
  /** In another copy, where both have taken writes that the other one never had. */
  readonly diverged: readonly Acknowledged[]
  readonly takeovers: readonly Takeover[]
  /** When each machine served them. */
  readonly served: readonly { readonly host: string; readonly windows: readonly Window[] }[]
  /** When two machines took writes at once. */
  readonly twoWriters: readonly Window[]
}

/** Some data, of which several machines may have copies. */
export class DataSet {
  readonly of: string
  readonly #copies = new Map<string, Copy>()
  readonly #served = new Map<string, Track<boolean>>()
  readonly #taken = new Map<string, Taken>()
  readonly #acknowledged: Taken[] = []
  /** Those of them that the copy does not have that goes on. */
  #absent = new Set<Taken>()
  /** The copy that served last, and the last write that it had when it did. */
  #current: Copy | null = null
  #line: Taken | null = null
  readonly #takeovers: Takeover[] = []

  constructor(of: string) {
    this.of = of
  }

  /**
   * A machine begins to serve them, or serves them no more.
   *
   * @param resources - those of HAST on which its file systems lie
   */
  data({ t, host, served, newest = [], torn = false }: RecordOf<'data'>, resources: ReadonlySet<string>): void {
    this.#trackOf(host).become(served, t)
    if (!served) return
    const copy = this.#copyOf(host)
    copy.liesOn = resources
    copy.found(
      newest.flatMap((name) => this.#taken.get(name) ?? []),
      torn,
    )
    const before = this.#current
    const empty = copy.last === null && this.#line !== null
    if (!empty) this.#turnTo(copy)
    const missing = empty ? this.#acknowledged.length : this.#absent.size
    if (before !== null && (before !== copy || missing > 0 || torn)) {
      this.#takeovers.push({ t, host, missing, torn, empty })
    }
  }

  commit(record: RecordOf<'commit'>): void {
    const { t, host, write: name, after, page, writer, sequence, lazily = false } = record
    const copy = this.#copyOf(host)
    const before = after === null ? null : (this.#taken.get(after) ?? null)
    const depth = (before?.depth ?? 0) + 1
    const below = copy.topOf(page)
    const one = { name, t, host, writer, sequence, depth, after: before, page, below, acknowledged: null }
    this.#taken.set(name, one)
    if (copy !== this.#current || copy.last !== this.#line) this.#turnTo(copy)
    copy.take(one, lazily)
    this.#line = one
  }

  flush(host: string): void {
    this.#copyOf(host).flushed()
  }

  written(name: string, t: Micros): void {
    const one = this.#taken.get(name)
    if (one === undefined || one.acknowledged !== null) return
    one.acknowledged = t
    this.#acknowledged.push(one)
    if (this.#current !== null && !this.#current.holds(one)) this.#absent.add(one)
  }

  /** HAST has copied one node's disk to the other one's: what was on that is no more. */
  overwritten(from: string, resource: string): void {
    for (const [host, copy] of this.#copies) {
      if (host === from || !copy.liesOn.has(resource) || this.#served.get(host)?.value === true) continue
      this.#copies.delete(host)
      if (copy === this.#current) this.#turnTo(this.#copyOf(from))
    }
  }

  powerOff(host: string, t: Micros): void {
    this.#served.get(host)?.become(false, t)
    const copy = this.#copies.get(host)
    if (copy === undefined) return
    const lost = copy.lose()
    if (copy !== this.#current) return
    for (const one of lost) if (one.acknowledged !== null) this.#absent.add(one)
    this.#line = copy.last
  }

  end(until: Micros): DataHistory {
    const served = [...this.#served].map(([host, track]) => ({
      host,
      windows: track.end(until).filter(({ value }) => value),
    }))
    const absent = [...this.#absent].sort((a, b) => a.t - b.t)
    const diverged = this.#elsewhere(absent)
    return {
      of: this.of,
      acknowledged: this.#acknowledged.map(acknowledged),
      durable: this.#acknowledged.length - absent.length,
      lost: absent.filter((one) => !diverged.has(one)).map(acknowledged),
      diverged: absent.filter((one) => diverged.has(one)).map(acknowledged),
      takeovers: this.#takeovers,
      served,
      twoWriters: overlaps(served.map(({ windows }) => windows)),
    }
  }

  /** Which of them another copy has that has diverged from the one that goes on. */
  #elsewhere(some: readonly Taken[]): ReadonlySet<Taken> {
    const current = this.#current
    if (current === null || some.length === 0) return new Set()
    const others = [...this.#copies.values()].filter(
      (copy) => copy !== current && apart(current.last, copy.last).mine.length > 0,
    )
    const held = others.map(({ all }) => all)
    return new Set(some.filter((one) => held.some((all) => all.has(one))))
  }

  /** What is there is from now on what that copy has. */
  #turnTo(copy: Copy): void {
    const before = this.#current
    this.#current = copy
    const line = this.#line
    this.#line = copy.last
    if (copy.tops !== null || before?.tops) {
      const { all } = copy
      this.#absent = new Set(this.#acknowledged.filter((one) => !all.has(one)))
      return
    }
    const { mine, his } = apart(copy.last, line)
    for (const one of his) if (one.acknowledged !== null) this.#absent.add(one)
    for (const one of mine) this.#absent.delete(one)
  }

  #copyOf(host: string): Copy {
    const copy = this.#copies.get(host) ?? new Copy(host)
    this.#copies.set(host, copy)
    return copy
  }

  #trackOf(host: string): Track<boolean> {
    const track = this.#served.get(host) ?? new Track(false)
    this.#served.set(host, track)
    return track
  }
}

function acknowledged({ writer, sequence, host: by, acknowledged: t }: Taken): Acknowledged {
  return { writer, sequence, by, t: t ?? 0 }
}

/** When two of them were. */
function overlaps(all: readonly (readonly Window[])[]): Window[] {
  return all.reduce<Window[]>((sum, windows, i) => {
    return all.slice(i + 1).reduce<Window[]>((some, others) => either(some, common(windows, others)), sum)
  }, [])
}
