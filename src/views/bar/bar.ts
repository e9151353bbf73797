import type { Micros } from '../../time.ts'
import type { Window } from '../../trace/folds/history.ts'
import type { Trace } from '../../trace/trace.ts'
import { cutLine, cutText, glyphAt, overlaid, shown, widthOf } from '../fit.ts'
import { Grid } from '../lanes/grid.ts'
import { FAULTS, gutterFor, heading } from '../lanes/labels.ts'
import { type Band, historiesOf, lanes, type Picture, symbolOf, type WhoCell } from '../lanes/lanes.ts'
import { glyph, type Line, type Piece, paintLanes } from '../lanes/paint.ts'
import { pingsOf } from '../lanes/pings.ts'
import { veiled } from '../lanes/veil.ts'
import { once } from '../once.ts'

export interface BarOptions {
  readonly ascii: boolean
  /** Of what is later nothing is shown. */
  readonly seen?: Micros
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

/** The pictures that were asked for last: while time goes on but the cursor moves in them. */
const lately = once((_: Trace): { key: string; picture: Picture | undefined } => ({ key: '', picture: undefined }))

function pictureOf(trace: Trace, { from, to }: Window, columns: number): Picture {
  const known = lately(trace)
  const key = `${from} ${to} ${columns}`
  if (known.picture === undefined || known.key !== key) {
    known.picture = lanes(trace, { from, to, columns })
    known.key = key
  }
  return known.picture
}

/** Of a run that has been seen to its end, all. */
function pictureSeen(trace: Trace, view: Window, columns: number, seen: Micros): Picture {
  const picture = pictureOf(trace, view, columns)
  return seen >= trace.until ? picture : veiled(picture, seen)
}

/** How wide the names beside the lanes are, and what is left for time. */
function sharesOf(trace: Trace, columns: number): { readonly gutter: number; readonly cells: number } {
  const gutter = gutterFor(historiesOf(trace), columns, pingsOf(trace))
  return { gutter, cells: Math.max(1, columns - gutter - 1) }
}

/** A band for each group: who is MASTER when; below them the faults; the cursor as a column. */
export function timeBar(trace: Trace, view: Window, columns: number, cursor: Micros, options: BarOptions): Line[] {
  const { ascii, seen = trace.until } = options
  const { gutter, cells } = sharesOf(trace, columns)
  const picture = pictureSeen(trace, view, cells, seen)
  const name = (text: string): Piece => ({
    text: cutText(shown(text, ascii), Math.max(0, gutter - 2)),
    style: 'strong',
  })
  const beside = (label: Piece, row: readonly Piece[]): Line => [
    label,
    { text: ' '.repeat(Math.max(0, gutter - widthOf([label]))) },
    ...row,
  ]
  const bands = picture.bands.map((band) =>
    beside(
      name(heading(band.name, band.addresses, gutter - 2)),
      band.who.map((cell) => whoPiece(band, cell, ascii)),
    ),
  )
  const marks = marksOf(picture)
  const lines = [...bands, beside(name(FAULTS.trim()), marks)]
  return lines.map((line) => fitted(line, picture, { gutter, columns, cursor, ascii }))
}

/** The lanes of all virtual hosts, with the cursor drawn in. */
export function lanesPane(trace: Trace, view: Window, columns: number, cursor: Micros, options: BarOptions): Line[] {
  const { ascii, seen = trace.until } = options
  const { gutter, cells } = sharesOf(trace, columns)
  const picture = pictureSeen(trace, view, cells, seen)
  return paintLanes(picture, { gutter, ascii }).map((line) => fitted(line, picture, { gutter, columns, cursor, ascii }))
}

/** The instant that a column of the bar and of the lanes shows; undefined: it shows none. */
export function instantAt(trace: Trace, view: Window, columns: number, column: number): Micros | undefined {
  const { gutter, cells } = sharesOf(trace, columns)
  const place = column - gutter
  return place < 0 || place > cells ? undefined : new Grid({ ...view, columns: cells }).start(place)
}

/** Faults by their letters; a plus sign where a column has several. */
function marksOf({ columns, marks }: Picture): Piece[] {
  const pieces = Array.from({ length: columns }, (): Piece => ({ text: ' ' }))
  for (const { column, letter } of marks) {
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

function fitted(line: Line, picture: Picture, { gutter, columns, cursor, ascii }: Fit): Line {
  const said = line.map((piece) => ({ ...piece, text: shown(piece.text, ascii) }))
  const { from, to } = picture
  // Labels of the axis and letters of faults stay readable below the cursor.
  const isMarks = ['', FAULTS.trim()].includes(said[0]?.text.trim() ?? '')
  const column = gutter + new Grid(picture).columnOf(cursor)
  const isShown = cursor >= from && cursor <= to && !(isMarks && glyphAt(said, column) !== ' ')
  const drawn = isShown ? overlaid(said, column, { text: ascii ? '|' : '│', style: 'mark' }) : said
  return cutLine(drawn, columns)
}
