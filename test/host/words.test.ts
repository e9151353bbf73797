import fc from 'fast-check'
import { expect, test } from 'vitest'
import { atoi, integer } from '../../src/host/commands/numbers.ts'
import { readOptions } from '../../src/host/commands/options.ts'
import { readList } from '../../src/host/commands/words.ts'

test.each([
  ['', []],
  ['  \t ', []],
  ['ifconfig carp0 up', ['ifconfig', 'carp0', 'up']],
  ['\tifconfig  em0\tdown \n', ['ifconfig', 'em0', 'down']],
  [`pass 'a b' ""`, ['pass', 'a b', '']],
  [`pass se"cr"'et'`, ['pass', 'secret']],
  ['pass a\\ b\\\\', ['pass', 'a b\\']],
  [`pass "a\\"b\\$c\\d"`, ['pass', 'a"b$c\\d']],
  [`pass '$HOME; | \\ "'`, ['pass', '$HOME; | \\ "']],
  ['pass a#b # c', ['pass', 'a#b']],
  ['# all', []],
  ['ls *', ['ls', '*']],
  ['pass grün', ['pass', 'grün']],
  ['a \\\n b', ['a', 'b']],
])('%j is one command: %j', (line, words) => {
  const list = readList(line)
  expect(typeof list === 'string' ? list : list.map((command) => command.words)).toEqual(
    words.length > 0 ? [words] : [],
  )
})

test.each([
  ['a; b', 'a ; b'],
  ['a;b;', 'a ; b'],
  ['a || b', 'a || b'],
  ['a && b', 'a && b'],
  ['a&&b||c', 'a && b || c'],
  ['a && # then\n\n b', 'a && b'],
  ['# first\na\n\n# second\nb # c\n', 'a ; b # c'],
  ["a '&& b' \\; c", "a '&& b' \\; c"],
])('%j is a list', (text, told) => {
  const list = readList(text)
  if (typeof list === 'string') throw new Error(list)
  expect(list.map(({ after, line }, i) => (i === 0 ? line : `${after} ${line}`)).join(' ')).toBe(told)
})

test.each([
  ['a | b', '|'],
  ['a > b', '>'],
  ['a & b', '&'],
  ['a < b', '<'],
  ['a $b', '$'],
  ['a "$b"', '$'],
  ['a && "$b"', '$'],
  ['a `b`', '`'],
  ['a "`b`"', '`'],
  ['(a)', '('],
  ['A=b c', 'A=b'],
  ['a; if a', 'if'],
  ['! a', '!'],
])('%j needs a shell, for %s', (line, what) => {
  expect(readList(line)).toBe(`${what}: only lists of simple commands run here, scripts come later`)
})

test.each([`a 'b`, `a "b`, 'a "b\\"', 'a && b "'])('%j has an open quote', (line) => {
  expect(readList(line)).toBe('Syntax error: Unterminated quoted string')
})

test.each([
  ['a &&', 'end of file unexpected'],
  ['a ||\n', 'end of file unexpected'],
  ['&& a', '"&&" unexpected'],
  ['a && && b', '"&&" unexpected'],
  ['; a', '";" unexpected'],
  ['a ; ; b', '";" unexpected'],
  ['a ;; b', '";;" unexpected'],
  ['a || ; b', '";" unexpected'],
])('%j: a command is missing', (line, why) => {
  expect(readList(line)).toBe(`Syntax error: ${why}`)
})

test('whatever is typed, a list comes to an end, and its commands are what was typed', () => {
  const pieces = fc.constantFrom(
    'a',
    ' ',
    '&&',
    '||',
    ';',
    '\n',
    "'",
    '"',
    '\\',
    '#',
    '|',
    '$',
    'ifconfig carp0 up',
    '\\\n',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (all) => {
      const text = all.join('')
      const list = readList(text)
      if (typeof list === 'string') return list.length > 0
      return list.every(({ words, line }) => words.length > 0 && text.includes(line))
    }),
  )
})

test('options are read as getopt reads them', () => {
  const read = (...args: string[]) => {
    const options = readOptions(args, 'nsp:')
    return options && [Object.fromEntries(options.given), options.rest]
  }
  expect(read('-s', '-p', 'carp', 'x', '-n')).toEqual([{ s: '', p: 'carp' }, ['x', '-n']])
  expect(read('-spcarp')).toEqual([{ s: '', p: 'carp' }, []])
  expect(read('-n', '--', '-s')).toEqual([{ n: '' }, ['-s']])
  expect(read('-', '-s')).toEqual([{}, ['-', '-s']])
  expect(read('-p')).toBeUndefined()
  expect(read('-x')).toBeUndefined()
  expect(read('-:')).toBeUndefined()
})

test('numbers are read as atoi and strtol read them', () => {
  expect(['12', ' -5x', 'x', '', '+7'].map(atoi)).toEqual([12, -5, 0, 0, 7])
  expect(['12', '-5', '0x1F', '017', '0', '08', '1x', ''].map(integer)).toEqual([
    12,
    -5,
    31,
    15,
    0,
    undefined,
    undefined,
    undefined,
  ])
})
