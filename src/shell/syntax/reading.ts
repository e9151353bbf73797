import type { Lexer } from './lexer.ts'
import type { Syntax } from './syntax.ts'
import type { Token } from './token.ts'

/** How the next token is read: where lines end does not matter (lines); words may be keywords (keywords). */
export interface Look {
  readonly lines?: boolean
  readonly keywords?: boolean
}

/** Where a command may begin, on this line or a later one. */
export const START: Look = { lines: true, keywords: true }

/** What the rules of a grammar ask for, token by token. */
export interface Reading {
  readonly lexer: Lexer
  readonly syntax: Syntax
  read(look?: Look): Token
  /** The next token will be this one again. */
  back(token: Token): void
  unexpected(token: Token, expecting?: string | null): never
  expect(text: string, look?: Look): void
  /** Commands up to what ends them. */
  list(mayBeEmpty: boolean): void
  /** What `then`, `do` or a brace begins. */
  body(): void
  command(look?: Look): void
}
