import { formatTime, type Micros, SECOND } from '../../time.ts'
import { Grid, type View } from './grid.ts'
import type { Steps } from './scale.ts'

/** A mark on the axis: left of that column, or after the last one. */
export interface Tick {
  readonly column: number
  readonly t: Micros
  readonly label: string
}

const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Ticks are at least that many columns apart, and labels at least two. */
const APART = 8
const GAP = 2

/** Round instants for an axis: as many as can stand side by side. */
export function ticks(view: View): Tick[] {
  const grid = new Grid(view)
  if (grid.steps !== undefined) return stepTicks(grid, grid.steps)
  for (const step of steps()) {
    if ((grid.to - grid.from) / step > grid.columns / APART) continue
    const found = ticksOf(grid, step)
    if (apart(found)) return found
  }
  return []
}

/** A mark where a step begins; who paints them leaves out labels for which there is no room. */
function stepTicks({ columns, start }: Grid, { count }: Steps): Tick[] {
  const found: Tick[] = []
  let last = -1
  for (let column = 0; column <= columns; column++) {
    const step = Math.floor((column * count) / columns)
    const t = start(column)
    if (step !== last) found.push({ column, t, label: labelOf(t, 1) })
    last = step
  }
  return found
}

/** What an axis says of its scale; empty: time is even. */
export function scaleWords(view: View): string {
  const { steps, columns } = new Grid(view)
  if (steps === undefined) return ''
  const many = Math.ceil(steps.count / columns)
  return many === 1 ? 'by event' : `by ${many} events`
}

/** 1, 2 and 5 of each power of ten up to 10 s; then what clocks are divided into; then 1, 2 and 5 of days. */
function* steps(): Generator<Micros> {
  for (let power = 1; power < 10 * SECOND; power *= 10) yield* [power, 2 * power, 5 * power]
  yield* [10, 15, 20, 30].map((seconds) => seconds * SECOND)
  yield* [1, 2, 5, 10, 15, 20, 30].map((minutes) => minutes * MINUTE)
  yield* [1, 2, 3, 6, 12].map((hours) => hours * HOUR)
  for (let days = DAY; days < Number.MAX_SAFE_INTEGER / 10; days *= 10) yield* [days, 2 * days, 5 * days]
}

function ticksOf(grid: Grid, step: Micros): Tick[] {
  const found: Tick[] = []
  for (let t = Math.ceil(grid.from / step) * step; t <= grid.to; t += step) {
    found.push({ column: t === grid.to ? grid.columns : grid.columnOf(t), t, label: labelOf(t, step) })
  }
  return found
}

function apart(found: readonly Tick[]): boolean {
  return found.every(({ column, label }, i) => {
    const next = found[i + 1]
    return next === undefined || next.column - column >= label.length + GAP
  })
}

/** `1.5ms`, `90s` where parts of minutes are counted, `1h30m` where whole ones are. */
function labelOf(t: Micros, step: Micros): string {
  if (t >= 1_000 && t < SECOND) return `${t / 1_000}ms`
  if (t === 0 || step % MINUTE !== 0) return formatTime(t)
  const parts = [
    [Math.floor(t / DAY), 'd'],
    [Math.floor((t % DAY) / HOUR), 'h'],
    [Math.floor((t % HOUR) / MINUTE), 'm'],
  ] as const
  return parts.map(([count, unit]) => (count === 0 ? '' : `${count}${unit}`)).join('')
}
