import fc from 'fast-check'
import { expect, test } from 'vitest'
import { interval, intervalOf, MAX_SKEW, shorter } from '../../src/carp/interval.ts'
import { skewMicros } from '../../src/trace/interval.ts'

// FreeBSD 9.3, section 3 of its specification: what the C division gives.
test.each([
  [0, 0],
  [1, 3_906],
  [10, 39_062],
  [30, 117_187],
  [100, 390_625],
  [150, 585_937],
  [240, 937_500],
  [254, 992_187],
  [255, 996_093],
  [-5, -19_531],
  [-1, -3_906],
])('a skew of %i is %i microseconds', (advskew, micros) => {
  expect(skewMicros(advskew)).toBe(micros)
})

test('an interval is base and skew', () => {
  expect(interval(1, 0)).toBe(1_000_000)
  expect(interval(3, 100)).toBe(3_390_625)
  expect(interval(0, 7)).toBe(27_343)
  expect(interval(1, -5)).toBe(980_469)
  expect(intervalOf(255, 255)).toEqual({ seconds: 255, micros: 996_093 })
  expect(MAX_SKEW).toBe(240)
})

const base = fc.nat(255)
const skew = fc.integer({ min: -50, max: 255 })

test('the shorter of two: bases first, then skews, and of equals neither', () => {
  fc.assert(
    fc.property(base, skew, base, skew, (a, b, c, d) => {
      expect(shorter(a, b, c, d)).toBe(a < c || (a === c && b < d && skewMicros(b) !== skewMicros(d)))
      expect(shorter(a, b, a, b)).toBe(false)
      expect(shorter(a, b, c, d) && shorter(c, d, a, b)).toBe(false)
    }),
  )
})

test('a skew of a byte never reaches a second, and no two of them are equal', () => {
  const all = Array.from({ length: 256 }, (_, advskew) => skewMicros(advskew))
  expect(new Set(all).size).toBe(256)
  expect(all).toEqual(all.toSorted((a, b) => a - b))
  expect(all.at(-1)).toBeLessThan(1_000_000)
})

test('a shorter base wins over any skew', () => {
  expect(shorter(1, 255, 2, 0)).toBe(true)
  expect(shorter(2, 0, 1, 255)).toBe(false)
})
