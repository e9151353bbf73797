import { cutLine, cutText, widthOf } from '../../views/fit.ts'
import type { Line, Piece } from '../../views/lanes/paint.ts'
import { columnsOf } from '../../views/wrap.ts'

/** A pane with its place in a row of panes. */
export interface Pane {
  readonly name?: string
  /** A text, or pieces to be pointed at. */
  readonly title: string | Line
  readonly focused: boolean
  readonly columns: number
  readonly lines: readonly Line[]
}

/** Panes side by side, all as high. */
export interface Shelf {
  readonly rows: number
  readonly panes: readonly Pane[]
}

export interface Frame {
  /** In the line on top; the right one keeps its place. */
  readonly title: string
  readonly state: string
  readonly shelves: readonly Shelf[]
  /** The line in which the program speaks, and is told. */
  readonly said: Line
  readonly keys: string
}

interface Glyphs {
  readonly across: string
  readonly down: string
  /** By which of left, right, up and down it goes on: 1, 2, 4, 8. */
  readonly corners: Readonly<Record<number, string>>
}

const LINES: Glyphs = {
  across: '─',
  down: '│',
  corners: { 3: '─', 7: '┴', 11: '┬', 15: '┼', 10: '┌', 9: '┐', 6: '└', 5: '┘', 14: '├', 13: '┤' },
}
const ASCII: Glyphs = { across: '-', down: '|', corners: {} }

/** The inner columns that a shelf of so many panes has to give. */
export function innerColumns(columns: number, panes: number): number {
  return columns - 1 - panes
}

/** The rows that are left for shelves, their titles among them. */
export function shelfRows(rows: number): number {
  return rows - 2
}

/** The screen: shelves of panes in a frame. */
export function paintFrame({ title, state, shelves, said, keys }: Frame, columns: number, ascii: boolean): Line[] {
  const glyphs = ascii ? ASCII : LINES
  const rules = shelves.map((shelf, i) => rule(shelves[i - 1], shelf, columns, glyphs))
  const first = (shelves[0]?.panes ?? []).flatMap((pane, i): Line => {
    const between: Piece = { text: ` ${glyphs.across} `, style: 'faint' }
    return i === 0 ? named(pane) : [between, ...named(pane)]
  })
  const top = headed(rules[0] ?? '', title, first, state, columns, glyphs)
  const rows = shelves.flatMap((shelf, i) => [
    i === 0 ? top : titled(rules[i]!, shelf, glyphs),
    ...Array.from({ length: shelf.rows - 1 }, (_, y) => rowOf(shelf, y, glyphs)),
  ])
  const bottom = rule(undefined, undefined, columns, glyphs)
  return [
    ...rows,
    [...cell(said, columns - 2, glyphs.down), { text: glyphs.down, style: 'faint' }],
    footer(bottom, keys, columns, glyphs),
  ]
}

/** A line across, with corners where panes above and below meet it. */
function rule(above: Shelf | undefined, below: Shelf | undefined, columns: number, glyphs: Glyphs): string {
  const up = edgesOf(above)
  const down = edgesOf(below)
  return Array.from({ length: columns }, (_, x) => {
    const outer = x === 0 || x === columns - 1
    const ways =
      (x > 0 ? 1 : 0) +
      (x < columns - 1 ? 2 : 0) +
      (up.has(x) || (outer && above !== undefined) || (outer && below === undefined) ? 4 : 0) +
      (down.has(x) || (outer && below !== undefined) ? 8 : 0)
    return ways === 3 ? glyphs.across : (glyphs.corners[ways] ?? '+')
  }).join('')
}

/** The columns in which panes of a shelf meet. */
function edgesOf(shelf: Shelf | undefined): Set<number> {
  const edges = new Set<number>()
  let x = 0
  for (const { columns } of shelf?.panes.slice(0, -1) ?? []) {
    x += columns + 1
    edges.add(x)
  }
  return edges
}

/** The rule on top: what it is all about, the names of the first panes, and on the right how things are. */
function headed(line: string, title: string, panes: Line, state: string, columns: number, { across }: Glyphs): Line {
  const room = columns - columnsOf(state) - widthOf(panes) - 10
  const left = cutText(title, room)
  const gap = across.repeat(Math.max(1, room - columnsOf(left) + 1))
  return cutLine(
    [
      { text: `${line[0]}${across} `, style: 'faint' },
      { text: left, style: 'strong' },
      { text: ` ${across}`, style: 'faint' },
      ...panes,
      { text: gap, style: 'faint' },
      { text: ` ${state} ` },
      { text: `${across}${line.at(-1)}`, style: 'faint' },
    ],
    columns,
  )
}

function named({ name, title, focused }: Pane): Line {
  if (typeof title !== 'string') return [{ text: ' ' }, ...title, { text: ' ' }]
  if (title === '') return []
  const of = name === undefined ? {} : { of: { pane: name } }
  return [{ text: focused ? `[${title}]` : ` ${title} `, style: focused ? 'mark' : 'strong', ...of }]
}

/** The rule above a shelf, with the names of its panes. */
function titled(line: string, { panes }: Shelf, { across }: Glyphs): Line {
  const pieces: Piece[] = []
  let x = 0
  for (const pane of panes) {
    const { columns } = pane
    const shown = cutLine(named(pane), columns - 1)
    pieces.push({ text: `${line[x]}${across}`, style: 'faint' }, ...shown)
    pieces.push({ text: line.slice(x + 2 + widthOf(shown), x + columns + 1), style: 'faint' })
    x += columns + 1
  }
  return [...pieces, { text: line.slice(x), style: 'faint' }]
}

function rowOf({ panes }: Shelf, y: number, { down }: Glyphs): Line {
  const cells = panes.flatMap(({ lines, columns }) => cell(lines[y] ?? [], columns, down))
  return [...cells, { text: down, style: 'faint' }]
}

/** A place on the screen, in cells from 0. */
export interface Cell {
  readonly x: number
  readonly y: number
}

/** The pane that a cell is in, and where in its lines; undefined: it is in none, but on a rule or below. */
export function paneAt(
  shelves: readonly Shelf[],
  { x, y }: Cell,
): { readonly pane: Pane; readonly cell: Cell } | undefined {
  let top = 0
  for (const { rows, panes } of shelves) {
    let left = 1
    for (const pane of panes) {
      const cell = { x: x - left, y: y - top - 1 }
      if (cell.x >= 0 && cell.x < pane.columns && cell.y >= 0 && cell.y < rows - 1) return { pane, cell }
      left += pane.columns + 1
    }
    top += rows
  }
  return undefined
}

/** A line in so many columns, the edge before it. */
function cell(line: Line, columns: number, edge: string): Line {
  const cut = cutLine(line, columns)
  return [{ text: edge, style: 'faint' }, ...cut, { text: ' '.repeat(Math.max(0, columns - widthOf(cut))) }]
}

function footer(line: string, keys: string, columns: number, { across }: Glyphs): Line {
  const shown = cutText(keys, columns - 5)
  const rest = line.slice(3 + columnsOf(shown) + 1)
  return [{ text: `${line[0]}${across}`, style: 'faint' }, { text: ` ${shown} ` }, { text: rest, style: 'faint' }]
}
