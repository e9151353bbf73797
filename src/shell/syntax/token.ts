export type TokenKind = 'word' | 'keyword' | 'operator' | 'redirection' | 'newline' | 'end'

/** What the grammar is about: a word, an operator, the end of a line. */
export interface Token {
  readonly kind: TokenKind
  /** As written; of a redirection its operator, with what stands before it. */
  readonly text: string
  /** Part of it is quoted: then it is no keyword. */
  readonly quoted: boolean
  readonly from: number
  readonly to: number
}

/** Whether a token is that operator or keyword. */
export function is(token: Token, text: string): boolean {
  return (token.kind === 'operator' || token.kind === 'keyword') && token.text === text
}
