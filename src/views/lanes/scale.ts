import type { Micros } from '../../time.ts'
import type { Window } from '../../trace/folds/history.ts'
import { leading } from '../../trace/leading.ts'

/** Which instant a column begins with; the one after the last is where all of them end. */
export type Projection = (column: number) => Micros

/** Columns are as even as whole microseconds allow. */
export function evenly({ from, to }: Window, columns: number): Projection {
  return (column) => from + share(to - from, column, columns)
}

/** Steps are as even as whole columns allow; where there are more of them than columns, several stand in one. */
export function stepwise(steps: Steps, columns: number): Projection {
  const { count } = steps
  const firstOf = (step: number) => Math.ceil((step * columns) / count)
  return (column) => {
    const step = Math.floor((column * count) / columns)
    const start = steps.start(step)
    if (count > columns) return start
    const first = firstOf(step)
    return start + share(steps.start(step + 1) - start, column - first, firstOf(step + 1) - first)
  }
}

/** Whole numbers throughout: span × part may be beyond 2^53. */
function share(span: Micros, part: number, of: number): Micros {
  return Math.floor(span / of) * part + Math.floor(((span % of) * part) / of)
}

/** A stretch of time in steps: each begins with one of some instants, the first one where the stretch begins. */
export class Steps {
  readonly count: number
  readonly #window: Window
  readonly #instants: readonly Micros[]
  readonly #before: number

  /** @param instants - ascending */
  constructor(window: Window, instants: readonly Micros[]) {
    this.#window = window
    this.#instants = instants
    this.#before = placeOf(instants, window.from + 1)
    this.count = placeOf(instants, window.to) - this.#before + 1
  }

  /** The step that an instant is in. */
  at(t: Micros): number {
    return Math.max(0, Math.min(this.count - 1, placeOf(this.#instants, t + 1) - this.#before))
  }

  /** When one begins; beyond the last one, when that ends. */
  start(step: number): Micros {
    if (step <= 0) return this.#window.from
    return step >= this.count ? this.#window.to : this.#instants[this.#before + step - 1]!
  }
}

/** How many of some instants are before a time. */
function placeOf(instants: readonly Micros[], t: Micros): number {
  return leading(instants, (instant) => instant < t)
}
