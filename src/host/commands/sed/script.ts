import type { RegularExpression } from '../../../config/regular-expression.ts'

/** Which lines: a number, the last one, those in which something is found (null: the last expression), each so-manieth. */
export type Address =
  | { readonly is: 'line'; readonly line: number }
  | { readonly is: 'last' }
  | { readonly is: 'found'; readonly pattern: RegularExpression | null }
  | { readonly is: 'step'; readonly first: number; readonly step: number }

/** Where a range ends: at an address, or so many lines later. */
export type RangeEnd = Address | { readonly is: 'more'; readonly lines: number }

/** A piece of what is put in place of something found. */
export type Piece = string | { readonly group: number }

/** What a command does. */
export type Deed =
  | {
      readonly does: 's'
      readonly pattern: RegularExpression | null
      readonly by: readonly Piece[]
      readonly which: Which
    }
  | { readonly does: 'y'; readonly map: ReadonlyMap<string, string> }
  | { readonly does: 'a' | 'i' | 'c' | 'r' | 'w'; readonly text: string }
  | { readonly does: 'b' | 't' | 'T'; readonly label: string }
  | { readonly does: 'q' | 'Q'; readonly exit: number }
  | { readonly does: '{'; readonly end: number }
  | { readonly does: '}' | ':' | 'd' | 'D' | 'g' | 'G' | 'h' | 'H' | 'l' | 'n' | 'N' | 'p' | 'P' | 'x' | '=' }

/** Which of what is found is replaced, and what is done then. */
export interface Which {
  /** From the so-manieth on. */
  readonly from: number
  readonly all: boolean
  readonly prints: boolean
  readonly writes: string
}

export interface Command {
  readonly from: Address | null
  readonly to: RangeEnd | null
  /** Where the address does not hold. */
  readonly not: boolean
  readonly deed: Deed
}

export interface Script {
  readonly commands: readonly Command[]
  /** Where each label stands. */
  readonly labels: ReadonlyMap<string, number>
}

/** Why a script is none: as each sed says it. */
export class BadScript extends Error {
  readonly exit: number

  constructor(says: string, exit = 1) {
    super(says)
    this.exit = exit
  }
}

/** Whatever is jumped to is there. */
export function checkLabels({ commands, labels }: Script, gnu: boolean): void {
  for (const { deed } of commands) {
    if (!('label' in deed) || deed.label === '' || labels.has(deed.label)) continue
    if (!gnu) throw new BadScript(`undefined label '${deed.label}'`)
    throw new BadScript(`can't find label for jump to \`${deed.label}'`, 4)
  }
}
