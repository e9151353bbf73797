import { functionBody } from './compound.ts'
import type { Reading } from './reading.ts'
import { redirections, target } from './redirections.ts'
import { is, type Token } from './token.ts'

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/
/** What cannot be a function's name: FreeBSD's sh looks at that later (parser.c, simplecmd). */
const ASSIGNMENTS = {
  names: /^[A-Za-z_][A-Za-z0-9_]*=/,
  plain: /(?!)/,
  any: /^[A-Za-z_][A-Za-z0-9_]*(?:\[[^\]]*\])?\+?=/,
}
/** Builtins of bash whose arguments are assignments. */
const DECLARES = new Set(['declare', 'export', 'local', 'readonly', 'typeset'])
/** Words that would be keywords to bash. */
const OF_BASH = new Set(['[[', ']]', 'coproc', 'function', 'select', 'time'])

/** Words, assignments and redirections; or a function's name, and the function. */
export function simple(grammar: Reading, first: Token): void {
  if (first.kind === 'word' && !first.quoted && OF_BASH.has(first.text)) grammar.lexer.edit(first.from, '\\')
  const pattern = ASSIGNMENTS[grammar.syntax.functions]
  let name: Token | null = null
  let redirected = 0
  let assigned = 0
  let words = 0
  for (let token = first; ; token = grammar.read()) {
    if (token.kind === 'redirection') {
      target(grammar, token)
      redirected += 1
    } else if (token.kind === 'word') {
      if (words === 0 && pattern.test(token.text)) assigned += 1
      else words += 1
      if (words === 1) name ??= token
      if (words > 0) grammar.lexer.assigns = name !== null && DECLARES.has(name.text)
    } else if (is(token, '(') && redirected + assigned === 0 && words === 1) {
      defined(grammar, name)
      return
    } else if (is(token, '(') && grammar.syntax.redirectsFirst && redirected > 0 && words === 0) {
      inParentheses(grammar)
      return
    } else {
      if (redirected + assigned + words === 0) grammar.unexpected(token)
      grammar.back(token)
      return
    }
  }
}

function inParentheses(grammar: Reading): void {
  grammar.body()
  grammar.expect(')')
  redirections(grammar)
}

function defined(grammar: Reading, name: Token | null): void {
  grammar.expect(')')
  if (name !== null) checkName(grammar, name)
  functionBody(grammar)
}

function checkName({ syntax, lexer }: Reading, { text, quoted }: Token): void {
  if (syntax.functions === 'any') return
  const named = syntax.functions === 'names' ? NAME.test(text) : !quoted && !/[$`/]|[!%*+\-=?@}~]$/.test(text)
  const special = syntax.specials.has(text)
  const told = syntax.functions === 'plain' && named && special
  if (!named || special) lexer.refuse({ kind: told ? 'special builtin' : 'function name' }, lexer.at)
}
