import { evaluate } from '../arithmetic/evaluate.ts'
import type { PlainPiece, Word } from '../plan/plan.ts'
import type { Shell } from '../state/shell.ts'
import type { Separators } from './fields.ts'
import { valueNamed } from './parameters.ts'

const MAGIC = /[*?[\\]/

/**
 * A word of texts, plain parameters and sums, where it becomes one text: most do, and this takes neither time nor memory.
 *
 * @param by - how it would be taken apart; null: it would not
 * @returns null where it is to be looked at closely
 */
export function quick(shell: Shell, word: Word, by: Separators | null): string | null {
  if (!word.isPlain) return null
  let all = ''
  for (const piece of word.pieces) {
    if (piece.is === 'arithmetic' && by !== null && !piece.quoted && by.hard !== '') return null
    const text = textOf(shell, piece)
    if (text === null) return null
    if (by !== null && piece.is !== 'empty' && !piece.quoted && (MAGIC.test(text) || by.any?.test(text))) return null
    all += text
  }
  if (all === '' && by !== null && !word.pieces.some((piece) => piece.is === 'empty' || piece.quoted)) return null
  if (all.length > shell.budget.limits.variable) return null
  return all
}

function textOf(shell: Shell, piece: PlainPiece): string | null {
  switch (piece.is) {
    case 'text':
      return piece.text
    case 'empty':
      return ''
    case 'parameter': {
      const value = valueNamed(shell, piece.name)
      return value === undefined && !shell.options.has('u') ? '' : (value ?? null)
    }
    default: {
      const sum = piece.text.literal ?? quick(shell, piece.text, null)
      return sum === null ? null : String(evaluate(shell, sum))
    }
  }
}
