import type { Micros } from '../../time.ts'
import type { Filter } from '../../trace/filter.ts'
import type { Trace } from '../../trace/trace.ts'
import type { Line } from '../lanes/paint.ts'
import type { Size } from '../scene/paint.ts'

/** One thing that happened, as a line of the list. */
export interface EventRow {
  readonly id: number
  readonly t: Micros
  readonly line: Line
}

export interface EventOptions {
  readonly verbose: boolean
  readonly filter?: Filter
}

export function eventRows(_trace: Trace, _options: EventOptions): readonly EventRow[] {
  return []
}

/** The rows around the cursor: the last one that has happened is marked, and in the middle. */
export function paintEvents(
  _rows: readonly EventRow[],
  _cursor: Micros,
  _size: Size,
  _options: { readonly ascii: boolean },
): Line[] {
  return []
}
