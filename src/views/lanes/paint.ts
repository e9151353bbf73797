import type { Micros } from '../../time.ts'
import { type ActivityLane, activityLabel } from './activities.ts'
import { Grid } from './grid.ts'
import { FAULTS, GAP, heading, INDENT, laneLabels, pingLabel, scaleLabel, trimTo, WHO } from './labels.ts'
import { type Band, type Lane, type LaneCell, type Picture, symbolOf, type WhoCell } from './lanes.ts'
import { type Parted, partedColumns } from './parted.ts'
import type { PingCell, PingLane } from './pings.ts'

/** How a piece of text is meant; colour may say it too, but never alone. */
export type Style = 'strong' | 'faint' | 'master' | 'backup' | 'trouble' | 'alarm' | 'mark'

/** What a piece shows, for whoever points at it: a machine or its card, a record, an instant, an item of a list, a
 *  pane by its name. */
export interface Shows {
  readonly host?: string
  readonly interface?: string
  /** Its id. */
  readonly record?: number
  readonly t?: Micros
  readonly item?: number
  readonly pane?: string
}

export interface Piece {
  readonly text: string
  readonly style?: Style | undefined
  readonly of?: Shows
}

/** Pieces that stand side by side. */
export type Line = readonly Piece[]

export interface PaintOptions {
  /** The columns of the names on the left. */
  readonly gutter: number
  readonly ascii: boolean
  /** Where the run parts from the one that it is compared with. */
  readonly parted?: readonly Parted[]
}

/** What a cell looks like: each glyph is one column wide. */
const GLYPHS: Readonly<Record<LaneCell, readonly [string, Style | undefined]>> = {
  MASTER: ['█', 'master'],
  BACKUP: ['─', 'backup'],
  INIT: ['.', 'trouble'],
  off: [' ', undefined],
  paused: ['=', 'trouble'],
  change: ['*', 'trouble'],
  'split-brain': ['!', 'alarm'],
  unknown: ['·', 'faint'],
}
const ASCII: Partial<Record<LaneCell, string>> = { MASTER: '#', BACKUP: '-', unknown: ':' }
const NOBODY: Piece = { text: '-', style: 'alarm' }
const PINGS: Readonly<Record<Exclude<PingCell, 'unknown'>, Piece>> = {
  answered: { text: ' ' },
  lost: { text: 'x', style: 'alarm' },
  doubled: { text: '!', style: 'alarm' },
  off: { text: '_', style: 'faint' },
}
/** Faults of one column stand below each other; where there are more, the last is a plus sign. */
const MARK_ROWS = 4

/** The picture as lines of text: names on the left, time from left to right. */
export function paintLanes(picture: Picture, { gutter, ascii, parted = [] }: PaintOptions): Line[] {
  const grid = new Grid(picture)
  const axis: Piece = { text: paintAxis(picture, ascii), style: 'faint' }
  const beside = (name: string, pieces: readonly Piece[], style?: Style): Line => [
    { text: `${trimTo(name, gutter - GAP)}${' '.repeat(GAP)}`, style },
    ...pieces,
  ]
  const all = pingLanes(picture)
  const bands = picture.bands.flatMap((band) => [
    beside(heading(band.name, band.addresses, gutter - GAP), [axis], 'strong'),
    ...laneLabels(band.lanes, gutter - GAP).map((label, i) => {
      const lane = band.lanes[i]!
      const here = parted.filter((one) => isOfLane(one, band, lane))
      const cells = lane.cells.map((cell) => glyph(cell, ascii))
      return beside(label, joined(withParted(cells, partedColumns(here, grid))))
    }),
    beside(WHO, paintWho(band, ascii)),
    ...band.pings.map((lane) => beside(pingLabel(lane, all), paintPings(lane, ascii))),
  ])
  const strange = picture.pings.map((lane) => beside(pingLabel(lane, all), paintPings(lane, ascii)))
  const activities = picture.activities.map((lane) => beside(INDENT + activityLabel(lane), paintActivity(lane, ascii)))
  const marks = paintMarks(picture).map((row, i) => beside(i === 0 ? FAULTS : '', [{ text: row, style: 'mark' }]))
  const top = beside(scaleLabel(picture), [{ text: paintLabels(picture), style: 'faint' }])
  return [top, ...(bands.length > 0 ? bands : [beside('', [axis])]), ...strange, ...activities, ...marks]
}

/** What the glyphs mean, of those that the picture has: an entry each. */
export function legendOf(picture: Picture, ascii: boolean): Line[] {
  const cells = new Set<LaneCell>(picture.bands.flatMap(({ lanes }) => lanes.flatMap((lane) => lane.cells)))
  const who = new Set<WhoCell>(picture.bands.flatMap((band) => band.who))
  const changes = cells.has('change') || who.has('change')
  const pings = new Set<PingCell>(pingLanes(picture).flatMap((lane) => lane.cells))
  const several = who.has('split-brain') || pings.has('doubled')
  const entry = (shown: boolean, piece: Piece, meaning: string): Line[] =>
    shown ? [[piece, { text: ` ${meaning}` }]] : []
  return [
    ...entry(cells.has('MASTER'), glyph('MASTER', ascii), 'MASTER'),
    ...entry(cells.has('BACKUP'), glyph('BACKUP', ascii), 'BACKUP'),
    ...entry(cells.has('INIT'), glyph('INIT', ascii), 'INIT'),
    ...entry(cells.has('paused'), glyph('paused', ascii), 'stands still'),
    ...entry(cells.has('off'), { text: '(blank)' }, 'off'),
    ...entry(cells.has('unknown'), glyph('unknown', ascii), 'not known yet'),
    ...entry(changes, glyph('change', ascii), 'changes'),
    ...entry(who.has('nobody'), NOBODY, 'nobody'),
    ...entry(several, glyph('split-brain', ascii), 'two or more'),
    ...entry(pings.has('lost'), PINGS.lost, 'no answer'),
    ...entry(pings.has('off'), PINGS.off, 'no pings'),
    ...entry(
      picture.activities.some((lane) => lane.cells.includes('on')),
      going(ascii),
      'goes on',
    ),
  ]
}

function isOfLane({ host, interface: on, group }: Parted, { name }: Band, lane: Lane): boolean {
  return group === name && host === lane.host && on === lane.interface
}

/** Cells, pointed to where virtual hosts part. */
export function withParted(cells: readonly Piece[], parted: ReadonlyMap<number, string>): Piece[] {
  return cells.map((cell, column) => {
    const text = parted.get(column)
    return text === undefined ? cell : { text, style: 'mark' }
  })
}

function paintWho({ who }: Band, ascii: boolean): Piece[] {
  return joined(
    who.map((cell) => {
      if (typeof cell === 'number') return { text: symbolOf(cell), style: 'master' }
      return cell === 'nobody' ? NOBODY : glyph(cell, ascii)
    }),
  )
}

function paintPings({ cells }: PingLane, ascii: boolean): Piece[] {
  return joined(cells.map((cell) => (cell === 'unknown' ? glyph(cell, ascii) : PINGS[cell])))
}

function paintActivity({ cells }: ActivityLane, ascii: boolean): Piece[] {
  return joined(
    cells.map((cell) => (cell === 'unknown' ? glyph(cell, ascii) : cell === 'on' ? going(ascii) : { text: ' ' })),
  )
}

/** Something goes on: a script runs, a service serves. */
function going(ascii: boolean): Piece {
  return { text: ascii ? 'o' : '•', style: 'backup' }
}

function pingLanes({ bands, pings }: Picture): readonly PingLane[] {
  return [...bands.flatMap((band) => band.pings), ...pings]
}

export function glyph(cell: LaneCell, ascii: boolean): Piece {
  const [text, style] = GLYPHS[cell]
  return { text: (ascii ? ASCII[cell] : undefined) ?? text, style }
}

/** `├─────┼─────┤`: a tick stands left of the cell that begins there. */
function paintAxis({ columns, ticks }: Picture, ascii: boolean): string {
  const [line, cross, first, last] = ascii ? '-+++' : '─┼├┤'
  const glyphs = new Array<string>(columns + 1).fill(line!)
  for (const { column } of ticks) glyphs[column] = column === 0 ? first! : column === columns ? last! : cross!
  return glyphs.join('')
}

/** The labels over their ticks; the last one ends with the axis where it would stick out. */
function paintLabels({ columns, ticks }: Picture): string {
  let row = ''
  for (const { column, label } of ticks) {
    const start = Math.min(column, columns + 1 - label.length)
    if (start >= row.length + (row === '' ? 0 : 1)) row = row.padEnd(start) + label
  }
  return row
}

/** One row for what is under the cells: each tick, and its label where there is room behind it. */
export function paintTicks({ columns, ticks }: Picture, ascii: boolean): string {
  const row = new Array<string>(columns).fill(' ')
  let free = 0
  for (const { column, label } of ticks) {
    const start = Math.min(column + 1, columns - label.length)
    const isEnd = column === columns
    if (!isEnd && column >= free) row[column] = ascii ? "'" : '╵'
    if (start < free || (start <= column && !isEnd)) continue
    for (const [i, character] of [...label].entries()) row[start + i] = character
    free = start + label.length + 1
  }
  return row.join('').trimEnd()
}

function paintMarks({ columns, marks }: Picture): string[] {
  const rows: string[][] = []
  const filled = new Map<number, number>()
  for (const { column, letter } of marks) {
    const depth = filled.get(column) ?? 0
    filled.set(column, depth + 1)
    const row = Math.min(depth, MARK_ROWS - 1)
    rows[row] ??= new Array<string>(columns).fill(' ')
    rows[row][column] = depth < MARK_ROWS ? letter : '+'
  }
  return rows.map((row) => row.join('').trimEnd())
}

/** Neighbours that look the same are one piece. */
function joined(pieces: readonly Piece[]): Piece[] {
  const found: Piece[] = []
  for (const piece of pieces) {
    const last = found.at(-1)
    if (last && last.style === piece.style) found[found.length - 1] = { ...piece, text: last.text + piece.text }
    else found.push(piece)
  }
  return found
}
