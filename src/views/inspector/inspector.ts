import type { Micros } from '../../time.ts'
import type { Trace } from '../../trace/trace.ts'
import type { Line } from '../lanes/paint.ts'

/**
 * What a machine is at a time, in full; lines of any length.
 *
 * @param selected - `skunk1`, `skunk1.em0`, or `#123`: the record of that id, an advertisement with all its fields
 */
export function inspect(_trace: Trace, _t: Micros, _selected: string, _options = { ascii: false }): Line[] {
  return []
}

/** Why a machine is what it is at a time, and what keeps it from being MASTER, in short; nobody: what changed last. */
export function whyPane(
  _trace: Trace,
  _t: Micros,
  _selected: { readonly host: string } | null,
  _columns: number,
  _options = { ascii: false },
): Line[] {
  return []
}
