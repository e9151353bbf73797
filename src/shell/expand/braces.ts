import type { Piece, Word } from '../plan/plan.ts'
import type { Budget } from '../state/budget.ts'

/** The words that `{a,b}` and `{1..3}` make of one (bash). */
export function braced(word: Word, budget: Budget): (readonly Piece[])[] {
  budget.work(0)
  return [word.pieces]
}
