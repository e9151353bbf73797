import type { Commands, Cursor } from './cursor.ts'

const ENDS = new Set([' ', '\t', '\n', ';', '&', '|', '(', ')', '<', '>'])
const NAME = /[A-Za-z_][A-Za-z0-9_]*|\d+/y

/**
 * Reads a word, up to what ends one. True: part of it is quoted.
 *
 * @param plain - nothing in it is expanded
 */
export function skipWord(cursor: Cursor, commands: Commands, plain = false): boolean {
  const from = cursor.at
  const braces: number[] = []
  let quoted = false
  for (;;) {
    const c = cursor.text[cursor.at]
    if (c === undefined || ENDS.has(c)) break
    if (c === '{') braces.push(cursor.at)
    if (c === '\\') {
      if (cursor.text[cursor.at + 1] !== '\n') quoted = true
      cursor.at += 2
    } else if (c === "'") {
      skipSingle(cursor)
      quoted = true
    } else if (c === '"') {
      skipDouble(cursor, commands)
      quoted = true
    } else if (plain) cursor.at += 1
    else if (c === '$') quoted = skipDollar(cursor, commands, false) || quoted
    else if (c === '`') skipBackquotes(cursor, commands, false)
    else if (c === '[' && subscripted(cursor)) skipSubscript(cursor, commands)
    else cursor.at += 1
  }
  // To bash those may be several words.
  if (/\{.*(?:,|\.\.)/s.test(cursor.text.slice(from, cursor.at))) for (const at of braces) cursor.edit(at, '\\')
  return quoted
}

function subscripted(cursor: Cursor): boolean {
  const { syntax, assigns, text, begun, at } = cursor
  return syntax.extended && assigns && /^[A-Za-z_]\w*$/.test(text.slice(begun, at))
}

/** bash reads on, over blanks, to the bracket (parse.y, read_token_word). */
function skipSubscript(cursor: Cursor, commands: Commands): void {
  const from = cursor.at
  for (let open = 0; ; ) {
    if (cursor.ended) cursor.unterminated('[', from)
    if (cursor.here('[')) open += 1
    else if (cursor.here(']')) open -= 1
    if (cursor.here("'")) skipSingle(cursor)
    else if (cursor.here('"')) skipDouble(cursor, commands)
    else skipQuoted(cursor, commands)
    if (open === 0) return
  }
}

export function skipSingle(cursor: Cursor): void {
  const from = cursor.at
  const end = cursor.text.indexOf("'", from + 1)
  if (end === -1) cursor.unterminated("'", from)
  cursor.at = end + 1
}

/** `$'…'`, in which a backslash keeps a quote from ending it. */
function skipEscaped(cursor: Cursor): void {
  const from = cursor.at
  cursor.at += 2
  for (; !cursor.here("'"); cursor.at += cursor.here('\\') ? 2 : 1) if (cursor.ended) cursor.unterminated("'", from)
  cursor.at += 1
}

export function skipDouble(cursor: Cursor, commands: Commands): void {
  const from = cursor.at
  cursor.at += 1
  while (!cursor.here('"')) {
    if (cursor.ended) cursor.unterminated('"', from)
    skipQuoted(cursor, commands)
  }
  cursor.at += 1
}

/** A character, or a substitution, where quotes of words have no meaning: between double quotes, in here-documents. */
export function skipQuoted(cursor: Cursor, commands: Commands): void {
  if (cursor.here('\\')) cursor.at += 2
  else if (cursor.here('$')) skipDollar(cursor, commands, true)
  else if (cursor.here('`')) skipBackquotes(cursor, commands, true)
  else cursor.at += 1
}

/** What a dollar begins. True: it quotes (`$'…'`). */
function skipDollar(cursor: Cursor, commands: Commands, quoted: boolean): boolean {
  const { at, syntax } = cursor
  const next = cursor.text[at + 1]
  if (next === '(') cursor.nested(() => skipParentheses(cursor, commands))
  else if (next === '{') cursor.nested(() => skipBraces(cursor, commands, quoted))
  else if (next === "'" && !quoted && syntax.escapes) {
    skipEscaped(cursor)
    return true
  } else {
    if (next === '[' || (!quoted && (next === '"' || next === "'"))) cursor.edit(at, '\\')
    cursor.at += next === '$' || next === '#' ? 2 : 1
  }
  return false
}

function skipParentheses(cursor: Cursor, commands: Commands): void {
  const from = cursor.at
  if (cursor.text[from + 2] === '(') {
    skipArithmetic(cursor, commands)
  } else {
    cursor.at = from + 2
    commands.substitution(from)
  }
}

/** `$((…))`. */
function skipArithmetic(cursor: Cursor, commands: Commands): void {
  const from = cursor.at
  cursor.at += 3
  for (let open = 0; !cursor.here('))') || open > 0; ) {
    if (cursor.ended) cursor.unterminated('$((', from)
    if (cursor.here('(')) open += 1
    else if (cursor.here(')')) {
      // bash: then it was `$( (…)…)`, which it reads when it runs (parse.y, parse_arith_cmd).
      if (open === 0 && cursor.syntax.extended) open = -1
      else if (open === 0) cursor.edit(cursor.at, '\\')
      else open -= 1
    }
    skipInArithmetic(cursor, commands)
    if (open === -1) {
      skipBalanced(cursor, commands, from)
      return
    }
  }
  cursor.at += 2
}

/** dash and FreeBSD's sh do not look at quotes there (mksyntax.c), bash not at braces (parse.y, parse_matched_pair). */
function skipInArithmetic(cursor: Cursor, commands: Commands): void {
  const { extended } = cursor.syntax
  if (extended && cursor.here('"')) skipDouble(cursor, commands)
  else if (extended && cursor.here("'")) skipSingle(cursor)
  else if (extended && cursor.here('${')) cursor.at += 1
  else {
    if (cursor.here("'")) cursor.edit(cursor.at, '\\')
    skipQuoted(cursor, commands)
  }
}

/** Up to the `)` of a `$(` whose commands are not looked at. */
function skipBalanced(cursor: Cursor, commands: Commands, from: number): void {
  for (let open = 1; open > 0; ) {
    if (cursor.ended) cursor.unterminated('$((', from)
    if (cursor.here('(')) open += 1
    else if (cursor.here(')')) open -= 1
    skipInArithmetic(cursor, commands)
  }
}

function skipBraces(cursor: Cursor, commands: Commands, quoted: boolean): void {
  const from = cursor.at
  cursor.at += 2
  // bash 5.3 runs `${ command; }`: before, and elsewhere, it is a bad substitution.
  if (/\s|\|/.test(cursor.text[cursor.at] ?? '')) cursor.force(cursor.at, '_!')
  skipParameter(cursor)
  const literal = skipOperator(cursor, quoted)
  while (!cursor.here('}')) {
    if (cursor.ended) cursor.unterminated(literal && !cursor.document && !cursor.syntax.extended ? '"' : '${', from)
    if (cursor.here("'") && (!literal || cursor.syntax.extended)) skipSingle(cursor)
    else if (cursor.here("'") && cursor.document === null) skipLiteral(cursor)
    else if (cursor.here('"')) skipDouble(cursor, commands)
    else if (cursor.here("$'") && !quoted && cursor.syntax.escapes) skipEscaped(cursor)
    else skipQuoted(cursor, commands)
  }
  cursor.at += 1
}

/** `"${x-it's}"`: to bash that quote would begin something. */
function skipLiteral(cursor: Cursor): void {
  cursor.edit(cursor.at, '"')
  cursor.at += 1
  cursor.edit(cursor.at, '"')
}

/** The operator in `${x…}`, which dash takes whatever it is, and an end of line uncounted. True: quotes stay as they are. */
function skipOperator(cursor: Cursor, quoted: boolean): boolean {
  const { syntax } = cursor
  const at = cursor.here(':') ? cursor.at + 1 : cursor.at
  const operator = cursor.text[at] ?? ''
  const isLength = cursor.text.lastIndexOf('${#', at) === cursor.text.lastIndexOf('${', at)
  if (syntax.extended || operator === '}') return quoted
  if (syntax.lines === 'begun' && (operator === '\n' || operator === '')) {
    cursor.refuse({ kind: 'end of line in substitution' }, at)
  }
  if (operator === '\n' && !isLength) cursor.lost += 1
  // A bad substitution, where bash would read on.
  if (/["'`$(\\]/.test(operator)) cursor.replace(at, '!')
  if (!cursor.ended) cursor.at = at + 1
  return quoted && operator !== '#' && operator !== '%'
}

/** The name in `${#name…}`, or the special parameter. */
function skipParameter(cursor: Cursor): void {
  if (cursor.here('$(') && cursor.syntax.extended) return
  if (cursor.here('#') && !/^#(?:}|[-+=?#%:][^}])/.test(cursor.text.slice(cursor.at, cursor.at + 3))) cursor.at += 1
  NAME.lastIndex = cursor.at
  const name = NAME.exec(cursor.text)
  if (name !== null) cursor.at += name[0].length
  else if (/[@*#?$!0-9-]/.test(cursor.text[cursor.at] ?? '')) cursor.at += 1
}

/** What a shell takes off of a text between backquotes before it reads it, with where each character stood. */
function skipBackquotes(cursor: Cursor, commands: Commands, quoted: boolean): void {
  const from = cursor.at
  const origin: number[] = []
  let text = ''
  for (cursor.at += 1; !cursor.here('`'); cursor.at += 1) {
    if (cursor.ended) cursor.unterminated('`', from)
    if (cursor.here('\\')) {
      const next = cursor.text[cursor.at + 1] ?? ''
      if (next === '\n') {
        cursor.at += 1
        continue
      }
      if ('\\`$'.includes(next) || (quoted && next === '"')) cursor.at += 1
      else {
        text += '\\'
        origin.push(cursor.origin?.[cursor.at] ?? cursor.at)
        cursor.at += 1
      }
      if (cursor.ended) cursor.unterminated('`', from)
    }
    text += cursor.text[cursor.at]
    origin.push(cursor.origin?.[cursor.at] ?? cursor.at)
  }
  cursor.at += 1
  if (cursor.syntax.readsBackquotes) cursor.nested(() => commands.backquoted(text, origin))
}
