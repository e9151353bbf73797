import { functionBody } from './compound.ts'
import type { Reading } from './reading.ts'
import { redirections, target } from './redirections.ts'
import { is, type Token } from './token.ts'

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/
const ASSIGNMENT = /^[A-Za-z_][A-Za-z0-9_]*=/
const BASH_ASSIGNMENT = /^[A-Za-z_][A-Za-z0-9_]*(?:\[[^\]]*\])?\+?=/
/** Builtins of bash whose arguments are assignments. */
const DECLARES = new Set(['declare', 'export', 'local', 'readonly', 'typeset'])
/** Words that would be keywords to bash. */
const OF_BASH = new Set(['[[', 'coproc', 'function', 'select', 'time'])

/** Words, assignments and redirections; or a function's name, and the function. */
export function simple(grammar: Reading, first: Token): void {
  if (first.kind === 'word' && !first.quoted && OF_BASH.has(first.text)) grammar.lexer.edit(first.from, '\\')
  const pattern = grammar.syntax.extended ? BASH_ASSIGNMENT : ASSIGNMENT
  let name: Token | null = null
  let before = 0
  let words = 0
  for (let token = first; ; token = grammar.read()) {
    if (token.kind === 'redirection') {
      target(grammar, token)
      before += 1
    } else if (token.kind === 'word') {
      if (words === 0 && pattern.test(token.text)) before += 1
      else words += 1
      if (words === 1) name ??= token
      if (words > 0) grammar.lexer.arrays = name !== null && DECLARES.has(name.text)
    } else if (is(token, '(') && before === 0 && words === 1) {
      defined(grammar, name)
      return
    } else if (is(token, '(') && grammar.syntax.redirectsFirst && before > 0 && words === 0) {
      inParentheses(grammar)
      return
    } else {
      if (before + words === 0) grammar.unexpected(token)
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
