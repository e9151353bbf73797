import type { Flow } from '../flow.ts'
import type { Pattern } from '../match/pattern.ts'
import type { Piece, Word } from '../plan/plan.ts'
import type { Shell } from '../state/shell.ts'
import type { Fields } from './fields.ts'

/** How words are expanded, for what stands in words. */
export interface Expansion {
  /**
   * The pieces of a word, into fields.
   *
   * @param literal - texts that stand in `${x:-a b}` are taken apart as what is expanded is
   */
  pieces(shell: Shell, all: readonly Piece[], into: Fields, literal: 'plain' | 'expanded'): Flow<void>
  /** A word that stays one text. */
  one(shell: Shell, word: Word): Flow<string>
  pattern(shell: Shell, word: Word): Flow<Pattern>
}
