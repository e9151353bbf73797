import { type Opening, Refusal, type Why } from './fault.ts'
import type { Syntax } from './syntax.ts'

/** Levels of commands within commands, substitutions among them: more than anybody writes, fewer than our stack. */
export const DEEPEST = 150

/** What is to be put into a text so that bash reads there what another shell does. */
export interface Edit {
  readonly at: number
  readonly insert: string
  /** Characters that are left out there. */
  readonly leave?: number
}

/** Who reads the commands in a word: the grammar. */
export interface Commands {
  /** Those of `$(`, which stands there, and the `)` behind them. */
  substitution(from: number): void
  backquoted(text: string, origin: readonly number[]): void
}

/** A line and a column, from 1. */
export function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at)
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') }
}

/** A place in a text that is read, and what has been found so far. */
export class Cursor {
  readonly text: string
  readonly syntax: Syntax
  /** Where each character stood before backquotes and their backslashes were taken off; null: as it stands. */
  readonly origin: readonly number[] | null
  readonly edits: Edit[]
  at = 0
  /** Where the word that is being read begins. */
  begun = 0
  depth: number
  /** `a=(…)` and `a[…]=` may stand here. (bash) */
  assigns = false
  /** Where the here-document that is being read ends, and the line that ends it. */
  document: { readonly end: number; readonly behind: number } | null = null
  /** Ends of lines that the shell has not counted. */
  lost = 0
  /** Lines that it has read ahead. */
  ahead = 0

  constructor(text: string, syntax: Syntax, around: Cursor | null = null, origin: readonly number[] | null = null) {
    this.text = text
    this.syntax = syntax
    this.origin = origin
    this.edits = around?.edits ?? []
    this.depth = around?.depth ?? 0
  }

  placeOf(at: number): { line: number; column: number } {
    const { line, column } = placeOf(this.text, Math.min(at, this.text.length))
    return { line: line - this.lost + this.ahead, column }
  }

  get ended(): boolean {
    return this.at >= (this.document?.end ?? this.text.length)
  }

  here(expected: string): boolean {
    return this.text.startsWith(expected, this.at)
  }

  /** In backquotes a backslash before `$`, a backquote or a backslash is taken off: there it takes two. */
  edit(at: number, insert: string): void {
    if (!this.syntax.extended) this.force(at, insert)
  }

  /** One character by another. */
  replace(at: number, by: string): void {
    if (!this.syntax.extended && at < this.text.length)
      this.edits.push({ at: this.origin?.[at] ?? at, insert: by, leave: 1 })
  }

  force(at: number, insert: string): void {
    if (this.origin === null) this.edits.push({ at, insert })
    else this.edits.push({ at: this.origin[at]!, insert: insert === '\\' ? '\\\\' : insert })
  }

  /** What is left over where a shell does not mind. */
  leaveOut(from: number): void {
    if (from >= this.text.length) return
    const at = this.origin?.[from] ?? from
    const end = this.origin?.at(-1) ?? this.text.length - 1
    this.edits.push({ at, insert: '', leave: end + 1 - at })
  }

  /** Whatever nests goes through here. */
  nested<T>(read: () => T): T {
    this.depth += 1
    if (this.depth > DEEPEST) this.refuse({ kind: 'too deep', most: DEEPEST }, this.at)
    const result = read()
    this.depth -= 1
    return result
  }

  /** Line and text are those of a place (at), the column that of what is wrong (from). */
  refuse(why: Why, at: number, from = at): never {
    const text = this.text.split('\n')[placeOf(this.text, Math.min(at, this.text.length)).line - 1]!
    throw new Refusal({ line: this.placeOf(at).line, column: this.placeOf(from).column, why, text, within: [] })
  }

  /**
   * Nothing ends what began there. dash tells the last line; FreeBSD's sh that of the word, or of a brace the last one
   * (parser.c, readtoken1); bash that of the beginning, or of `$(` the last one (parse.y, parse_matched_pair).
   */
  unterminated(opening: Opening, from: number): never {
    const { lines } = this.syntax
    const last = lines === 'read' || opening === '$(' || (lines === 'begun' && (opening === '${' || opening === '`'))
    const first = lines === 'begun' ? this.begun : from
    return this.refuse({ kind: 'unterminated', opening }, last ? (this.document?.behind ?? this.text.length) : first)
  }
}
