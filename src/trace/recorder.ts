import type { Micros } from '../time.ts'
import type { Fold } from './fold.ts'
import { CHANGES, KINDS } from './kinds.ts'
import type { Body, Kind, Level, TraceRecord } from './record.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** A record with its way back: what is alive keeps alive what led to it, and nothing more. */
export interface Link {
  readonly record: TraceRecord
  readonly up: Link | null
  kept: boolean
}

/** Where the time and the present cause are read: the engine. */
export interface Clock {
  readonly now: Micros
  readonly cause: Link | null
}

/** A run that wrote more records than it was allowed. */
export class RecordLimit extends Error {
  override readonly name = 'RecordLimit'
  readonly at: Micros
  readonly limit: number

  constructor(at: Micros, limit: number) {
    super(`more than ${limit} records`)
    this.at = at
    this.limit = limit
  }
}

/** The id of what made something so, as a field of a record; none where it was not recorded. */
export function because(reason: Link | null | undefined): { readonly because?: number } {
  return reason ? { because: reason.record.id } : {}
}

const NOTHING = Object.fromEntries(KINDS.map((kind) => [kind, false])) as Record<Kind, boolean>
const EVERYTHING = Object.fromEntries(KINDS.map((kind) => [kind, true])) as Record<Kind, boolean>
const NEVER = Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>

/**
 * Writes down what happens, each thing with its cause, as much as the level keeps; shows every record to the folds
 * that ask for its kind. Ids count what happened, so they are the same at levels `all` and `changes`.
 */
export class Recorder {
  /** Which kinds anybody wants: whoever notes something on a busy path asks first. */
  wants: Readonly<Record<Kind, boolean>> = EVERYTHING
  /** How often each kind was noted. Frames and what becomes of them are counted at every level, wanted or not. */
  counts: Record<Kind, number> = { ...NEVER }
  /** Of the last record, for folds that look at it; null where no records are kept. */
  latest: Link | null = null
  readonly #clock: Clock
  #level: Level = 'all'
  #folds: readonly Fold<unknown>[] = []
  #limit = Number.POSITIVE_INFINITY
  #kept: TraceRecord[] = []
  #count = 0

  constructor(clock: Clock, level: Level, folds: readonly Fold<unknown>[], limit: number) {
    this.#clock = clock
    this.reset(level, folds, limit)
  }

  /** Begins anew, for another run; what the last one kept stays with whoever took it. */
  reset(level: Level, folds: readonly Fold<unknown>[], limit: number): void {
    this.#level = level
    this.#folds = folds
    this.#limit = limit
    this.#kept = []
    this.#count = 0
    this.wants = level === 'metrics' ? wantedBy(folds) : EVERYTHING
    this.counts = { ...NEVER }
  }

  /** Notes that something happened now, because of the present cause; gives what later things may name as theirs. */
  note(body: Body): Link | null {
    return this.noteCausedBy(this.#clock.cause, body)
  }

  /** The same, with another cause than the present one. */
  noteCausedBy(up: Link | null, body: Body): Link | null {
    this.counts[body.kind] += 1
    if (!this.wants[body.kind]) return up
    // The body becomes the record: whoever notes something makes it for that alone, and a copy would cost more.
    const record = body as Mutable<TraceRecord>
    record.id = ++this.#count
    record.t = this.#clock.now
    record.cause = up === null ? null : up.record.id
    const link: Link | null = this.#level === 'metrics' ? null : { record, up, kept: false }
    this.latest = link
    for (const fold of this.#folds) if (fold.kinds.includes(body.kind)) fold.record(record)
    if (link === null) return null
    if (this.#level === 'all' || CHANGES.has(body.kind)) this.#keep(link)
    return link
  }

  /** All that was kept, in the order in which it happened. */
  records(): TraceRecord[] {
    return this.#level === 'all' ? this.#kept : this.#kept.sort((a, b) => a.id - b.id)
  }

  #keep(link: Link): void {
    for (let at: Link | null = link; at !== null && !at.kept; at = at.up) {
      at.kept = true
      if (this.#kept.push(at.record) > this.#limit) throw new RecordLimit(at.record.t, this.#limit)
    }
  }
}

function wantedBy(folds: readonly Fold<unknown>[]): Record<Kind, boolean> {
  const wants = { ...NOTHING }
  for (const fold of folds) for (const kind of fold.kinds) wants[kind] = true
  return wants
}
