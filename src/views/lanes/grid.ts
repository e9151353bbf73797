import type { Micros } from '../../time.ts'
import type { Window } from '../../trace/folds/history.ts'
import { evenly, type Projection, Steps, stepwise } from './scale.ts'

/** A stretch of time, and how it is laid out. */
export interface Extent extends Window {
  /** Instants, ascending; all of them take equal room, however soon the next one comes. Absent: all of time is even. */
  readonly steps?: readonly Micros[]
}

/** What is looked at, in so many columns. */
export interface View extends Extent {
  readonly columns: number
}

/** Which column shows which time. No column is shorter than a microsecond. */
export class Grid {
  readonly from: Micros
  readonly to: Micros
  readonly columns: number
  /** Where time goes in steps. */
  readonly steps: Steps | undefined
  /** Where a column begins. */
  readonly start: Projection

  constructor({ from, to, columns, steps }: View) {
    this.from = from
    this.to = Math.max(to, from + 1)
    this.columns = columns
    this.steps = steps && new Steps(this, steps)
    this.start = this.steps === undefined ? evenly(this, columns) : stepwise(this.steps, columns)
  }

  end(column: number): Micros {
    return Math.max(this.start(column + 1), this.start(column) + 1)
  }

  /** The first column that shows an instant; one beyond the view is shown at its edge. */
  columnOf(t: Micros): number {
    return this.#search((column) => this.end(column) > t)
  }

  /** The columns that show something of a window, first and last; undefined: none does. */
  columnsOf({ from, to }: Window): { readonly first: number; readonly last: number } | undefined {
    if (to <= from || to <= this.from || from >= this.to) return undefined
    const first = this.columnOf(Math.max(from, this.from))
    const last = this.#search((column) => this.start(column + 1) >= Math.min(to, this.to))
    return { first, last: Math.max(first, last) }
  }

  /** For how long a column shows a window. */
  lasts({ from, to }: Window, column: number): Micros {
    return Math.max(0, Math.min(to, this.end(column)) - Math.max(from, this.start(column)))
  }

  /** The first column for which something holds that holds for all later ones, too. */
  #search(holds: (column: number) => boolean): number {
    let low = 0
    let high = this.columns - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (holds(middle)) high = middle
      else low = middle + 1
    }
    return low
  }
}
