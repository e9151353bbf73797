import { Grid, type View } from '../lanes/grid.ts'
import type { Line } from '../lanes/paint.ts'
import { PARTS as DIFFERS } from '../lanes/parted.ts'
import type { AgainstFirst } from './diff.ts'

/** Where a run parts from the first one. */
export const PARTS = '  parts'

/** A row under the lanes of a run that points to where it parts from the first one; empty where it does not. */
export function partingMarks({ first, course }: AgainstFirst, view: View): string {
  const grid = new Grid(view)
  const row = new Array<string>(grid.columns).fill(' ')
  for (const parting of [first, course]) {
    if (parting === undefined || parting.t < grid.from || parting.t > grid.to) continue
    row[grid.columnOf(parting.t)] = DIFFERS[parting.kind]
  }
  return row.join('').trimEnd()
}

/** What these glyphs mean, of those that are there. */
export function partingLegend(rows: readonly string[]): Line[] {
  const entry = (glyph: string, meaning: string): Line[] =>
    rows.some((row) => row.includes(glyph)) ? [[{ text: glyph, style: 'mark' }, { text: ` ${meaning}` }]] : []
  return [...entry(DIFFERS.time, 'parts: another time'), ...entry(DIFFERS.course, 'parts: another course')]
}
