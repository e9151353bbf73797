import type { Course } from '../../engine/course.ts'
import type { Got } from '../../shell/files.ts'

/** A write that somebody's data have taken. It is one thing, wherever a copy of it lies. */
export interface Commit {
  /** `fw1.57` */
  readonly name: string
  /** How many those are that were taken up to it. */
  readonly count: number
  /** The one before it. */
  readonly after: Commit | null
  readonly page: number
  /** What lay on its page before: pages are logs. */
  readonly below: Commit | null
  readonly writer: string
  readonly sequence: number
}

/** Where pages lie: in a file, or on a bare device. */
export interface Pages {
  /** How many there are. */
  readonly count: number
  /** At once, where it is in memory. */
  read(page: number): Got<unknown> | Course<Got<unknown>>
  /** Null: it is there for good. */
  write(page: number, holds: unknown): Course<string | null>
}

/** What there was. */
export interface Found {
  readonly writes: number
  /** The last one; the last one of each page where those do not fit together. */
  readonly newest: readonly string[]
  readonly torn: boolean
}

/** Pages are written by turns, so that all of a table is in use: this many further each time. */
const STRIDE = 7

/** What an application keeps: writes one after the other, each on one of some pages. */
export class Ledger {
  readonly #pages: Pages
  readonly #tops: (Commit | null)[] = []
  #last: Commit | null = null

  constructor(pages: Pages) {
    this.#pages = pages
  }

  /** Reads all pages. */
  *open(): Course<Got<Found>> {
    for (let page = 0; page < this.#pages.count; page++) {
      const reading = this.#pages.read(page)
      const got = 'next' in reading ? yield* reading : reading
      if ('error' in got) return got
      this.#tops[page] = commitIn(got.is)
    }
    const tops = this.#tops.filter((top) => top !== null)
    this.#last = tops.reduce<Commit | null>((last, top) => (last === null || top.count > last.count ? top : last), null)
    const torn = !isWhole(this.#last, this.#tops)
    const newest = (torn ? tops : tops.filter((top) => top === this.#last)).map(({ name }) => name)
    return { is: { writes: this.#last?.count ?? 0, newest, torn } }
  }

  /** The last one of all; null: there is none. */
  get last(): Commit | null {
    return this.#last
  }

  /** What somebody wrote last. */
  newestOf(writer: string): number | null {
    for (let at = this.#last; at !== null; at = at.after) if (at.writer === writer) return at.sequence
    return null
  }

  /** Takes a write: it is in memory. */
  add(name: string, writer: string, sequence: number): Commit {
    const count = (this.#last?.count ?? 0) + 1
    const page = (count * STRIDE) % this.#pages.count
    const commit = { name, count, after: this.#last, page, below: this.#tops[page] ?? null, writer, sequence }
    this.#tops[page] = commit
    this.#last = commit
    return commit
  }

  /** Writes the page that it is on; null: it is there for good. */
  *keep({ page }: Commit): Course<string | null> {
    return yield* this.#pages.write(page, this.#tops[page])
  }
}

/** What a page holds is a write, or nothing that we know. */
function commitIn(holds: unknown): Commit | null {
  return typeof holds === 'object' && holds !== null && 'below' in holds ? (holds as Commit) : null
}

/** Whether each page has all that was written to it up to the last write of all. */
function isWhole(last: Commit | null, tops: readonly (Commit | null)[]): boolean {
  const left = new Map(tops.map((top, page) => [page, top] as const))
  for (let at = last; at !== null && left.size > 0; at = at.after) {
    if (!left.has(at.page)) continue
    if (left.get(at.page) !== at) return false
    left.delete(at.page)
  }
  return [...left.values()].every((top) => top === null)
}
