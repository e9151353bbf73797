import type { Reading } from './reading.ts'
import type { Token } from './token.ts'

/** What follows a compound command. */
export function redirections(grammar: Reading): void {
  let token = grammar.read({ keywords: true })
  while (token.kind === 'redirection') {
    target(grammar, token)
    token = grammar.read()
  }
  grammar.back(token)
}

/** Of a redirection: the file, the descriptor, the end of a here-document. */
export function target(grammar: Reading, { text }: Token): void {
  const word = grammar.read()
  if (word.kind !== 'word') grammar.unexpected(word, grammar.syntax.expectsTarget ? 'word' : null)
  const operator = text.replace(/^[^<>&]*/, '')
  if (operator === '<<' || operator === '<<-') grammar.lexer.awaits(operator, word)
}
