import { cutLine, padLine, type Size, shown, widthOf } from '../fit.ts'
import type { Line, Piece } from '../lanes/paint.ts'
import { count } from '../words.ts'
import { blockOf } from './block.ts'
import { frameGlyph, glyphsOf } from './glyphs.ts'
import type { Machine, Scene, SceneOptions } from './shapes.ts'

const CELL = 24
const GAP = 2

/** A network of many machines: how many are what, and a cell for each, in columns; those that stand out come first. */
export function listOf(scene: Scene, { columns, rows }: Size, options: SceneOptions): Line[] {
  const { machines } = scene
  const head = headOf(scene, options)
  if (rows < 2) return [head]
  const cells = machines.map((machine) => ({ machine, line: cellOf(machine, options) }))
  const longest = cells.reduce((most, { line }) => Math.max(most, widthOf(line)), 0)
  const beside = Math.max(1, Math.floor((columns + GAP) / (Math.min(longest, columns) + GAP)))
  const narrow = Math.max(1, Math.floor((columns + GAP) / (CELL + GAP)))
  // As wide as the longest, unless the list is too long then.
  const across = Math.ceil(machines.length / beside) <= rows - 1 ? beside : Math.max(beside, narrow)
  const width = Math.floor((columns + GAP) / across) - GAP
  const room = across * (rows - 1)
  const shownCells = machines.length <= room ? cells : mostTelling(cells, room - 1, options)
  const left = machines.length - shownCells.length
  const lines = shownCells.map(({ line }) => padLine(cutLine(line, width), width))
  const all = left === 0 ? lines : [...lines, cutLine([{ text: `  ${count(left, 'more machine')}` }], width)]
  const height = Math.ceil(all.length / across)
  const body = Array.from({ length: height }, (_, row): Line => {
    const here = Array.from({ length: across }, (_, column) => all[column * height + row]).filter(
      (cell) => cell !== undefined,
    )
    return here.flatMap((cell, i) => (i === 0 ? cell : [{ text: ' '.repeat(GAP) }, ...cell]))
  })
  return [head, ...body]
}

type Cell = { readonly machine: Machine; readonly line: Line }

/** Those that are selected, MASTER, in trouble or waiting for an answer; then the others, all in file order. */
function mostTelling(cells: readonly Cell[], room: number, { selected }: SceneOptions): readonly Cell[] {
  const tells = ({ machine: { name, vhosts, power, pings } }: Cell) =>
    name === selected ||
    power !== 'on' ||
    vhosts.some(({ state }) => state !== 'BACKUP') ||
    pings.some(({ by }) => by?.length === 0)
  const chosen = new Set([...cells.filter(tells), ...cells.filter((cell) => !tells(cell))].slice(0, Math.max(0, room)))
  return cells.filter((cell) => chosen.has(cell))
}

/** `lan: 1 MASTER, 62 BACKUP, 1 off; 63 frames on their way O` */
function headOf({ networks, machines, frames }: Scene, { ascii }: SceneOptions): Line {
  const counts = new Map<string, number>()
  for (const { vhosts } of machines) for (const { state } of vhosts) counts.set(state, (counts.get(state) ?? 0) + 1)
  const order = ['MASTER', 'BACKUP', 'INIT', 'paused', 'off'].filter((state) => counts.has(state))
  const states = order
    .map((state) => `${counts.get(state)} ${state === 'paused' ? 'standing still' : state}`)
    .join(', ')
  const flying = frames.filter(({ lost }) => lost === undefined)
  const dying = frames.length - flying.length
  const kinds = [...new Set(frames.map(({ kind }) => frameGlyph(kind, ascii)))].join('')
  const moving: Piece[] =
    frames.length === 0
      ? []
      : [{ text: `  ${kinds} ${count(flying.length, 'frame')}${dying === 0 ? '' : `, ${dying} dying`}`, style: 'mark' }]
  const names = networks.map(({ name }) => shown(name, ascii)).join(' ')
  return [{ text: names, style: 'strong' }, { text: states === '' ? '' : `  ${states}` }, ...moving]
}

function cellOf(machine: Machine, { ascii, selected }: SceneOptions): Line {
  const [row] = blockOf(machine, 'least', glyphsOf(ascii), selected)
  return row!.line.map((piece) => ({ ...piece, text: shown(piece.text, ascii) }))
}
