import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ActiveMap } from '../../../src/services/hast/activemap.ts'
import { humanSize, humanTime } from '../../../src/services/hast/sizes.ts'

const NONE: ReadonlySet<number> = new Set()

test('an extent is dirty while something is written to it, and marked on the disk for longer', () => {
  const map = new ActiveMap(10, 2, NONE)
  expect(map.begins(1)).toBe(true)
  expect([map.dirty, [...map.marks]]).toEqual([1, [1]])
  expect(map.begins(1)).toBe(false)
  expect([map.isWritten(1), map.isWritten(1), map.dirty, [...map.marks]]).toEqual([false, false, 0, [1]])
  // Two are kept: the third one takes the place of the one that was written to longest ago.
  map.begins(2)
  map.begins(1)
  map.begins(3)
  for (const extent of [2, 1, 3]) map.isWritten(extent)
  expect([...map.marks].sort()).toEqual([1, 3])
})

test('what did not reach both is dirty until it is copied, and the first such one is next', () => {
  const map = new ActiveMap(10, 2, new Set([7]))
  expect([map.next, map.dirty, map.left]).toEqual([7, 1, 1])
  map.begins(4)
  expect([map.needsCopy(4), map.needsCopy(4), map.isWritten(4)]).toEqual([true, false, false])
  expect([map.next, map.dirty]).toEqual([4, 2])
  expect(map.isCopied(4)).toBe(true)
  map.merge([2, 99])
  expect([map.next, map.left]).toEqual([2, 2])
  map.isCopied(2)
  map.isCopied(7)
  expect([map.next, map.dirty, map.left]).toEqual([undefined, 0, 0])
})

/** What is done to a map, in an order that can be: what is written was begun. */
const acts = fc.array(fc.tuple(fc.constantFrom('begin', 'end', 'miss', 'copy'), fc.nat(7)), { maxLength: 80 })

test('it counts as a list of all that is open does', () => {
  fc.assert(
    fc.property(acts, (all) => {
      const map = new ActiveMap(8, 3, NONE)
      const open = Array.from({ length: 8 }, () => 0)
      const missed = new Set<number>()
      for (const [act, extent] of all) {
        if (act === 'begin') map.begins(extent)
        if (act === 'begin') open[extent]! += 1
        if (act === 'end' && open[extent]! > 0) {
          map.isWritten(extent)
          open[extent]! -= 1
        }
        if (act === 'miss') map.needsCopy(extent)
        if (act === 'miss') missed.add(extent)
        if (act === 'copy') map.isCopied(extent)
        if (act === 'copy') missed.delete(extent)
        const dirty = open.flatMap((count, at) => (count > 0 || missed.has(at) ? [at] : []))
        expect(map.dirty).toBe(dirty.length)
        expect(dirty.every((one) => map.marks.has(one))).toBe(true)
        expect(map.next).toBe([...missed].sort()[0])
      }
    }),
  )
})

test.each([
  [0, '0B'],
  [512, '512B'],
  [2_097_152, '2.0MB'],
  [10_276_044, '9.8MB'],
  [10_485_760, '10MB'],
  [536_866_304, '512MB'],
  [10_200_547_328, '9.5GB'],
])('%i bytes are %s', (bytes, text) => {
  expect(humanSize(bytes)).toBe(text)
})

test('times are shown in seconds, and from a minute on in minutes, too', () => {
  expect([
    humanTime(3_249_000, 1),
    humanTime(2_900_000, 0),
    humanTime(171_000_000, 1),
    humanTime(3_600_000_000, 1),
  ]).toEqual(['3.2s', '2s', '2m51s', '1h'])
})
