import type { Lexer } from './lexer.ts'
import { type Reading, START } from './reading.ts'
import { redirections } from './redirections.ts'
import { is, type Token } from './token.ts'
import { skipDouble, skipSingle } from './word.ts'

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

/** A compound command, and what it is redirected to. False: the token begins none. */
export function compound(grammar: Reading, token: Token): boolean {
  if (token.kind !== 'keyword' && !is(token, '(')) return false
  if (is(token, '(')) parenthesis(grammar, token)
  else if (!keyword(grammar, token)) grammar.unexpected(token)
  redirections(grammar)
  return true
}

function keyword(grammar: Reading, token: Token): boolean {
  const read = READERS[token.text]
  read?.(grammar, token)
  return read !== undefined
}

const READERS: Readonly<Record<string, (grammar: Reading, token: Token) => void>> = {
  if: conditional,
  while: loop,
  until: loop,
  for: counted,
  select: counted,
  case: choice,
  '{': (grammar) => {
    grammar.body()
    grammar.expect('}')
  },
  '[[': test,
  function: named,
  coproc: (grammar) => grammar.command(),
}

function parenthesis(grammar: Reading, token: Token): void {
  const { lexer } = grammar
  if (lexer.here('(') && lexer.at === token.to) {
    if (grammar.syntax.extended && arithmetic(grammar)) return
    lexer.edit(lexer.at, ' ')
  }
  grammar.body()
  grammar.expect(')')
}

/** `((…))`. False: two subshells. */
function arithmetic({ lexer }: Reading): boolean {
  const from = lexer.at
  lexer.at += 1
  for (let open = 0; !lexer.ended; skipCharacter(lexer)) {
    if (open === 0 && lexer.here('))')) {
      lexer.at += 2
      return true
    }
    if (lexer.here('(')) open += 1
    else if (lexer.here(')')) open -= 1
    if (open < 0) {
      lexer.at = from
      return false
    }
  }
  return lexer.unterminated('$((', from)
}

function skipCharacter(lexer: Lexer): void {
  if (lexer.here("'")) skipSingle(lexer)
  else if (lexer.here('"')) skipDouble(lexer, lexer.commands)
  else lexer.at += 1
}

function condition(grammar: Reading): void {
  const token = grammar.read(START)
  grammar.back(token)
  grammar.list(false)
}

function conditional(grammar: Reading): void {
  for (let more = true; more; ) {
    condition(grammar)
    grammar.expect('then')
    grammar.body()
    const token = grammar.read()
    more = is(token, 'elif')
    if (is(token, 'else')) grammar.body()
    else if (!more) grammar.back(token)
  }
  grammar.expect('fi')
}

function loop(grammar: Reading): void {
  condition(grammar)
  grammar.expect('do')
  grammar.body()
  grammar.expect('done')
}

/** `for` and bash's `select`. */
function counted(grammar: Reading): void {
  const { lexer, syntax } = grammar
  const name = grammar.read()
  if (syntax.extended) {
    if (is(name, '(') && lexer.here('(') && arithmetic(grammar)) {
      afterArithmetic(grammar)
      return
    }
    if (name.kind !== 'word') grammar.unexpected(name)
  } else if (name.kind !== 'word' || name.quoted || !NAME.test(name.text)) {
    const at = syntax.lines === 'begun' ? name.from : name.to
    lexer.refuse({ kind: 'for variable' }, at)
  }
  const next = grammar.read(START)
  if (next.text === 'in' && !next.quoted) words(grammar)
  else if (!is(next, ';')) grammar.back(next)
  loopBody(grammar)
}

function words(grammar: Reading): void {
  grammar.lexer.assigns = false
  let token = grammar.read()
  while (token.kind === 'word') token = grammar.read()
  if (token.kind !== 'newline' && !is(token, ';')) grammar.unexpected(token)
}

function afterArithmetic(grammar: Reading): void {
  const token = grammar.read(START)
  if (!is(token, ';')) grammar.back(token)
  loopBody(grammar)
}

function loopBody(grammar: Reading): void {
  const token = grammar.read(START)
  const braced = is(token, '{') && grammar.syntax.bracedLoops
  if (!braced && !is(token, 'do')) grammar.unexpected(token, grammar.syntax.bracedLoops ? null : 'do')
  grammar.body()
  grammar.expect(braced ? '}' : 'done')
}

function choice(grammar: Reading): void {
  grammar.lexer.assigns = false
  const word = grammar.read()
  if (word.kind !== 'word') grammar.unexpected(word, 'word')
  const token = grammar.read(START)
  if (token.text !== 'in' || token.quoted) grammar.unexpected(token, 'in')
  for (let next = grammar.read(START); !is(next, 'esac'); ) {
    pattern(grammar, is(next, '(') ? grammar.read() : next)
    grammar.list(true)
    next = grammar.read(START)
    if (is(next, 'esac')) return
    if (!is(next, ';;') && !is(next, ';&') && !is(next, ';;&')) grammar.unexpected(next, ';;')
    next = grammar.read(START)
  }
}

/** dash and FreeBSD's sh take any token for a pattern, and look at what follows (parser.c, command, TCASE). */
function pattern(grammar: Reading, first: Token): void {
  const { extended } = grammar.syntax
  for (let token = first; ; token = grammar.read()) {
    if (extended && token.kind !== 'word' && token.kind !== 'keyword') grammar.unexpected(token)
    const next = grammar.read()
    if (is(next, ')')) return
    if (!is(next, '|')) grammar.unexpected(next, ')')
  }
}

/** What stands between `[[` and `]]`; whether it makes sense, the library says. */
function test({ lexer }: Reading, token: Token): void {
  const end = /(?<=\s)\]\](?=[\s;&|)]|$)/g
  end.lastIndex = token.to
  const found = end.exec(lexer.text)
  if (found === null) lexer.refuse({ kind: 'conditional', token: 'EOF' }, lexer.text.length)
  else lexer.at = found.index + 2
}

/** `function f`, and perhaps `()`. */
function named(grammar: Reading): void {
  const name = grammar.read()
  if (name.kind !== 'word') grammar.unexpected(name)
  const next = grammar.read()
  if (is(next, '(')) grammar.expect(')')
  else grammar.back(next)
  functionBody(grammar)
}

/** Of a function: bash wants a compound command. */
export function functionBody(grammar: Reading): void {
  if (!grammar.syntax.extended) grammar.command()
  else {
    const token = grammar.read(START)
    if (!compound(grammar, token)) grammar.unexpected(token)
  }
}
