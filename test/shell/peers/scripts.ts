import fc, { type Arbitrary } from 'fast-check'
import { ARITHMETIC, PATTERN, VARIABLE, wordOf } from './words.ts'

// Scripts whose output is the same each time in a real shell: their loops end, their background processes write to a
// file and are waited for, and what writes into `head` has written before it ends.

const FILE = fc.constantFrom('x', 'xy', 'x.y', 'y1', 'n m')
const quotedFile = FILE.map((name) => `'${name}'`)
const many = (items: Arbitrary<string>, minLength: number, maxLength: number) =>
  fc.array(items, { minLength, maxLength }).map((parts) => parts.join(' '))

interface Parts {
  readonly word: Arbitrary<string>
  readonly simple: Arbitrary<string>
  readonly list: Arbitrary<string>
}

const TESTS = fc.constantFrom('-z', '-n', '-e', '-f', '-d', '-s', '-r', '!')
const COMPARES = fc.constantFrom('=', '!=', '-eq', '-ne', '-lt', '-le', '-gt', '-ge')

function condition({ word }: Pick<Parts, 'word'>): Arbitrary<string> {
  const safe = word.map((text) => `"\${q-${/^[a-z0-9]+$/.test(text) ? text : 'z'}}"`)
  return fc.oneof(
    {
      arbitrary: fc
        .tuple(fc.constantFrom('[', 'test'), TESTS, fc.oneof(safe, quotedFile))
        .map(([name, test, operand]) => bracketed(name, `${test} ${operand}`)),
      weight: 3,
    },
    {
      arbitrary: fc
        .tuple(fc.constantFrom('[', 'test'), safe, COMPARES, safe)
        .map(([name, left, how, right]) => bracketed(name, `${left} ${how} ${right}`)),
      weight: 2,
    },
    {
      arbitrary: fc
        .tuple(VARIABLE, COMPARES, fc.constantFrom('1', '2', 'x', '""', '"$b"'))
        .map(([name, how, right]) => `[ "$${name}" ${how} ${right} ]`),
      weight: 4,
    },
    { arbitrary: word.map((text) => `[ ${text} ]`), weight: 1 },
    {
      arbitrary: fc.tuple(safe, fc.constantFrom('-a', '-o'), safe).map((parts) => `[ ${parts.join(' ')} ]`),
      weight: 1,
    },
    { arbitrary: fc.constantFrom('true', 'false', ':', '! true', '! false', '(exit 3)'), weight: 4 },
  )
}

function bracketed(name: string, text: string): string {
  return name === '[' ? `[ ${text} ]` : `test ${text}`
}

const FORMATS = fc.constantFrom(
  "'%s\\n'",
  "'%s|%s\\n'",
  "'%d\\n'",
  "'%5s|%-5s|\\n'",
  "'%03d %x\\n'",
  "'%b\\n'",
  "'a\\tb%%\\n'",
  "'%.2s\\n'",
  "'\\101\\n'",
  "'%o\\n'",
)

function simpleOf(word: Arbitrary<string>): Arbitrary<string> {
  const words = (least: number, most: number) => many(word, least, most)
  return fc.oneof(
    { arbitrary: words(0, 4).map((args) => `echo ${args}`), weight: 8 },
    { arbitrary: fc.tuple(FORMATS, words(0, 3)).map(([format, args]) => `printf ${format} ${args}`), weight: 3 },
    { arbitrary: fc.tuple(VARIABLE, word).map(([name, value]) => `${name}=${value}`), weight: 8 },
    { arbitrary: fc.tuple(VARIABLE, word, VARIABLE, word).map(([a, x, b, y]) => `${a}=${x} ${b}=${y}`), weight: 1 },
    { arbitrary: fc.tuple(VARIABLE, word).map(([name, value]) => `${name}=${value} echo "$${name}"`), weight: 1 },
    { arbitrary: words(0, 4).map((args) => `set -- ${args}`), weight: 2 },
    {
      arbitrary: fc.constantFrom(
        'shift',
        'shift 2',
        'shift $#',
        'unset a',
        'unset b c',
        'IFS=:',
        'IFS=',
        'unset IFS',
        "IFS=' x'",
        'export a',
        'set -f',
        'set +f',
        'wait',
        'cd .',
        'pwd >p',
        'true',
        'false',
        ':',
      ),
      weight: 4,
    },
    { arbitrary: fc.tuple(fc.constantFrom('f', 'g', 'h'), words(0, 3)).map((parts) => parts.join(' ')), weight: 4 },
    { arbitrary: ARITHMETIC.map((inner) => `n=$((${inner}))`), weight: 2 },
    {
      arbitrary: fc
        .tuple(simpleOutput(word), fc.constantFrom('>', '>>', '>|'), quotedFile)
        .map((parts) => parts.join(' ')),
      weight: 3,
    },
    { arbitrary: quotedFile.map((name) => `cat ${name} 2>/dev/null`), weight: 2 },
    { arbitrary: fc.tuple(VARIABLE, quotedFile).map(([name, file]) => `read ${name} rest < ${file}`), weight: 1 },
    { arbitrary: word.map((text) => `eval echo ${text.replace(/[`"'\\$(){}*?[\]<>&|;#!]/g, '')}`), weight: 1 },
    {
      arbitrary: fc.constantFrom(
        'echo one >&2',
        'echo two 1>&2',
        '{ echo out; echo err >&2; } 2>&1',
        'echo no 2>&1 >/dev/null',
        'exec 3>t; echo three >&3; exec 3>&-; cat t',
        'command echo x',
        'type echo nosuch 2>/dev/null',
        'command -v echo',
        'alias',
        'times >/dev/null',
        'umask',
        'trap',
        'set -o >/dev/null',
        'kill -0 $$',
        'hash >/dev/null',
      ),
      weight: 2,
    },
    { arbitrary: FAULTS, weight: 1 },
  )
}

function simpleOutput(word: Arbitrary<string>): Arbitrary<string> {
  return many(word, 0, 3).map((args) => `echo ${args}`)
}

/** What goes wrong when it runs. */
const FAULTS = fc.constantFrom(
  'nosuch',
  './nosuch x',
  'cd nodir',
  'cat < nofile',
  'echo > nodir/x',
  'echo ${nothing?gone}',
  'echo ${a:?}',
  'echo $((1/0))',
  'shift 9',
  '. ./nofile',
  'readonly r=1; r=2',
  'exit 3',
  'return 4',
  'break',
  'continue',
  'unset -z',
  'set -z',
  'export 1x',
  'read 1x',
  'test a b c',
  '[ 1 -eq x ]',
  '[ a',
  'printf %d x',
  'eval "fi"',
  'echo ${a!}',
  'local v=1',
  'getopts',
  'trap x NOSUCH',
  'kill -9 x',
  'wait x',
  'shift x',
  'exit x',
  'umask 9',
  'echo >&9',
  'type nosuch',
  'unalias nosuch',
  'cd a b c',
  'exec nosuch',
  '$nothing',
  '"" x',
  'f() { return; }; f 1',
)

function compoundOf({ word, simple, list }: Parts): Arbitrary<string> {
  const test = condition({ word })
  const tested = fc.oneof({ arbitrary: test, weight: 4 }, { arbitrary: simple, weight: 1 })
  return fc.oneof(
    {
      arbitrary: fc
        .tuple(tested, list, fc.option(list))
        .map(([c, t, e]) => `if ${c}\nthen\n${t}\n${e === null ? '' : `else\n${e}\n`}fi`),
      weight: 3,
    },
    {
      arbitrary: fc
        .tuple(tested, list, tested, list)
        .map(([c, t, d, e]) => `if ${c}; then\n${t}\nelif ${d}; then\n${e}\nfi`),
      weight: 1,
    },
    {
      arbitrary: fc
        .tuple(VARIABLE, fc.option(many(word, 0, 3)), list)
        .map(([v, w, l]) => `for ${v} ${w === null ? '' : `in ${w}`}\ndo\n${l}\ndone`),
      weight: 3,
    },
    {
      arbitrary: fc
        .tuple(word, fc.array(fc.tuple(PATTERN, fc.option(PATTERN), list), { minLength: 1, maxLength: 3 }))
        .map(([w, items]) => caseOf(w, items)),
      weight: 3,
    },
    {
      arbitrary: fc
        .tuple(fc.constantFrom('i', 'j'), fc.constantFrom('while', 'until'), list)
        .map(([v, how, l]) => counted(v, how, l)),
      weight: 3,
    },
    { arbitrary: list.map((l) => `(\n${l}\n)`), weight: 2 },
    {
      arbitrary: fc
        .tuple(list, fc.constantFrom('', ' > log', ' 2>&1', ' >> log', ' < /dev/null'))
        .map(([l, to]) => `{\n${l}\n}${to}`),
      weight: 2,
    },
    { arbitrary: fc.tuple(simple, simple).map(([l, r]) => `${l} && ${r}`), weight: 2 },
    { arbitrary: fc.tuple(simple, simple).map(([l, r]) => `${l} || ${r}`), weight: 2 },
    { arbitrary: fc.tuple(test, simple, simple).map(([t, l, r]) => `${t} && ${l} || ${r}`), weight: 2 },
    { arbitrary: test, weight: 1 },
  )
}

type Item = readonly [string, string | null, string]

function caseOf(word: string, items: readonly Item[]): string {
  const lines = items.map(([pattern, or, list]) => `${pattern}${or === null ? '' : ` | ${or}`})\n${list}\n;;`)
  return `case ${word} in\n${lines.join('\n')}\nesac`
}

/** At most three turns: a body cannot set the counter. */
function counted(variable: string, how: string, list: string): string {
  const test = how === 'while' ? `[ $${variable} -lt 3 ]` : `[ $${variable} -ge 3 ]`
  return `${variable}=0\n${how} ${test}; do\n${variable}=$((${variable}+1))\n${list}\ndone`
}

/** Commands that are made of several processes, or of several lines. */
function joinedOf({ word, simple, list }: Parts): Arbitrary<string> {
  // Who reads may end before who writes has: then it has written at once, or not, as it happens.
  const once = simpleOutput(word)
  const output = fc.oneof(
    simpleOutput(word),
    list.map((l) => `{\n${l}\n}`),
  )
  const document = fc.array(
    fc.oneof(
      word.filter((text) => !/[`"]|:?=/.test(text)),
      fc.constantFrom('plain', '$a and ${b-x}', '\\$a \\\\ \\x', '$((n+1)) "q"', "it's", '\ttab'),
    ),
    { maxLength: 3 },
  )
  return fc.oneof(
    output.map((l) => `${l} | cat`),
    fc.tuple(once, list).map(([l, r]) => `${l} | while read a b; do\n${r}\ndone`),
    fc
      .tuple(once, fc.constantFrom('read -r a b', 'IFS=: read a b c', 'read a'))
      .map(([l, how]) => `${l} | { ${how}; echo "$?<$a><$b><$c>"; }`),
    fc.constantFrom('1', '2').map((count) => `printf '%s\\n' p q r s | head -n ${count}`),
    output.map((l) => `! ${l} | cat >/dev/null`),
    fc
      .array(simple, { minLength: 1, maxLength: 3 })
      .map((l) => `{\n${l.join('\n').replace(/^(?:[fgh]|trap)(?= |$)/gm, ':')}\n} > bg & wait $!\necho "$?"; cat bg`),
    fc
      .tuple(document, fc.constantFrom('E', "'E'", '"E"'))
      .map(([lines, end]) => `cat <<${end}\n${lines.map((line) => `${line}\n`).join('')}E`),
    document.map((lines) => `cat <<-E\n${lines.map((line) => `\t${line}\n`).join('')}\tE`),
    document.map(
      (lines) => `while read a b; do echo "<$a|$b>"; done <<E\n${lines.map((line) => `${line}\n`).join('')}E`,
    ),
    fc.constantFrom(
      'set -- -a -b v -z w\nwhile getopts ab: o; do echo "$o ${OPTARG-unset}"; done\necho $OPTIND',
      'while getopts :ab: o -ab; do echo "$o ${OPTARG-unset}"; done',
      'for a in 1 2 3; do for b in 1 2; do [ $b = 2 ] && continue 2; [ $a = 3 ] && break 2; echo $a$b; done; done',
      'for a in 1 2 3; do case $a in 2) continue;; esac; echo $a; done',
    ),
  )
}

const list = fc.letrec<{ word: string; simple: string; list: string; one: string; inner: string }>((tie) => {
  const parts: Parts = { word: tie('word'), simple: tie('simple'), list: tie('list') }
  return {
    inner: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      fc.constantFrom('echo x', "printf 'a b\\n\\n'", 'echo "$a"', 'echo $b; false', ':', 'exit 2', 'f 1'),
      tie('simple'),
    ),
    word: wordOf(
      fc.oneof({ maxDepth: 2, depthSize: 'small' }, fc.constantFrom('echo x y', 'echo "$a"', ':'), tie('inner')),
    ),
    simple: simpleOf(tie('word')),
    one: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      { arbitrary: tie('simple'), weight: 6 },
      { arbitrary: compoundOf(parts), weight: 3 },
      { arbitrary: joinedOf(parts), weight: 2 },
    ),
    list: fc.array(tie('one'), { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n')),
  }
})

/** f calls nobody, g calls f: none calls itself. */
function functionsOf(body: Arbitrary<string>): Arbitrary<string> {
  const calm = body.map((text) => text.replace(/\b([fgh])(?= |$|\))/gm, ':'))
  const one = fc.tuple(
    calm,
    fc.constantFrom('', 'return', 'return 5', 'local a=in; echo "$a"', 'local a; a=1', 'echo "$# $*"'),
  )
  return fc
    .tuple(one, one)
    .map(([[f, x], [g, y]]) => `f() {\n${x}\n${f}\n}\ng() {\n${g}\n${y}\nf "$@" g\n}`.replace(/\n\n+/g, '\n'))
}

const PRELUDE = fc.constantFrom(
  '',
  'set -e',
  'set -u',
  'set -eu',
  "trap 'echo bye $?' EXIT",
  "trap 'echo bye; exit 9' 0",
  'set -e; trap "echo trapped" EXIT',
  'IFS=:',
)
const ENDING = fc.constantFrom(
  '',
  '',
  '',
  'fi',
  'echo "',
  'exit',
  'exit 7',
  '(exit 4)',
  'false',
  'echo $?',
  'if true; then echo y; fi fi',
  ')',
)

/** A whole script. */
export const SCRIPT: Arbitrary<string> = fc
  .tuple(PRELUDE, functionsOf(list.list), fc.array(list.one, { minLength: 1, maxLength: 6 }), ENDING)
  .map(([prelude, functions, lines, ending]) => {
    const files = "echo 1 >y1; echo 'a b c' >x; printf 'l1\\nl2 w\\n' >x.y"
    const values = "a=x b='a b' c= n=2 m=5"
    return `${[files, values, prelude, functions, ...lines, ending].filter((line) => line !== '').join('\n')}\n`
  })
