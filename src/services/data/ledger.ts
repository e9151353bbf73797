import type { Course } from '../../engine/course.ts'
import { History, type WriteName } from '../../host/storage/history.ts'
import type { Got } from '../../shell/files.ts'

/** A write that somebody's data have taken. It is one thing, wherever a copy of it lies. */
export interface Commit {
  /** `fw1.57` */
  readonly name: string
  /** How many those are that were taken up to it. */
  readonly count: number
  /** The one before it. */
  /** The name of the one before it. */
  readonly after: string | null
  readonly page: number
  readonly writer: string
  readonly sequence: number
  /** What the other writers wrote last. */
  readonly others: ReadonlyMap<string, number>
  /** The name of the newest one of each page. */
  readonly tops: readonly (string | null)[]
  /** All that its page has taken: pages are logs. */
  readonly log: History
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
    const last = this.#last
    return last?.writer === writer ? last.sequence : (last?.others.get(writer) ?? null)
  }

  /** Takes a write: it is in memory. */
  add(as: WriteName, writer: string, sequence: number): Commit {
    const last = this.#last
    const count = (last?.count ?? 0) + 1
    const page = (count * STRIDE) % this.#pages.count
    const name = `${as.by}.${as.number}`
    const tops = last === null ? new Array<string | null>(this.#pages.count).fill(null) : last.tops.slice()
    tops[page] = name
    const log = (this.#tops[page]?.log ?? new History()).with(as)
    const others = othersOf(last, writer)
    const commit = { name, count, after: last?.name ?? null, page, writer, sequence, others, tops, log }
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
  return typeof holds === 'object' && holds !== null && 'log' in holds ? (holds as Commit) : null
}

/** Whether each page has all that was written to it up to the last write of all. */
function isWhole(last: Commit | null, tops: readonly (Commit | null)[]): boolean {
  return tops.every((top, page) => (top?.name ?? null) === (last?.tops[page] ?? null))
}

const NOBODY: ReadonlyMap<string, number> = new Map()

/** What all but one writer had written last when somebody else writes. */
function othersOf(last: Commit | null, writer: string): ReadonlyMap<string, number> {
  if (last === null) return NOBODY
  if (last.writer === writer) return last.others
  const others = new Map([...last.others, [last.writer, last.sequence]])
  others.delete(writer)
  return others
}
