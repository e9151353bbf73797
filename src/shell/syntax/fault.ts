import type { Token } from './token.ts'

/** What a quotation or a substitution that nothing ends begins with. */
export type Opening = '"' | "'" | '`' | '${' | '$((' | '$(' | '['

/** Why a shell refuses to read on. */
export type Why =
  /** `expecting`: the only thing that could stand here, where there is only one; `word` is one of them. */
  | { readonly kind: 'unexpected'; readonly token: Token; readonly expecting: string | null }
  | { readonly kind: 'unterminated'; readonly opening: Opening }
  | { readonly kind: 'for variable' }
  | { readonly kind: 'function name' }
  | { readonly kind: 'special builtin' }
  | { readonly kind: 'conditional'; readonly token: string }
  | { readonly kind: 'end of line in substitution' }
  /** Shells read it; here nobody does. */
  | { readonly kind: 'unread' }
  | { readonly kind: 'too long'; readonly most: number }
  | { readonly kind: 'too deep'; readonly most: number }

/** Where a shell stops to read a script. */
export interface SyntaxFault {
  /** As that shell counts. */
  readonly line: number
  /** Of what it does not want, in its own line. */
  readonly column: number
  readonly why: Why
  /** The text of that line. */
  readonly text: string
  /** The lines of the command substitutions that it stands in, from the inmost out. */
  readonly within: readonly number[]
}

/** A here-document that the end of the script ends. */
export interface Unended {
  readonly ending: string
  /** Where it was asked for, and the last line. */
  readonly begun: number
  readonly line: number
  /** Where the commands begin that it belongs to. */
  readonly from: number
}

/** Leaves the reading of a script: caught where it began. */
export class Refusal extends Error {
  readonly fault: SyntaxFault

  constructor(fault: SyntaxFault) {
    super(fault.why.kind)
    this.fault = fault
  }
}
