import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Random, type Stream } from '../../src/engine/random.ts'

function draws(stream: Stream, count: number): number[] {
  return Array.from({ length: count }, () => stream.uint32())
}

test('known numbers, the same on every machine and for ever', () => {
  const random = new Random('1')
  expect(draws(random.stream('loss lan'), 3)).toEqual([1327658715, 1347421355, 777237411])
  expect(draws(random.stream('counter a'), 3)).toEqual([3511457337, 3633907915, 161606584])
  const tens = random.stream('jitter lan')
  expect(Array.from({ length: 12 }, () => tens.below(10))).toEqual([3, 4, 5, 6, 0, 2, 0, 5, 4, 7, 0, 8])
  expect(draws(new Random('2').stream('loss lan'), 3)).toEqual([1247347879, 4034675776, 2815665255])
})

test('draws of one stream shift no other', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), fc.nat(20), (seed, label, other, more) => {
      fc.pre(label !== other)
      const alone = draws(new Random(seed).stream(label), 10)
      const random = new Random(seed)
      draws(random.stream(other), more)
      const first = draws(random.stream(label), 5)
      draws(random.stream(other), more)
      expect([...first, ...draws(random.stream(label), 5)]).toEqual(alone)
    }),
  )
})

test('a stream that is asked for again goes on', () => {
  const random = new Random('seed')
  const first = random.stream('a')
  expect(random.stream('a')).toBe(first)
  expect(random.stream('b')).not.toBe(first)
})

test('after a reset all begins anew', () => {
  const random = new Random('one')
  const before = draws(random.stream('a'), 5)
  random.reset('two')
  expect(draws(random.stream('a'), 5)).not.toEqual(before)
  random.reset('one')
  expect(draws(random.stream('a'), 5)).toEqual(before)
})

test('below stays in range and is whole, uint32 has 32 bits', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 2 ** 31 }), (seed, count) => {
      const stream = new Random(seed).stream('x')
      for (let i = 0; i < 20; i++) {
        const drawn = stream.below(count)
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn < count).toBe(true)
        const bits = stream.uint32()
        expect(Number.isInteger(bits) && bits >= 0 && bits < 2 ** 32).toBe(true)
      }
    }),
  )
})

test('draws are spread evenly, chances come as often as they should', () => {
  const stream = new Random('even').stream('x')
  const hits = new Array<number>(8).fill(0)
  for (let i = 0; i < 80_000; i++) hits[stream.below(8)]! += 1
  // 10,000 expected, 94 is one standard deviation.
  for (const count of hits) expect(Math.abs(count - 10_000)).toBeLessThan(400)
  let often = 0
  for (let i = 0; i < 80_000; i++) if (stream.chance(0.25)) often += 1
  expect(Math.abs(often - 20_000)).toBeLessThan(500)
  expect(stream.chance(0)).toBe(false)
  expect(stream.chance(1)).toBe(true)
})
