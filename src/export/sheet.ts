import type { GroupHistory, Window } from '../trace/folds/history.ts'
import type { PingHistory } from '../trace/folds/pings.ts'
import type { Trace } from '../trace/trace.ts'
import { activitiesOf } from '../views/lanes/activities.ts'
import { gutterFor } from '../views/lanes/labels.ts'
import { lanes } from '../views/lanes/lanes.ts'
import { type Line, legendOf, type Piece, paintLanes } from '../views/lanes/paint.ts'
import { exactly, roughly } from '../views/words.ts'
import { columnsOf, wrapped } from '../views/wrap.ts'

/** A title, and facts on its right; below it where they do not fit there. */
export function* paintHeading(heading: string, side: string, width: number): Generator<Line> {
  const gap = width - columnsOf(heading) - columnsOf(side)
  const strong = { style: 'strong' } as const
  if (gap >= 2) yield [{ text: heading, ...strong }, { text: ' '.repeat(gap) }, { text: side, style: 'faint' }]
  else {
    yield* wrapped(heading, width).map((row) => [{ text: row, ...strong }])
    yield* wrapped(side, width).map((row) => [{ text: row, style: 'faint' as const }])
  }
}

/** A run, with what was taken of it live. */
export interface Taken {
  readonly trace: Trace
  readonly groups: readonly GroupHistory[]
  readonly pings: readonly PingHistory[]
}

/** The picture of a run, or of a part of it, and what its cells mean. */
export function* paintPicture(
  { trace, groups, pings }: Taken,
  window: Window,
  { width, ascii }: { readonly width: number; readonly ascii: boolean },
): Generator<Line> {
  const gutter = gutterFor(groups, width, pings, activitiesOf(trace))
  const whole = lanes(trace, { ...window, columns: width - gutter - 1 }, groups, pings)
  // What went on, and not in that time, has no line.
  const elsewhere = activitiesOf(trace).map(({ stretches }) => stretches.some(({ value }) => value))
  const activities = whole.activities.filter(({ cells }, i) => cells.includes('on') || !elsewhere[i])
  const picture = { ...whole, activities }
  yield* paintLanes(picture, { gutter, ascii })
  yield* paintLegend(legendOf(picture, ascii), gutter, width)
}

/** Entries side by side under the cells, or from the left and in rows where they do not fit there. */
export function* paintLegend(entries: readonly Line[], gutter: number, width: number): Generator<Line> {
  const gap: Piece = { text: '   ' }
  const columns = (line: Line) => columnsOf(line.map(({ text }) => text).join(''))
  const whole = columns(entries.flatMap((entry) => [...entry, gap]))
  const margin: Piece = { text: ' '.repeat(gutter + whole <= width ? gutter : 2) }
  let row: Line = [margin]
  for (const entry of entries) {
    const longer = row.length === 1 ? [...row, ...entry] : [...row, gap, ...entry]
    if (columns(longer) <= width) row = longer
    else {
      yield row
      row = [margin, ...entry]
    }
  }
  yield row
}

/** The length of a run, exactly where that is short. */
export function lengthOf(until: number): string {
  const [exact, rough] = [exactly(until), roughly(until)]
  return exact.length <= rough.length + 2 ? exact : rough
}
