import type { Micros } from '../../time.ts'

/** A write that data have taken, as a run has recorded it. */
export interface Taken {
  readonly name: string
  readonly t: Micros
  readonly host: string
  readonly writer: string
  readonly sequence: number
  /** How many come before it, and which one does. */
  readonly depth: number
  readonly after: Taken | null
  readonly page: number
  /** What lay on its page before. */
  readonly below: Taken | null
  /** When its writer was told. */
  acknowledged: Micros | null
}

/** The copy of some data that one machine has. */
export class Copy {
  readonly host: string
  /** The last write of all; null: it is empty. */
  last: Taken | null = null
  /** Whether pages are of different times; then what is on each of them. */
  tops: ReadonlyMap<number, Taken> | null = null
  /** The resources of HAST on which it lies, as far as is known. */
  liesOn: ReadonlySet<string> = new Set()
  /** Taken, and not on the disk yet. */
  #lazy: readonly Taken[] = []

  constructor(host: string) {
    this.host = host
  }

  /** What a machine found. */
  found(newest: readonly Taken[], torn: boolean): void {
    this.last = newest.reduce<Taken | null>((last, one) => (last === null || one.depth > last.depth ? one : last), null)
    this.tops = torn ? new Map(newest.map((one) => [one.page, one])) : null
    this.#lazy = []
  }

  take(one: Taken, lazily: boolean): void {
    this.last = one
    if (this.tops !== null) this.tops = new Map([...this.tops, [one.page, one]])
    if (lazily) this.#lazy = [...this.#lazy, one]
  }

  flushed(): void {
    this.#lazy = []
  }

  /** Power goes, and with it what was not on the disk; gives that. */
  lose(): readonly Taken[] {
    const [first] = this.#lazy
    const lost = this.#lazy
    if (first !== undefined) this.last = first.after
    this.#lazy = []
    return lost
  }

  /** What lay on a page before. */
  topOf(page: number): Taken | null {
    if (this.tops !== null) return this.tops.get(page) ?? null
    for (let at = this.last; at !== null; at = at.after) if (at.page === page) return at
    return null
  }

  holds(one: Taken): boolean {
    if (this.tops !== null) {
      for (let at = this.tops.get(one.page) ?? null; at !== null; at = at.below) if (at === one) return true
      return false
    }
    let at = this.last
    while (at !== null && at.depth > one.depth) at = at.after
    return at === one
  }

  /** All that it holds: who asks of many writes goes back once. */
  get all(): ReadonlySet<Taken> {
    const all = new Set<Taken>()
    if (this.tops === null) for (let at = this.last; at !== null; at = at.after) all.add(at)
    else for (const top of this.tops.values()) for (let at: Taken | null = top; at !== null; at = at.below) all.add(at)
    return all
  }
}

/** The writes that one line of them has and another one has not. */
export function apart(mine: Taken | null, his: Taken | null): { readonly mine: Taken[]; readonly his: Taken[] } {
  const found: { mine: Taken[]; his: Taken[] } = { mine: [], his: [] }
  let [here, there] = [mine, his]
  while (here !== there) {
    if (there === null || (here !== null && here.depth >= there.depth)) {
      found.mine.push(here!)
      here = here!.after
    } else {
      found.his.push(there)
      there = there.after
    }
  }
  return found
}
