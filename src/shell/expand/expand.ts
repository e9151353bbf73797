import { evaluate } from '../arithmetic/evaluate.ts'
import type { Flow } from '../flow.ts'
import { type Pattern, parsePattern } from '../match/pattern.ts'
import type { Piece, Word } from '../plan/plan.ts'
import type { Shell } from '../state/shell.ts'
import { braced } from './braces.ts'
import type { Expansion } from './expansion.ts'
import { Fields, type Separators } from './fields.ts'
import { glob } from './glob.ts'
import { homeOf } from './home.ts'
import { parameter } from './parameter.ts'
import { separatorsOf } from './parameters.ts'
import { quick } from './quick.ts'

const EXPANSION: Expansion = { pieces, one, pattern }

function* pieces(shell: Shell, all: readonly Piece[], into: Fields, literal: 'plain' | 'expanded'): Flow<void> {
  for (const piece of all) {
    switch (piece.is) {
      case 'text':
        if (piece.quoted) into.quoted(piece.text)
        else into[literal](piece.text)
        break
      case 'empty':
        into.begin()
        break
      case 'tilde':
        into.quoted(homeOf(shell, piece.user))
        break
      case 'parameter':
        yield* parameter(shell, piece, into, EXPANSION)
        break
      case 'command': {
        const text = yield* shell.runner.substitute(shell, piece.body)
        add(into, text, piece.quoted)
        break
      }
      default:
        add(into, String(evaluate(shell, yield* one(shell, piece.text))), piece.quoted)
    }
  }
}

function add(into: Fields, text: string, quoted: boolean): void {
  if (quoted) into.quoted(text)
  else into.expanded(text)
}

/** A word that stays one text. */
export function* one(shell: Shell, word: Word): Flow<string> {
  const soon = word.literal ?? quick(shell, word, null)
  if (soon !== null) return soon
  const fields = new Fields(shell.budget, null, false)
  yield* pieces(shell, word.pieces, fields, 'plain')
  return fields.text
}

export function* pattern(shell: Shell, word: Word): Flow<Pattern> {
  if (word.pattern !== null) return word.pattern
  const fields = new Fields(shell.budget, null, true)
  yield* pieces(shell, word.pieces, fields, 'plain')
  return parsePattern(fields.pattern)
}

/** Words as the arguments that they become. */
export function* fields(shell: Shell, words: readonly Word[]): Flow<string[]> {
  const all: string[] = []
  let by: Separators | null = null
  for (const word of words) {
    if (word.literal !== null && !(shell.dialect.braces && word.braces)) {
      all.push(word.literal)
      continue
    }
    by ??= separatorsOf(shell)
    const soon = shell.dialect.braces && word.braces ? null : quick(shell, word, by)
    if (soon !== null) {
      all.push(soon)
      continue
    }
    for (const each of shell.dialect.braces && word.braces ? braced(word, shell.budget) : [word.pieces]) {
      const made = new Fields(shell.budget, by, true)
      yield* pieces(shell, each, made, 'plain')
      made.end()
      for (const field of made.all)
        if (typeof field === 'string') all.push(field)
        else for (const name of named(shell, field)) all.push(name)
    }
    // A word may be many, and those many again.
    if (all.length > 1000) shell.budget.text(all.length * 8)
  }
  return all
}

function named(shell: Shell, { text, pattern }: { readonly text: string; readonly pattern: string }): string[] {
  if (shell.options.has('f')) return [text]
  const found = glob(shell, pattern)
  return found.length === 0 ? [text] : found
}
