import { cutLine, cutText, shown, widthOf } from '../fit.ts'
import type { Line, Piece } from '../lanes/paint.ts'
import { cardKey } from '../register.ts'
import { columnsOf, padded } from '../wrap.ts'
import { type Row, troubleGlyph } from './block.ts'
import { frameGlyph, type Glyphs, glyphsOf } from './glyphs.ts'
import type { Flight, Machine, Scene, SceneOptions } from './shapes.ts'

/** A row of a side of the picture, and whose it is. */
export type SideRow = Row & { readonly machine: Machine }

export interface Canvas {
  readonly scene: Scene
  readonly left: readonly SideRow[]
  readonly right: readonly SideRow[]
  /** Columns of each side, and of the bar between them. */
  readonly side: number
  readonly box: number
  readonly options: SceneOptions
}

/** The words of a side leave so much room for wires. */
const WIRE = 6
const RIGHT = 4

/** The bar of the networks with the machines on its sides, and what is on the wires between them. */
export function paintBar(canvas: Canvas): Line[] {
  const { scene, left, right, side, options } = canvas
  const glyphs = glyphsOf(options.ascii)
  const seen = onWires(scene.frames, options, glyphs)
  const wire = (row: SideRow | undefined, columns: number) => wireOf(row, columns, seen, glyphs, options.selected)
  const words = right.map(({ line }) => cutLine(line, side - RIGHT))
  const start = side - Math.max(0, ...words.map(widthOf))
  const rows = Array.from({ length: Math.max(left.length, right.length, 1) }, (_, i): Line => {
    const [l, r] = [left[i], right[i]]
    const said = l === undefined ? [] : wordsOf(l, side)
    return [
      ...said,
      ...wire(l, side - widthOf(said)),
      ...middle(canvas, l, r, glyphs),
      ...wire(r, start).reverse(),
      ...(words[i] ?? []),
    ]
  })
  return [edge(canvas, 'top', glyphs), ...rows, edge(canvas, 'bottom', glyphs)]
}

function wordsOf({ line, card }: SideRow, side: number): Line {
  return cutLine(line, card === undefined ? side - 1 : side - WIRE)
}

function edge({ scene, side, box, options: { ascii } }: Canvas, which: 'top' | 'bottom', { box: lines }: Glyphs): Line {
  const [topLeft, top, topRight, , , bottomLeft, bottomRight, bottom] = lines
  const inner = box - 2
  const only = scene.networks.length === 1 ? scene.networks[0] : undefined
  if (which === 'bottom' || only === undefined) {
    const [from, line, to] = which === 'bottom' ? [bottomLeft, bottom, bottomRight] : [topLeft, top, topRight]
    return [{ text: ' '.repeat(side) + from + line.repeat(inner) + to }]
  }
  const name = cutText(` ${shown(only.name, ascii)} `, inner)
  const free = inner - widthOf([{ text: name }])
  const before = Math.floor(free / 2)
  return [
    { text: ' '.repeat(side) + topLeft + top.repeat(before) },
    { text: name, style: 'strong' },
    { text: top.repeat(free - before) + topRight },
  ]
}

/** The bar in a row: wires that come in, and on which network, where there are several. */
function middle(canvas: Canvas, left: SideRow | undefined, right: SideRow | undefined, { box, taps }: Glyphs): Piece[] {
  const [, , , wall, otherWall] = box
  const [tap, otherTap] = taps
  return [
    { text: left?.card === undefined ? wall : tap },
    { text: networksOf(canvas, left?.card?.network, right?.card?.network) },
    { text: right?.card === undefined ? otherWall : otherTap },
  ]
}

/** The networks of the wires left and right: one that both are on is named once. */
function networksOf(
  { scene, box, options: { ascii } }: Canvas,
  left: string | undefined,
  right: string | undefined,
): string {
  const inner = box - 2
  if (scene.networks.length === 1) return ' '.repeat(inner)
  if (left !== undefined && left === right) {
    const name = cutText(shown(left, ascii), inner)
    const before = (inner - columnsOf(name)) >> 1
    return padded(' '.repeat(before) + name, inner)
  }
  const room = left === undefined || right === undefined ? inner : (inner - 1) >> 1
  const [from, to] = [left, right].map((name) => cutText(shown(name ?? '', ascii), room)) as [string, string]
  return padded(from, inner - columnsOf(to)) + to
}

/** What is seen of frames: on which card's wire, and how far from its machine to the bar. */
type Seen = ReadonlyMap<string, readonly { readonly at: number; readonly piece: Piece }[]>

function onWires(frames: readonly Flight[], { ascii, flight }: SceneOptions, glyphs: Glyphs): Seen {
  const seen = new Map<string, { at: number; piece: Piece }[]>()
  const see = (card: string, at: number, piece: Piece) => {
    const known = seen.get(card) ?? []
    seen.set(card, known)
    known.push({ at, piece })
  }
  for (const { end, kind, from, to, progress, ends, lost } of frames) {
    const dies = lost !== undefined && progress >= ends
    const of = { record: end }
    const piece: Piece =
      end === flight
        ? { text: glyphs.chosenFrame, style: dies ? 'alarm' : 'mark', of }
        : dies
          ? { text: glyphs.lost, style: 'alarm', of }
          : { text: frameGlyph(kind, ascii), style: lost === undefined ? 'mark' : 'trouble', of }
    // What dies on the network dies on the way to whom it was for.
    if (to === null || (progress <= 0.5 && !dies)) see(cardKey(from), Math.min(1, progress * 2), piece)
    else see(cardKey(to), Math.min(1, (1 - progress) * 2), piece)
  }
  return seen
}

/** A wire from its machine to the bar, a piece for each stretch that looks the same; blanks where there is no card. */
function wireOf(
  row: SideRow | undefined,
  columns: number,
  seen: Seen,
  glyphs: Glyphs,
  selected: string | null,
): Piece[] {
  if (row?.card === undefined || columns < 1) return columns > 0 ? [{ text: ' '.repeat(columns) }] : []
  const { card, machine } = row
  const trouble = troubleGlyph(card, glyphs)
  const of = { host: machine.name, interface: card.name }
  const name = cardKey(of)
  const plain: Piece =
    name === selected ? { text: glyphs.chosenWire, style: 'mark' } : { text: glyphs.wire, style: 'faint' }
  const cells = Array.from({ length: columns }, () => plain)
  if (trouble !== '') cells[columns >> 1] = { text: trouble, style: 'alarm' }
  for (const { at, piece } of seen.get(name) ?? []) {
    const column = Math.round(at * (columns - 1))
    if (![glyphs.lost, glyphs.chosenFrame].includes(cells[column]!.text)) cells[column] = piece
  }
  return cells.map((cell) => ({ of, ...cell }))
}
