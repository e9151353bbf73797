import type { Compared, Comparison, Row } from '../views/systems/table.ts'
import { flowed, inAscii, padded, wrapped } from '../views/wrap.ts'

const INDENT = 2
const GAP = 2
/** Cells in fewer columns than that are hard to read. */
const LEAST = 22

/**
 * Real systems side by side, as people read them: who they are, then what each does, behaviour by behaviour. Where there
 * is room each has a column; else those that do the same stand together.
 *
 * @returns lines without their ends
 */
export function* systemsText(comparison: Comparison, layout: Layout): Generator<string> {
  for (const line of linesOf(comparison, layout)) yield (layout.ascii ? inAscii(line) : line).trimEnd()
}

interface Layout {
  /** Columns, 60 or more. */
  readonly width: number
  /** No character beyond ASCII. */
  readonly ascii: boolean
  /** With what is modelled of each, and what is not. */
  readonly long: boolean
}

function* linesOf({ systems, behaviours: rows }: Comparison, { width, long }: Layout): Generator<string> {
  const names = systems.map(({ name }) => name)
  const column = Math.floor((width - INDENT + GAP) / names.length) - GAP
  const side = column >= Math.max(LEAST, ...names.map((name) => name.length))
  yield* whoLines(systems, width, long)
  for (const [i, row] of rows.entries()) {
    yield ''
    if (side && i === 0) yield* abreast(names, column)
    yield* wrapped(`${row.name}: ${row.about}`, width)
    if (side)
      yield* abreast(
        names.map((name) => row.cells[name]!),
        column,
      )
    else yield* together(row, names, width)
  }
  yield ''
  yield* closing(rows, width)
}

/** Each system with its other names and its source. */
function* whoLines(systems: readonly Compared[], width: number, long: boolean): Generator<string> {
  const head = { name: 'system', aliases: ['alias'], source: 'source' }
  const names = columnOf([head, ...systems].map(({ name }) => name))
  const aliases = columnOf([head, ...systems].flatMap((system) => system.aliases))
  const row = (of: typeof head | Compared) => {
    const source = wrapped(of.source, width - names - aliases)
    return Array.from({ length: Math.max(source.length, of.aliases.length) }, (_, i) => {
      return padded(i === 0 ? of.name : '', names) + padded(of.aliases[i] ?? '', aliases) + (source[i] ?? '')
    })
  }
  yield* row(head)
  for (const system of systems) {
    yield* row(system)
    if (!long) continue
    for (const [about, phrases] of Object.entries({ 'modelled:': system.models, 'not modelled:': system.omits })) {
      yield `${' '.repeat(INDENT)}${about}`
      for (const phrase of phrases) yield* beside('    -', 6, wrapped(phrase, width - 6))
    }
  }
}

function columnOf(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => text.length)) + GAP
}

/** What each does, in its own column. */
function* abreast(cells: readonly string[], column: number): Generator<string> {
  const wrappedCells = cells.map((cell) => wrapped(cell, column))
  const height = Math.max(...wrappedCells.map((rows) => rows.length))
  for (let i = 0; i < height; i++) {
    yield ' '.repeat(INDENT) + wrappedCells.map((rows) => padded(rows[i] ?? '', column + GAP)).join('')
  }
}

/** What is done, and beside it by whom. */
function* together({ cells }: Row, names: readonly string[], width: number): Generator<string> {
  const left = Math.floor((width - INDENT) * 0.55)
  for (const cell of new Set(names.map((name) => cells[name]!))) {
    const who = names.filter((name) => cells[name] === cell)
    const all = who.length === names.length && names.length > 1
    const right = all ? ['all'] : flowed(who, ', ', width - INDENT - left)
    const what = wrapped(cell, left - GAP)
    for (let i = 0; i < Math.max(what.length, right.length); i++) {
      yield ' '.repeat(INDENT) + padded(what[i] ?? '', left) + (right[i] ?? '')
    }
  }
}

function* beside(label: string, left: number, rows: readonly string[]): Generator<string> {
  for (const [i, row] of rows.entries()) yield padded(i === 0 ? label : '', left) + row
}

function* closing(rows: readonly Row[], width: number): Generator<string> {
  if (rows.length === 0) yield 'They do not differ in anything that is looked at.'
  yield* wrapped(
    'Each answer is played: a tiny run under that system. Take-over times and modes are asked of it.',
    width,
  )
  if (rows.length === 0) return
  yield 'carpsim explain WORD says more:'
  const words = [...new Set(rows.map(({ explain }) => explain))]
  for (const row of flowed(words, ', ', width - INDENT - 1)) yield ' '.repeat(INDENT) + row
}

/** The same as programs read it. */
export function systemsJson(comparison: Comparison): string {
  return `${JSON.stringify({ version: 1, ...comparison })}\n`
}
