import type { Diff } from '../views/diff/diff.ts'
import type { Figure } from '../views/diff/figures.ts'
import type { Line } from '../views/lanes/paint.ts'
import { measured } from '../views/verdict/measures.ts'
import { columnsOf, padded } from '../views/wrap.ts'

const GAP = 2
/** Shorter names tell nothing, and no figure is longer. */
const LEAST = 12

/**
 * The figures of runs side by side, those that differ with a mark; as many runs beside each other as fit. What is zero
 * in all runs is left out.
 *
 * @param say - makes a text fit to be shown
 */
export function* paintFigures(
  { runs, figures }: Pick<Diff, 'runs' | 'figures'>,
  width: number,
  say: (text: string) => string,
): Generator<Line> {
  const rows = figures.filter(({ values }) => values.some((value) => value !== null && value !== 0))
  const labels = rows.map(({ of, name }) => say(`${of} ${name}`))
  const left = labels.reduce((most, label) => Math.max(most, columnsOf(label)), 0) + GAP
  const room = width - left
  const names = runs.map(({ name }) => say(name))
  const longest = names.reduce((most, name) => Math.max(most, columnsOf(name)), LEAST)
  const fitting = Math.max(1, Math.min(runs.length, Math.floor(room / (LEAST + GAP))))
  const column = Math.min(longest, Math.floor(room / fitting) - GAP)
  for (let from = 0; from < runs.length; from += fitting) {
    if (from > 0) yield []
    const some = names.slice(from, from + fitting)
    yield [
      { text: ' '.repeat(left) + some.map((name) => ' '.repeat(GAP) + ending(name, column)).join(''), style: 'faint' },
    ]
    for (const [i, row] of rows.entries()) yield paintRow(row, labels[i]!, left, { from, fitting, column })
  }
}

interface Layout {
  readonly from: number
  readonly fitting: number
  readonly column: number
}

function paintRow({ unit, values, differs }: Figure, label: string, left: number, layout: Layout): Line {
  const { from, fitting, column } = layout
  const cells = values.slice(from, from + fitting).map((value) => {
    const text = value === null ? '-' : measured(unit, value)
    return ' '.repeat(GAP + Math.max(0, column - columnsOf(text))) + text
  })
  const text = padded(`${differs ? '* ' : '  '}${label}`, left) + cells.join('')
  return [{ text, style: differs ? 'strong' : undefined }]
}

/** The end of a name, on the right of its column: ends tell paths apart. */
function ending(name: string, columns: number): string {
  return columnsOf(name) <= columns ? name.padStart(columns) : `~${name.slice(name.length - columns + 1)}`
}
