import fc, { type Arbitrary } from 'fast-check'

// Words of scripts, in every way to quote and to expand that POSIX knows. Whatever they read is there or is an error.

export const VARIABLE: Arbitrary<string> = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const TEXT = fc.constantFrom(
  'x',
  'yz',
  '1',
  '02',
  '7',
  '-3',
  'a b',
  ' lead',
  'trail ',
  'x.y.z',
  'a:b::c',
  '*',
  '?z',
  '[xy]',
  '~',
  'p/q/r',
  "it's",
  'q"q',
  '$',
  '\\',
  '-n',
  '',
)
const PLAIN = fc.constantFrom(
  'x',
  'yz',
  '1',
  '02',
  '7',
  '-3',
  'xyx',
  'abab',
  'p/q',
  'x.y.z',
  'a:b',
  'n',
  '-n',
  '=',
  '{a,b}',
  '~',
)
const GLOB = fc.constantFrom(
  '*',
  '?',
  'x*',
  '*y',
  '[xy]*',
  '[!x]*',
  '.*',
  '*.*',
  'n*m',
  '\\*',
  '"*"',
  '"x"*',
  '[x',
  'x]',
  '[a-c]?',
  '*/*',
)
/** Patterns for `#` and `%`, and for case. */
export const PATTERN: Arbitrary<string> = fc.oneof(
  PLAIN,
  fc.constantFrom(
    '*',
    '?',
    'x*',
    '*x',
    '*.',
    '.*',
    '?*',
    '[xy]',
    '[!x]',
    '[a-z]*',
    '*[0-9]',
    '"*"',
    '\\*',
    '*:',
    ':*',
    '[]x]',
    '*"y"*',
    '[[:digit:]]',
    '[[:alpha:]]*',
  ),
  VARIABLE.map((name) => `$${name}`),
  VARIABLE.map((name) => `"$${name}"`),
)
const NUMBER = fc.constantFrom('0', '1', '2', '3', '7', '10', '-1', '0x1f', '017', '100')
const OPERATOR = fc.constantFrom(
  '+',
  '-',
  '*',
  '/',
  '<',
  '<=',
  '>',
  '>=',
  '==',
  '!=',
  '&',
  '|',
  '^',
  '<<',
  '>>',
  '&&',
  '||',
)

export const ARITHMETIC: Arbitrary<string> = fc.letrec<{ sum: string; term: string }>((tie) => ({
  sum: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    tie('term'),
    fc.tuple(tie('sum'), OPERATOR, tie('term')).map((parts) => parts.join(' ')),
    fc.tuple(tie('term'), tie('term'), tie('sum')).map(([test, then, otherwise]) => `${test} ? ${then} : ${otherwise}`),
    fc
      .tuple(fc.constantFrom('n', 'm'), fc.constantFrom('=', '+=', '-=', '*='), tie('sum'))
      .map((parts) => `(${parts.join('')})`),
  ),
  term: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    NUMBER,
    fc.constantFrom('n', 'm', '$n', 'nothing', '$#', '${n}', '${nothing:-4}'),
    fc.tuple(fc.constantFrom('-', '+', '!', '~'), tie('term')).map((parts) => parts.join(' ')),
    tie('sum').map((inner) => `(${inner})`),
  ),
})).sum

/** What stands behind the name in `${a…}`. */
function operation(word: Arbitrary<string>): Arbitrary<string> {
  const operand = fc.tuple(fc.constantFrom('-', ':-', '=', ':=', '+', ':+'), word)
  const pattern = fc.tuple(fc.constantFrom('#', '##', '%', '%%'), PATTERN)
  return fc.oneof({ arbitrary: operand, weight: 3 }, { arbitrary: pattern, weight: 3 }).map((parts) => parts.join(''))
}

const SPECIAL = fc.constantFrom(
  '$#',
  '$?',
  '$1',
  '$2',
  '${3}',
  '$9',
  '$*',
  '$@',
  '${#}',
  '${#1}',
  '${1-none}',
  '${2:+two}',
  '$0x',
)
const QUOTED_SPECIAL = fc.constantFrom('$@', '$*', '${@}', 'x$@y', '$#', '$1', '${1#?}', '${*-none}', '${@:+some}')

function expansion(word: Arbitrary<string>): Arbitrary<string> {
  return fc.oneof(
    { arbitrary: VARIABLE.map((name) => `$${name}`), weight: 4 },
    { arbitrary: VARIABLE.map((name) => `\${${name}}`), weight: 1 },
    { arbitrary: VARIABLE.map((name) => `\${#${name}}`), weight: 1 },
    { arbitrary: fc.tuple(VARIABLE, operation(word)).map(([name, rest]) => `\${${name}${rest}}`), weight: 4 },
    { arbitrary: ARITHMETIC.map((inner) => `$((${inner}))`), weight: 2 },
  )
}

/** Between double quotes: no quotes of its own, no braces that would end others. */
const INNER = fc.oneof(
  fc.constantFrom('x', ' ', 'a b', '1', '*', '\\$', '\\\\', '\\"', '\\x', '~', ':'),
  VARIABLE.map((name) => `$${name}`),
)

const quotes: readonly Arbitrary<string>[] = [
  TEXT.map((text) => `'${text.replaceAll("'", '')}'`),
  fc
    .array(fc.oneof(INNER, expansion(fc.constantFrom('x', 'a b', '*', '$b', '\\}'))), { maxLength: 4 })
    .map((parts) => `"${parts.join('')}"`),
  QUOTED_SPECIAL.map((special) => `"${special}"`),
  fc.constantFrom('\\*', '\\ ', '\\$', "\\'", '\\"', '\\\\', '\\q', '\\~'),
]

/** A word; `commands`: what may stand in a command substitution. */
export function wordOf(commands: Arbitrary<string>): Arbitrary<string> {
  const part = fc.oneof(
    { arbitrary: PLAIN, weight: 5 },
    { arbitrary: fc.oneof(...quotes), weight: 5 },
    { arbitrary: expansion(fc.oneof(PLAIN, ...quotes)), weight: 5 },
    { arbitrary: SPECIAL, weight: 2 },
    { arbitrary: GLOB, weight: 1 },
    { arbitrary: commands.map((inner) => `$(${inner})`), weight: 1 },
    { arbitrary: commands.map((inner) => `"$(${inner})"`), weight: 1 },
    { arbitrary: commands.filter((inner) => !/[\\`]/.test(inner)).map((inner) => `\`${inner}\``), weight: 1 },
  )
  return fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''))
}
