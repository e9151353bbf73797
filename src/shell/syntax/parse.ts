import { parse } from 'unbash'
import type { Dialect } from '../dialect.ts'
import type { Edit } from './cursor.ts'
import { Refusal, type SyntaxFault } from './fault.ts'
import { Grammar } from './grammar.ts'
import { Lexer } from './lexer.ts'
import type { Syntax } from './syntax.ts'
import type { Statement } from './tree.ts'

/** The longest script that is read, in characters. */
export const LONGEST = 65_536

/** A script as a shell reads it. */
export interface Parsed {
  /**
   * Its commands, in order. Shells read and run a line at a time: what stands in lines before the fault has run when
   * they get there.
   */
  readonly commands: readonly Statement[]
  readonly fault: SyntaxFault | null
  /** What places in the tree count in: as it was written, but for what bash would read otherwise; line by line. */
  readonly text: string
}

/** How far a shell reads a text, line by line. */
interface Read {
  /** Up to there all is well. */
  readonly end: number
  readonly fault: SyntaxFault | null
  readonly edits: readonly Edit[]
}

/**
 * Reads a script.
 *
 * @param longest - longer ones are refused, unread
 */
export function parseScript(source: string, dialect: Pick<Dialect, 'syntax'>, longest = LONGEST): Parsed {
  if (source.length > longest) return { commands: [], fault: tooLong(longest), text: '' }
  const { end, fault, edits } = readLines(source, dialect.syntax)
  const text = edited(source.slice(0, end), edits)
  return { commands: parse(text).commands, fault, text }
}

/** Looks whether a shell reads a script, without running it: at most one fault, for there it stops. */
export function check(source: string, dialect: Pick<Dialect, 'syntax'>, longest = LONGEST): readonly SyntaxFault[] {
  if (source.length > longest) return [tooLong(longest)]
  const { fault } = readLines(source, dialect.syntax)
  return fault === null ? [] : [fault]
}

function tooLong(most: number): SyntaxFault {
  return { line: 1, column: 1, why: { kind: 'too long', most }, text: '', within: [] }
}

/** bash ends the last line itself where nobody has (parse.y, shell_getc). */
function readLines(source: string, syntax: Syntax): Read {
  const whole = syntax.extended && source !== '' && !source.endsWith('\n') ? `${source}\n` : source
  const lexer = new Lexer(whole, syntax)
  const grammar = new Grammar(lexer)
  let end = 0
  try {
    while (grammar.line()) end = Math.min(lexer.at, source.length)
    return { end: source.length, fault: null, edits: lexer.edits }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { end, fault: error.fault, edits: lexer.edits }
  }
}

function edited(text: string, edits: readonly Edit[]): string {
  let result = ''
  let done = 0
  for (const { at, insert, leave = 0 } of [...edits].sort((a, b) => a.at - b.at)) {
    if (at > text.length) break
    if (at < done) continue
    result += text.slice(done, at) + insert
    done = at + leave
  }
  return result + text.slice(done)
}
