import { forEachChild, parse } from 'unbash'
import type { Dialect } from '../dialect.ts'
import { type Edit, placeOf } from './cursor.ts'
import { Refusal, type SyntaxFault, type Unended } from './fault.ts'
import { Grammar } from './grammar.ts'
import { Lexer } from './lexer.ts'
import type { Syntax } from './syntax.ts'
import type { Script, Statement, SyntaxNode } from './tree.ts'

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
  /** A here-document that nothing ends, places in it as in the tree. */
  readonly unended: Unended | null
}

/** How far a shell reads a text, line by line. */
interface Read {
  /** Where its lines end, commands that go over several as one, up to the fault. */
  readonly ends: readonly number[]
  readonly fault: SyntaxFault | null
  readonly edits: readonly Edit[]
  readonly unended: Unended | null
}

/**
 * Reads a script.
 *
 * @param longest - longer ones are refused, unread
 */
export function parseScript(source: string, dialect: Pick<Dialect, 'syntax'>, longest = LONGEST): Parsed {
  if (source.length > longest) return { commands: [], fault: tooLong(longest), text: '', unended: null }
  const { syntax } = dialect
  const { ends, fault, edits, unended } = readLines(source, syntax)
  const text = edited(ended(source, syntax).slice(0, ends.at(-1) ?? 0), edits)
  const tree = parse(text)
  const unread = unreadIn(tree, syntax)
  if (unread === null) return { commands: tree.commands, fault, text, unended }
  // The tree cannot be trusted from that line on.
  const at = original(unread, edits)
  const before = edited(source.slice(0, ends.findLast((end) => end <= at) ?? 0), edits)
  return { commands: parse(before).commands, fault: unreadAt(source, at), text: before, unended: null }
}

/** Looks whether a shell reads a script, without running it: at most one fault, for there it stops. */
export function check(source: string, dialect: Pick<Dialect, 'syntax'>, longest = LONGEST): readonly SyntaxFault[] {
  const { fault } = parseScript(source, dialect, longest)
  return fault === null ? [] : [fault]
}

/** What other shells read though bash does not, with a tree all the same: empty bodies, functions that are no compound. */
const FORGIVEN = /^expected (?:command (?:after '(?:then|else|do)'|in (?:subshell|brace group))|compound command as)/

/** Where the library could not make a tree of what the shell reads; null: everywhere it could. */
function unreadIn(tree: Script, { extended }: Syntax): number | null {
  let first: number | null = null
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Script') {
      for (const { message, pos } of node.errors ?? []) {
        if (!FORGIVEN.test(message)) first = Math.min(first ?? pos, pos)
      }
    }
    if (!extended || !readLater(node)) forEachChild(node, visit)
  }
  visit(tree)
  return first
}

/** bash reads backquotes, here-documents and `$((a)…)` when they run. */
function readLater(node: SyntaxNode): boolean {
  return node.type === 'HereDocBody' || (node.type === 'CommandExpansion' && /^(?:`|\$\(\()/.test(node.text))
}

function unreadAt(source: string, at: number): SyntaxFault {
  const place = placeOf(source, at)
  return { ...place, why: { kind: 'unread' }, text: source.split('\n')[place.line - 1] ?? '', within: [] }
}

function tooLong(most: number): SyntaxFault {
  return { line: 1, column: 1, why: { kind: 'too long', most }, text: '', within: [] }
}

/** bash ends the last line itself where nobody has (parse.y, shell_getc). */
function ended(source: string, { extended }: Syntax): string {
  return extended && source !== '' && !source.endsWith('\n') ? `${source}\n` : source
}

function readLines(source: string, syntax: Syntax): Read {
  const whole = ended(source, syntax)
  const lexer = new Lexer(whole, syntax)
  const grammar = new Grammar(lexer)
  const ends: number[] = []
  try {
    while (grammar.line()) ends.push(Math.min(lexer.at, whole.length))
    const from = ends.at(-2) ?? 0
    return { ends: [...ends, whole.length], fault: null, edits: lexer.edits, unended: lexer.unendedFrom(from) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ends, fault: error.fault, edits: lexer.edits, unended: lexer.unendedFrom(ends.at(-1) ?? 0) }
  }
}

/** Where a place of an edited text was. */
function original(at: number, edits: readonly Edit[]): number {
  let place = at
  for (const edit of inOrder(edits)) {
    if (edit.at >= place) break
    place = Math.max(edit.at, place - edit.insert.length + (edit.leave ?? 0))
  }
  return place
}

function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return [...edits].sort((a, b) => a.at - b.at)
}

function edited(text: string, edits: readonly Edit[]): string {
  let result = ''
  let done = 0
  for (const { at, insert, leave = 0 } of inOrder(edits)) {
    if (at > text.length) break
    if (at < done) continue
    result += text.slice(done, at) + insert
    done = at + leave
  }
  return result + text.slice(done)
}
