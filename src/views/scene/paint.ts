import { cutLine, type Size, shown } from '../fit.ts'
import type { Line } from '../lanes/paint.ts'
import { blockOf, DETAILS, type Row } from './block.ts'
import { glyphsOf } from './glyphs.ts'
import { listOf } from './list.ts'
import type { Machine, Scene, SceneOptions } from './shapes.ts'
import { paintBar, type SideRow } from './wires.ts'

export type { Size } from '../fit.ts'
export type { SceneOptions } from './shapes.ts'

/** A side needs so many columns for its words, and some for its wire. */
const NARROW = 64
const BOX = 13
/** The rows of its top and its bottom. */
const FRAME = 2

/** The picture of a network: machines left and right of a bar; a list where they are too many for that. */
export function paintScene(scene: Scene, size: Size, options: SceneOptions): Line[] {
  const { columns, rows } = size
  if (columns < 1 || rows < 1) return []
  const count = scene.machines.length
  // Each machine takes a row at least.
  if (columns >= NARROW && count > 0 && Math.ceil(count / 2) + FRAME <= rows) {
    for (const [detail, spaced] of [['all', true] as const, ...DETAILS.map((one) => [one, false] as const)]) {
      const rowsOf = (machine: Machine) =>
        blockOf(machine, detail, glyphsOf(options.ascii), options.selected).map((row) => said(row, options.ascii))
      const sides = sidesOf(scene, rowsOf, spaced)
      if (Math.max(...sides.map((side) => side.length)) + FRAME <= rows)
        return besideBar(scene, sides, columns, options)
    }
  }
  return listOf(scene, size, options).map((line) => cutLine(line, columns))
}

type Sides = readonly [SideRow[], SideRow[]]

/** Machines in turns left and right, those that elect before those that do not; a blank row between two. */
function sidesOf(scene: Scene, rowsOf: (machine: Machine) => Row[], spaced: boolean): Sides {
  const electing = scene.machines.filter(({ isClient }) => !isClient)
  const others = scene.machines.filter(({ isClient }) => isClient)
  const sides: Sides = [[], []]
  const weights = [0, 0]
  for (const [i, machine] of [...electing, ...others].entries()) {
    // The first two stand opposite each other; later ones where there is more room.
    const at: number = i < 2 ? i : weights[0]! <= weights[1]! ? 0 : 1
    weights[at]! += weightOf(machine)
    const side = sides[at]!
    if (spaced && side.length > 0) side.push({ line: [], machine })
    side.push(...rowsOf(machine).map((row) => ({ ...row, machine })))
  }
  return sides
}

/** About as many rows as it takes, at any time of a run: no machine changes its side. */
function weightOf({ cards, vhosts, pings }: Machine): number {
  return 1 + cards.length + 2 * vhosts.length + pings.length
}

function said({ line, ...row }: Row, ascii: boolean): Row {
  return { ...row, line: line.map((piece) => ({ ...piece, text: shown(piece.text, ascii) })) }
}

function besideBar(scene: Scene, [left, right]: Sides, columns: number, options: SceneOptions): Line[] {
  const box = BOX - ((columns - BOX) % 2)
  return paintBar({ scene, left, right, side: (columns - box) / 2, box, options })
}
