import { expect, test } from 'vitest'
import { bash } from '../../src/shell/dialects/bash.ts'
import { dash } from '../../src/shell/dialects/dash.ts'
import { freebsdSh } from '../../src/shell/dialects/freebsd-sh.ts'
import { DEEPEST } from '../../src/shell/syntax/cursor.ts'
import { check, LONGEST, parseScript } from '../../src/shell/syntax/parse.ts'

const SHELLS = { dash, bash, freebsd: freebsdSh }

/** What each shell says of a script; who does not mind is left out. */
function said(script: string): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [name, dialect] of Object.entries(SHELLS)) {
    for (const fault of check(script, dialect)) result[name] = dialect.syntaxError(fault, { name: 'f.sh', line: 0 })
  }
  return result
}

const near = (line: number, token: string, text: string) =>
  `f.sh: line ${line}: syntax error near unexpected token \`${token}'\nf.sh: line ${line}: \`${text}'`
const ash = (line: number, text: string) => `f.sh: ${line}: Syntax error: ${text}`

const REFUSED: readonly [string, Record<string, string>][] = [
  ['if true; then\nfi', { dash: ash(2, '"fi" unexpected'), bash: near(2, 'fi', 'fi') }],
  ['{\n}', { dash: ash(2, '"}" unexpected'), bash: near(2, '}', '}') }],
  ['( )', { dash: ash(1, '")" unexpected'), bash: near(1, ')', '( )') }],
  ['for i in a; do\ndone', { dash: ash(2, '"done" unexpected'), bash: near(2, 'done', 'done') }],
  [
    'if; then :; fi',
    { dash: ash(1, '";" unexpected'), bash: near(1, ';', 'if; then :; fi'), freebsd: ash(1, '";" unexpected') },
  ],
  [
    'while\ndo :; done',
    { dash: ash(2, '"do" unexpected'), bash: near(2, 'do', 'do :; done'), freebsd: ash(2, '"do" unexpected') },
  ],
  [
    'PASSWORD=<password>\n',
    {
      dash: ash(2, 'newline unexpected'),
      bash: near(1, 'newline', 'PASSWORD=<password>'),
      freebsd: ash(1, 'newline unexpected (expecting word)'),
    },
  ],
  [
    'if true\nfi',
    {
      dash: ash(2, '"fi" unexpected (expecting "then")'),
      bash: near(2, 'fi', 'fi'),
      freebsd: ash(2, '"fi" unexpected (expecting "then")'),
    },
  ],
  [
    'echo "a\n\n',
    {
      dash: ash(3, 'Unterminated quoted string'),
      bash: 'f.sh: line 1: unexpected EOF while looking for matching `"\'',
      freebsd: ash(1, 'Unterminated quoted string'),
    },
  ],
  [
    'if true; then echo\n',
    {
      dash: ash(2, 'end of file unexpected (expecting "fi")'),
      bash: 'f.sh: line 2: syntax error: unexpected end of file',
      freebsd: ash(2, 'end of file unexpected (expecting "fi")'),
    },
  ],
  ['f() echo hi\nf', { bash: near(1, 'echo', 'f() echo hi') }],
  ['! ! true', { dash: ash(1, '"!" unexpected') }],
  ['true | ! false', { dash: ash(1, '"!" unexpected'), bash: near(1, '!', 'true | ! false') }],
  ['case x in x) a ;& y) ;; esac', { dash: ash(1, '"&" unexpected') }],
  ['[[ a && b ]]', {}],
  ['a=(1 2)', { dash: ash(1, '"(" unexpected'), freebsd: ash(1, 'word unexpected (expecting ")")') }],
  ['cat <(x)', { dash: ash(1, '"(" unexpected'), freebsd: ash(1, '"(" unexpected (expecting word)') }],
  ['cat <<<x', { dash: ash(1, 'redirection unexpected'), freebsd: ash(1, 'redirection unexpected (expecting word)') }],
  ['function f { :; }', { dash: ash(1, '"}" unexpected'), freebsd: ash(1, '"}" unexpected') }],
  [
    'export() { :; }',
    { dash: ash(1, 'Bad function name'), freebsd: ash(1, 'Cannot override a special builtin with a function') },
  ],
  ['for 1 in a; do :; done', { dash: ash(1, 'Bad for loop variable'), freebsd: ash(1, 'Bad for loop variable') }],
  [
    'case x in\na b) ;; esac',
    {
      dash: ash(2, 'word unexpected (expecting ")")'),
      bash: near(2, 'b', 'a b) ;; esac'),
      freebsd: ash(2, 'word unexpected (expecting ")")'),
    },
  ],
  [
    'a\necho $(\nfi)',
    {
      dash: ash(3, '"fi" unexpected (expecting ")")'),
      bash: near(3, 'fi', 'fi)'),
      freebsd: `${ash(3, '"fi" unexpected (expecting ")")')}\n${ash(2, 'Error in command substitution')}`,
    },
  ],
  ['\n\necho `\nfi`', { freebsd: `${ash(2, '"fi" unexpected')}` }],
]

test.each(REFUSED)('each shell says of %j in its own words what it refuses', (script, expected) => {
  expect(said(script)).toEqual(expected)
})

test('what stands in lines before a fault is there to run', () => {
  const { commands, fault } = parseScript('a; b\nif c\nthen d; fi\ne; f )\ng\n', dash)
  expect(commands).toHaveLength(3)
  expect(fault).toMatchObject({ line: 4, column: 6 })
})

test('FreeBSD’s sh reads an empty then, and goes on', () => {
  const { commands, fault } = parseScript('if a\nthen\nelse\n  b\nfi\nc\n', freebsdSh)
  expect(fault).toBeNull()
  expect(commands.map(({ command }) => command.type)).toEqual(['If', 'Command'])
})

test.each([
  ['[[ a && b ]]', '\\[[ a && b ]]'],
  ['((a))', '( (a))'],
  ['a &>b', 'a & >b'],
  ["a $'b'", "a \\$'b'"],
  ['a $"b"', 'a \\$"b"'],
  ['a {b,c} "{d,e}"', 'a \\{b,c} "{d,e}"'],
  ['a+=1 b', 'a\\+=1 b'],
  ['a 12>b', 'a 12 >b'],
  ['select x', '\\select x'],
  ['a `b {c,d}`', 'a `b \\\\{c,d}`'],
  ['a `b; fi c` d', 'a `b; ` d'],
])('dash reads %j otherwise than bash', (script, text) => {
  expect(parseScript(script, dash)).toMatchObject({ fault: null, text })
})

test('a script may be so long and so deep, and no more', () => {
  expect(check('a'.repeat(LONGEST), dash)).toEqual([])
  expect(check('a'.repeat(LONGEST + 1), dash)).toMatchObject([{ why: { kind: 'too long' } }])
  expect(parseScript('a\n', dash, 1).fault).toMatchObject({ why: { kind: 'too long', most: 1 } })
  for (const dialect of Object.values(SHELLS)) {
    for (const [open, close] of [
      ['$(', ')'],
      ['( ', ' )'],
      ['{ ', ' ;}'],
      ['"${x-', '}"'],
      ['$((', '))'],
      ['if ', ''],
    ]) {
      const levels = Math.floor(60_000 / (open!.length + close!.length))
      expect(check(`a\n${open!.repeat(levels)}b${close!.repeat(levels)}`, dialect)).toMatchObject([
        { line: 2, why: { kind: 'too deep', most: DEEPEST } },
      ])
    }
  }
})
