import type { Micros } from '../../time.ts'
import type { Window } from '../../trace/folds/history.ts'
import type { Trace } from '../../trace/trace.ts'
import type { Line } from '../lanes/paint.ts'

export interface BarOptions {
  readonly ascii: boolean
}

/** A band for each group: who is MASTER when; the cursor as a column. */
export function timeBar(_trace: Trace, _view: Window, _columns: number, _cursor: Micros, _options: BarOptions): Line[] {
  return []
}

/** The lanes of all virtual hosts, with the cursor drawn in. */
export function lanesPane(
  _trace: Trace,
  _view: Window,
  _columns: number,
  _cursor: Micros,
  _options: BarOptions,
): Line[] {
  return []
}
