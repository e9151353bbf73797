import type { Micros } from '../../time.ts'
import type { Window } from '../../trace/folds/history.ts'

/** What is looked at: a stretch of time, in so many columns. */
export interface View extends Window {
  readonly columns: number
}

/** Which column shows which time. Columns are as even as whole microseconds allow, and never shorter than one. */
export class Grid {
  readonly from: Micros
  readonly to: Micros
  readonly columns: number

  constructor({ from, to, columns }: View) {
    this.from = from
    this.to = Math.max(to, from + 1)
    this.columns = columns
  }

  /** Where a column begins. Whole numbers throughout: (to - from) × column may be beyond 2^53. */
  start(column: number): Micros {
    const { from, to, columns } = this
    const span = to - from
    return from + Math.floor(span / columns) * column + Math.floor(((span % columns) * column) / columns)
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
