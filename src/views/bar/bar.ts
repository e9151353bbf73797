import type { Micros } from '../../time.ts'
import type { Trace } from '../../trace/trace.ts'
import { cutLine, cutText, glyphAt, overlaid, shown, widthOf } from '../fit.ts'
import { activitiesOf } from '../lanes/activities.ts'
import { type Extent, Grid } from '../lanes/grid.ts'
import { FAULTS, gutterFor, heading, INDENT, scaleLabel } from '../lanes/labels.ts'
import { type Band, historiesOf, lanes, type Picture, symbolOf, type WhoCell } from '../lanes/lanes.ts'
import { glyph, type Line, type Piece, paintLanes, paintTicks, withParted } from '../lanes/paint.ts'
import { PARTS, type Parted, partedColumns } from '../lanes/parted.ts'
import { pingsOf } from '../lanes/pings.ts'
import { veiled } from '../lanes/veil.ts'
import { once } from '../once.ts'
import { columnsOf } from '../wrap.ts'

export interface BarOptions {
  readonly ascii: boolean
  /** Of what is later nothing is shown. */
  readonly seen?: Micros
  /** Times that somebody marked, by name. */
  readonly marks?: ReadonlyMap<string, Micros>
  /** Where the run parts from the one that it is compared with. */
  readonly parted?: readonly Parted[]
}

interface Fit extends BarOptions {
  readonly gutter: number
  readonly columns: number
  readonly cursor: Micros
}

/** Striped for split-brain, hollow for nobody. */
const NOBODY = ['░', '.'] as const
const SPLIT = ['▚', '!'] as const
const CHANGE: Piece = { text: '*', style: 'trouble' }
const MARKS = `${INDENT}marks`
const TIME = `${INDENT}time`

interface Lately {
  extent: Extent
  picture: Picture | undefined
}

/** The pictures that were asked for last: while time goes on but the cursor moves in them. */
const lately = once((_: Trace): Lately => ({ extent: { from: 0, to: 0 }, picture: undefined }))

function pictureOf(trace: Trace, extent: Extent, columns: number): Picture {
  const known = lately(trace)
  const { from, to, steps } = known.extent
  const isSame = from === extent.from && to === extent.to && steps === extent.steps
  if (known.picture?.columns !== columns || !isSame) {
    known.picture = lanes(trace, { ...extent, columns })
    known.extent = extent
  }
  return known.picture
}

/** Of a run that has been seen to its end, all. */
function pictureSeen(trace: Trace, extent: Extent, columns: number, seen: Micros): Picture {
  const picture = pictureOf(trace, extent, columns)
  return seen >= trace.until ? picture : veiled(picture, seen)
}

/** How wide the names beside the lanes are, and what is left for time. */
function sharesOf(trace: Trace, columns: number): { readonly gutter: number; readonly cells: number } {
  const gutter = gutterFor(historiesOf(trace), columns, pingsOf(trace), activitiesOf(trace))
  return { gutter, cells: Math.max(1, columns - gutter - 1) }
}

/** In how many columns time is shown. */
export function timeColumns(trace: Trace, columns: number): number {
  return sharesOf(trace, columns).cells
}

/** A band for each group: who is MASTER when; below them faults, marks and times; the cursor as a column. */
export function timeBar(trace: Trace, extent: Extent, columns: number, cursor: Micros, options: BarOptions): Line[] {
  const { ascii, parted = [], seen = trace.until } = options
  const { gutter, cells } = sharesOf(trace, columns)
  const picture = pictureSeen(trace, extent, cells, seen)
  const grid = new Grid(picture)
  const beside = labelled(gutter, ascii)
  const bands = picture.bands.map((band) => {
    const pieces = band.who.map((cell) => whoPiece(band, cell, ascii))
    const here = parted.filter(({ group }) => group === band.name)
    return beside(heading(band.name, band.addresses, gutter - 2), withParted(pieces, partedColumns(here, grid)))
  })
  const rows = [
    ...bands,
    beside(FAULTS.trim(), marksOf(picture)),
    ...namedMarks(picture, options).map((row) => beside(MARKS.trim(), row)),
    beside((scaleLabel(picture) || TIME).trim(), [{ text: paintTicks(picture, ascii), style: 'faint' }]),
  ]
  return rows.map((line, i) => fitted(line, picture, { gutter, columns, cursor, ascii }, i >= bands.length))
}

/** The lanes of all virtual hosts, with the cursor drawn in. */
export function lanesPane(trace: Trace, extent: Extent, columns: number, cursor: Micros, options: BarOptions): Line[] {
  const { ascii, parted, seen = trace.until } = options
  const { gutter, cells } = sharesOf(trace, columns)
  const picture = pictureSeen(trace, extent, cells, seen)
  const rows = [
    ...paintLanes(picture, { gutter, ascii, ...(parted && { parted }) }),
    ...namedMarks(picture, options).map((row) => labelled(gutter, ascii)(MARKS, row)),
  ]
  return rows.map((line, i) => fitted(line, picture, { gutter, columns, cursor, ascii }, i === 0 || isMarks(line)))
}

/** A row with its name before it. */
function labelled(gutter: number, ascii: boolean): (name: string, row: readonly Piece[]) => Line {
  return (name, row) => {
    const label: Piece = { text: cutText(shown(name, ascii), Math.max(0, gutter - 2)), style: 'strong' }
    return [label, { text: ' '.repeat(Math.max(0, gutter - widthOf([label]))) }, ...row]
  }
}

/** A row with the times that somebody marked, by the first letters of their names; none where none is in sight. */
function namedMarks(picture: Picture, { ascii, marks = new Map() }: BarOptions): Piece[][] {
  const grid = new Grid(picture)
  const inSight = [...marks].filter(([, t]) => t >= grid.from && t <= grid.to)
  if (inSight.length === 0) return []
  const pieces = blanks(picture)
  for (const [name, t] of inSight) {
    const [first = ''] = shown(name, ascii)
    pieces[grid.columnOf(t)] = { text: columnsOf(first) === 1 ? first : '*', style: 'mark' }
  }
  return [pieces]
}

function blanks({ columns }: Picture): Piece[] {
  return Array.from({ length: columns }, (): Piece => ({ text: ' ' }))
}

/** The instant that a column of the bar and of the lanes shows; undefined: it shows none. */
export function instantAt(trace: Trace, extent: Extent, columns: number, column: number): Micros | undefined {
  const { gutter, cells } = sharesOf(trace, columns)
  const place = column - gutter
  return place < 0 || place > cells ? undefined : new Grid({ ...extent, columns: cells }).start(place)
}

/** Faults by their letters; a plus sign where a column has several. */
function marksOf(picture: Picture): Piece[] {
  const pieces = blanks(picture)
  for (const { column, letter } of picture.marks) {
    pieces[column] = { text: pieces[column]!.text === ' ' ? letter : '+', style: 'mark' }
  }
  return pieces
}

function whoPiece({ lanes: members }: Band, cell: WhoCell, ascii: boolean): Piece {
  const way = ascii ? 1 : 0
  if (cell === 'nobody') return { text: NOBODY[way], style: 'alarm' }
  if (cell === 'split-brain') return { text: SPLIT[way], style: 'alarm' }
  if (cell === 'change') return CHANGE
  if (cell === 'unknown') return glyph('unknown', ascii)
  return { text: members[cell]?.symbol ?? symbolOf(cell), style: 'master' }
}

function isMarks([name]: Line): boolean {
  return ['', FAULTS, MARKS].some((one) => one.trim() === name?.text.trim())
}

/** @param isLabels - labels of the axis and letters of faults stay readable below the cursor, as does where runs part */
function fitted(line: Line, picture: Picture, { gutter, columns, cursor, ascii }: Fit, isLabels: boolean): Line {
  const said = line.map((piece) => ({ ...piece, text: shown(piece.text, ascii) }))
  const { from, to } = picture
  const column = gutter + new Grid(picture).columnOf(cursor)
  const under = glyphAt(said, column)
  const isKept = isLabels ? under !== ' ' : under === PARTS.time || under === PARTS.course
  const isShown = cursor >= from && cursor <= to && !isKept
  const drawn = isShown ? overlaid(said, column, { text: ascii ? '|' : '│', style: 'mark' }) : said
  return cutLine(drawn, columns)
}
