import type { Micros } from '../time.ts'
import type { Kind, TraceRecord } from './record.ts'

/**
 * A measure over the stream of records. The same fold runs live in a simulation, where nothing is stored, and
 * afterwards over a stored trace, and gives the same.
 */
export interface Fold<Result> {
  /** The kinds of record that it looks at; others need not even be made. */
  readonly kinds: readonly Kind[]
  record(record: TraceRecord): void
  /** The measure of a run that ended at that time. */
  end(until: Micros): Result
}

/** Runs a fold over stored records. */
export function measure<Result>(records: Iterable<TraceRecord>, until: Micros, fold: Fold<Result>): Result {
  for (const record of records) if (fold.kinds.includes(record.kind)) fold.record(record)
  return fold.end(until)
}
