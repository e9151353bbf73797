import type { Pattern } from '../match/pattern.ts'

/** A piece of a word. Quoted ones are neither split nor globbed. */
export type Piece =
  | { readonly is: 'text'; readonly text: string; readonly quoted: boolean }
  /** `""`, `''`: a field, be it empty. */
  | { readonly is: 'empty' }
  | { readonly is: 'tilde'; readonly user: string }
  | Parameter
  | { readonly is: 'command'; readonly body: Node; readonly quoted: boolean }
  | { readonly is: 'arithmetic'; readonly text: Word; readonly quoted: boolean }

/** What needs no time to expand, and is one text each. */
export type PlainPiece = Extract<Piece, { is: 'text' | 'empty' | 'parameter' | 'arithmetic' }>

/** `$x`, `${x...}`. */
export interface Parameter {
  readonly is: 'parameter'
  readonly name: string
  readonly quoted: boolean
  /** As it stands, for complaints. */
  readonly text: string
  readonly operation: Operation | null
}

/** What `${x...}` does with x. */
export type Operation =
  | { readonly is: 'length' }
  /** `-`, `=`, `+`, `?`; with a colon an empty one is none. */
  | { readonly is: '-' | '=' | '+' | '?'; readonly orNull: boolean; readonly word: Word }
  | { readonly is: '#' | '##' | '%' | '%%'; readonly word: Word }
  | { readonly is: 'replace'; readonly where: '/' | '//' | '/#' | '/%'; readonly pattern: Word; readonly by: Word }
  | { readonly is: 'slice'; readonly from: Word; readonly length: Word | null }
  | { readonly is: 'case'; readonly how: '^' | '^^' | ',' | ',,' }
  | { readonly is: 'indirect'; readonly then: Operation | null }
  | { readonly is: 'bad' }

export type Word = PlainWord | OtherWord

/** Of texts, plain parameters and sums. */
export interface PlainWord extends WordBase {
  readonly isPlain: true
  readonly pieces: readonly PlainPiece[]
}

export interface OtherWord extends WordBase {
  readonly isPlain: false
  readonly pieces: readonly Piece[]
}

interface WordBase {
  /** What it always is; null where something in it is expanded. */
  readonly literal: string | null
  /** As a pattern; null where something in it is expanded. */
  readonly pattern: Pattern | null
  /** It may have `{a,b}` in it. */
  readonly braces: boolean
  /** `name=value` as an argument of `export` and its like. */
  readonly assignment: Assign | null
  /** As it stands. */
  readonly text: string
}

export interface Assign {
  readonly name: string
  readonly value: Word
  readonly append: boolean
}

export type Redirect =
  | { readonly is: 'file'; readonly how: '<' | '>' | '>>' | '>|' | '<>'; readonly on: number; readonly target: Word }
  | { readonly is: 'copy'; readonly how: '<&' | '>&'; readonly on: number; readonly target: Word }
  /** `&>`, `&>>`. */
  | { readonly is: 'both'; readonly append: boolean; readonly target: Word }
  | { readonly is: 'text'; readonly on: number; readonly text: Word; readonly line: boolean }

export interface Simple {
  readonly is: 'simple'
  readonly line: number
  readonly assigns: readonly Assign[]
  readonly words: readonly Word[]
  readonly redirects: readonly Redirect[]
  /** As it stands, for ps(1). */
  readonly text: string
}

export interface Case {
  readonly is: 'case'
  readonly line: number
  readonly word: Word
  readonly items: readonly CaseItem[]
}

export interface CaseItem {
  readonly patterns: readonly Word[]
  readonly body: Node
  readonly then: ';;' | ';&' | ';;&'
}

export interface Pipeline {
  readonly is: 'pipeline'
  readonly parts: readonly Node[]
  /** The errors of a part go through the pipe, too: `|&`. */
  readonly both: readonly boolean[]
  readonly negated: boolean
  /** `time`, `time -p`. */
  readonly timed: 'long' | 'posix' | null
}

/** What runs: a script, made ready. */
export type Node =
  | Simple
  | { readonly is: 'list'; readonly items: readonly Node[] }
  | { readonly is: 'background'; readonly body: Node; readonly text: string; readonly line: number }
  | { readonly is: 'and or'; readonly items: readonly Node[]; readonly operators: readonly ('&&' | '||')[] }
  | Pipeline
  | { readonly is: 'if'; readonly branches: readonly { test: Node; body: Node }[]; readonly otherwise: Node | null }
  | { readonly is: 'while'; readonly until: boolean; readonly test: Node; readonly body: Node }
  | {
      readonly is: 'for'
      readonly line: number
      readonly name: string
      readonly words: readonly Word[] | null
      readonly body: Node
    }
  | Case
  | { readonly is: 'subshell'; readonly body: Node }
  | { readonly is: 'function'; readonly name: string; readonly body: Node; readonly text: string }
  | { readonly is: 'redirected'; readonly line: number; readonly body: Node; readonly redirects: readonly Redirect[] }
  | { readonly is: 'test'; readonly line: number; readonly test: Test }
  | { readonly is: 'let'; readonly line: number; readonly text: Word }
  | { readonly is: 'for let'; readonly line: number; readonly parts: readonly [Word, Word, Word]; readonly body: Node }

/** `[[ ]]`. */
export type Test =
  | { readonly is: 'one'; readonly operator: string; readonly word: Word }
  | { readonly is: 'two'; readonly operator: string; readonly left: Word; readonly right: Word }
  | { readonly is: '&&' | '||'; readonly tests: readonly Test[] }
  | { readonly is: 'not'; readonly test: Test }
