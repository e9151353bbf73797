import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsOf, flowed, harmless, inAscii, paragraphs, wrapped } from '../../src/views/wrap.ts'

test('columns: East Asian characters take two, combining ones none', () => {
  expect(['carp', '→×·', '鯉', 'e\u0301', '鯉 carp 🐟'].map(columnsOf)).toEqual([4, 3, 2, 1, 10])
})

test('lines break between words; a number keeps its unit', () => {
  expect(wrapped('last heard skunk1 at 9.273534, 3.078125 s ago (3 × advbase 1 s + 10/256 s)', 26)).toEqual([
    'last heard skunk1 at',
    '9.273534, 3.078125 s ago',
    '(3 × advbase 1 s +',
    '10/256 s)',
  ])
  expect(wrapped('\u00e9n-longue-phrase', 8)).toEqual(['én-longu', 'e-phrase'])
  expect(wrapped('', 8)).toEqual([''])
})

test('no row is too wide, and nothing is lost but spaces', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '1', ' ', ' s', '鯉', 'e\u0301', '-') })
  fc.assert(
    fc.property(text, fc.integer({ min: 4, max: 40 }), (line, columns) => {
      const rows = wrapped(line, columns)
      for (const row of rows) expect(columnsOf(row)).toBeLessThanOrEqual(columns)
      expect(rows.join('').replaceAll(' ', '')).toBe(line.replaceAll(' ', ''))
    }),
  )
})

test('phrases stay whole', () => {
  expect(flowed(['one', 'two', 'three'], ' · ', 9)).toEqual(['one · two', 'three'])
})

test('prose flows, what is laid out stays', () => {
  expect(paragraphs('one\ntwo\n\n- a\n- b\n\nthree\n')).toEqual(['one two', '', '- a', '- b', '', 'three'])
})

test('what drives a terminal does not, and tabs are spaces', () => {
  expect(harmless('\u001b[2J\u0007\u202e\tx')).toBe('?[2J??  x')
  expect(inAscii('3 × 1 s → “µ” 鯉')).toBe('3 x 1 s -> "u" ?')
})
