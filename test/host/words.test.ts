import { expect, test } from 'vitest'
import { atoi, integer } from '../../src/host/commands/numbers.ts'
import { readOptions } from '../../src/host/commands/options.ts'
import { splitWords } from '../../src/host/commands/words.ts'

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
])('%j is %j', (line, words) => {
  expect(splitWords(line)).toEqual(words)
})

test.each([
  ['a; b', ';'],
  ['a | b', '|'],
  ['a || b', '||'],
  ['a && b', '&&'],
  ['a > b', '>'],
  ['a < b', '<'],
  ['a $b', '$'],
  ['a "$b"', '$'],
  ['a `b`', '`'],
  ['a "`b`"', '`'],
  ['(a)', '('],
  ['a\nb', 'a second line'],
  ['A=b c', 'A=b'],
  ['if a', 'if'],
  ['! a', '!'],
])('%j needs a shell, for %s', (line, what) => {
  expect(splitWords(line)).toBe(`${what}: only simple commands run here, scripts come later`)
})

test.each([`a 'b`, `a "b`, 'a "b\\"'])('%j has an open quote', (line) => {
  expect(splitWords(line)).toBe('Syntax error: Unterminated quoted string')
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
