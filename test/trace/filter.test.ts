import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SECOND } from '../../src/time.ts'
import { filterOf } from '../../src/trace/filter.ts'
import { matches, type Pattern, parsePattern } from '../../src/trace/pattern.ts'
import type { Body } from '../../src/trace/record.ts'
import { sentence } from './expected.ts'
import { becomes, castOf, type Happening, power, traceOf } from './records.ts'

const advert: Body = {
  kind: 'advert',
  family: 'inet',
  host: 'b',
  interface: 'em0',
  vhid: 1,
  advbase: 1,
  advskew: 0,
  packet: {} as never,
}

const STORY: readonly Happening[] = [
  [0, power('a', 'on')],
  [0, power('b', 'on')],
  [0, becomes('a', 'INIT', 'BACKUP')],
  [0, becomes('b', 'INIT', 'BACKUP')],
  [3, becomes('a', 'BACKUP', 'MASTER')],
  [10, { kind: 'fault', verb: 'crash', target: 'a.em0', text: 'a loses power' }],
  [10, power('a', 'off')],
  [12, becomes('b', 'BACKUP', 'MASTER')],
  [12, advert],
  [13, { kind: 'log', host: 'b', line: 'carp0: BACKUP -> MASTER' }],
]

/** Which records of the story pass: a letter each. */
function kept(text: string): string {
  const trace = traceOf(castOf('a', 'b'), 20, STORY)
  const passes = filterOf(sentence(text), trace)
  return trace.records.map((record, i) => (passes(record) ? 'abcdefghij'[i] : '')).join('')
}

test.each([
  ['a', 'acefg'],
  ['b', 'bdhij'],
  ['any', 'abcdefghij'],
  ['lan/1', 'cdefhi'],
  ['b.em0/1', 'dhi'],
  ['a becomes MASTER', 'e'],
  ['somebody becomes BACKUP', 'cd'],
  ['b advertises', 'i'],
  ['log of b matches /MASTER/', 'j'],
  ['a fault happens', 'f'],
  ['faults', 'f'],
  ['transitions of b', 'dh'],
  ['fail-overs', 'h'],
  ['hand-overs', ''],
  ['a is MASTER', 'eg'],
  ['a is not MASTER', 'eg'],
  ['nobody is MASTER', 'egh'],
  ['longest nobody is MASTER', 'egh'],
  ['a is on', 'ag'],
  ['two MASTERs', ''],
])('the records that %s is about: %s', (text, letters) => {
  expect(kept(text)).toBe(letters)
})

test.each([
  ['preempting', 'a preempting b', true],
  ['^a', 'ba', false],
  ['^a|b$', 'cab', true],
  ['a$', 'aab', false],
  ['^ab$', 'abb', false],
  ['^a.*b$', 'a and b', true],
  ['^ab.*b$', 'ab', false],
  ['a.c', 'xabcx', true],
  ['a\\.c', 'abc', false],
  ['\\(more\\)', 'x (more) y', true],
  ['', 'anything', true],
])('the pattern /%s/ in "%s": %s', (pattern, line, found) => {
  expect(matches(parsePattern(pattern) as Pattern, line)).toBe(found)
})

test('a pattern finds what a regular expression finds', () => {
  const piece = fc.constantFrom('a', 'b', '.', '.*', '\\.', '|', 'ab')
  const pattern = fc
    .tuple(fc.boolean(), fc.array(piece, { maxLength: 6 }), fc.boolean())
    .map(([start, pieces, end]) => `${start ? '^' : ''}${pieces.join('')}${end ? '$' : ''}`)
  fc.assert(
    fc.property(pattern, fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 }), (text, line) => {
      expect(matches(parsePattern(text) as Pattern, line)).toBe(new RegExp(text).test(line))
    }),
    { numRuns: 1_000 },
  )
})

test('no pattern takes long, whatever the line', () => {
  const started = performance.now()
  const pattern = parsePattern('.*a'.repeat(60)) as Pattern
  expect(matches(pattern, 'a'.repeat(59) + 'b'.repeat(100_000))).toBe(false)
  expect(performance.now() - started).toBeLessThan(SECOND / 1_000)
})
