import type { Micros } from '../../time.ts'
import type { Kind, TraceRecord } from '../record.ts'
import type { Histories } from './chronicle.ts'
import type { Window } from './history.ts'

/** Measures a quantity in a period of a run, both ends included. */
export interface Meter {
  readonly kinds: readonly Kind[]
  record(record: TraceRecord): void
  /** @param until - the end of the run */
  end(histories: Histories, until: Micros): Measured
}

/** A count or microseconds; of a duration with all its parts. */
export interface Measured {
  readonly value: number
  readonly parts: readonly Window[]
}
