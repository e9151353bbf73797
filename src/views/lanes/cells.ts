import type { Micros } from '../../time.ts'
import type { Window } from '../../trace/folds/history.ts'
import type { Stretch } from '../../trace/folds/track.ts'
import type { Grid } from './grid.ts'

/** A cell that cannot show all that happened in its time. */
export const CHANGE = 'change'

/** More than any column lasts: what may be shown comes before what may not. */
const WEIGHT = 2 ** 52

/**
 * For each column the value that lasted longest in it; the later one of equals.
 *
 * @param mayShow - whether a column may show a value while it has another to show
 */
export function longest<T>(
  grid: Grid,
  stretches: readonly Stretch<T>[],
  mayShow: (value: T, column: number) => boolean = () => true,
): (T | undefined)[] {
  const cells = new Array<T | undefined>(grid.columns).fill(undefined)
  const best = new Array<Micros>(grid.columns).fill(0)
  for (const stretch of stretches) {
    for (const column of touched(grid, stretch)) {
      const weight = grid.lasts(stretch, column) + (mayShow(stretch.value, column) ? WEIGHT : 0)
      if (weight < best[column]!) continue
      best[column] = weight
      cells[column] = stretch.value
    }
  }
  return cells
}

/** Overwrites every cell in which one of the windows has a part, however short. */
export function paintOver<T>(cells: (T | undefined)[], grid: Grid, windows: Iterable<Window>, value: T): void {
  for (const window of windows) for (const column of touched(grid, window)) cells[column] = value
}

/**
 * Nothing vanishes: a stretch that no cell shows, because something else lasted longer in each, makes one a change.
 *
 * @param tells - whether a cell tells of a value, itself or by something worse
 */
export function showVanished<T>(
  cells: (T | typeof CHANGE | undefined)[],
  grid: Grid,
  stretches: readonly Stretch<T>[],
  tells: (cell: T | typeof CHANGE | undefined, value: T) => boolean,
): void {
  for (const stretch of stretches) {
    const columns = touched(grid, stretch)
    if (columns.length === 0 || columns.some((column) => tells(cells[column], stretch.value))) continue
    cells[columns[0]!] = CHANGE
  }
}

function touched(grid: Grid, window: Window): number[] {
  const columns = grid.columnsOf(window)
  if (columns === undefined) return []
  return Array.from({ length: columns.last - columns.first + 1 }, (_, i) => columns.first + i)
}
