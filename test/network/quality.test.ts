import { expect, test } from 'vitest'
import type { Quality } from '../../src/network/segment.ts'
import { Lan } from './lan.ts'

const FRAMES = 10_000
/** Longer than any frame is under way. */
const PERIOD = 10_000

/** One station sends to one other, once a period; how late each copy of each frame was. */
function delays(quality: Partial<Quality>, spoil?: (lan: Lan) => void, seed = 'seed'): { lan: Lan; late: number[][] } {
  const lan = new Lan('ab', quality, { seed })
  spoil?.(lan)
  for (let i = 0; i < FRAMES; i++) lan.at(i * PERIOD, () => lan.send('a'))
  lan.run()
  const late: number[][] = Array.from({ length: FRAMES }, () => [])
  for (const heard of lan.heard) {
    const [time, , , frame] = heard.split(' ')
    late[Number(frame) - 1]!.push(Number(time) - (Number(frame) - 1) * PERIOD)
  }
  return { lan, late }
}

/** Within four standard deviations of what is expected. */
function expectShare(count: number, probability: number, of = FRAMES): void {
  const deviation = Math.sqrt(of * probability * (1 - probability))
  expect(Math.abs(count - of * probability)).toBeLessThan(4 * deviation)
}

test('loss loses its share, and each loss is recorded', () => {
  const { lan, late } = delays({ loss: 0.3 })
  const lost = late.filter((copies) => copies.length === 0).length
  expectShare(lost, 0.3)
  expect(lan.trace.counts).toMatchObject({ lost, delivered: FRAMES - lost })
  expect(lan.lost).toHaveLength(lost)
  expect(lan.lost[0]).toMatch(/^(\d+) b loss, of frame \d+$/)
  expect(late.flat().every((delay) => delay === 100)).toBe(true)
})

test('each receiver loses by itself', () => {
  const lan = new Lan('abc', { loss: 0.5 })
  for (let i = 0; i < FRAMES; i++) lan.at(i, () => lan.send('a'))
  lan.run()
  const arrivals = new Map<string, number>()
  for (const heard of lan.heard) {
    const [, , ...frame] = heard.split(' ')
    arrivals.set(frame.join(' '), (arrivals.get(frame.join(' ')) ?? 0) + 1)
  }
  const both = [...arrivals.values()].filter((count) => count === 2).length
  expectShare(both, 0.25)
})

test('total loss lets nothing through', () => {
  expect(delays({ loss: 1 }).lan.heard).toEqual([])
})

test('a duplicate is one more copy, drawn for itself', () => {
  const { late } = delays({ duplicate: 0.2, jitter: 50 })
  const doubled = late.filter((copies) => copies.length === 2)
  expectShare(doubled.length, 0.2)
  expect(late.every((copies) => copies.length === 1 || copies.length === 2)).toBe(true)
  expect(doubled.some(([first, second]) => first !== second)).toBe(true)
})

test('jitter is spread evenly from 0 to less than what it says', () => {
  const { late } = delays({ latency: 1_000, jitter: 100 })
  const extra = late.map(([delay]) => delay! - 1_000)
  expect(Math.min(...extra)).toBe(0)
  expect(Math.max(...extra)).toBe(99)
  const hits = new Array<number>(10).fill(0)
  for (const each of extra) hits[Math.floor(each / 10)]! += 1
  for (const count of hits) expectShare(count, 0.1)
})

test('a reordered copy takes one more latency and jitter', () => {
  const { late } = delays({ latency: 1_000, jitter: 100, reorder: 0.1 })
  const again = late.flat().filter((delay) => delay >= 1_100)
  expectShare(again.length, 0.1)
  expect(Math.min(...again)).toBeGreaterThanOrEqual(2_100)
  expect(Math.max(...again)).toBeLessThan(2_200)
})

test('a later frame overtakes a reordered one', () => {
  const lan = new Lan('ab', { latency: 1_000, reorder: 0.5 })
  for (let i = 0; i < 100; i++) lan.at(i * 500, () => lan.send('a'))
  lan.run()
  const order = lan.heard.map((heard) => Number(heard.split(' ')[3]))
  expect(order).not.toEqual(order.toSorted((a, b) => a - b))
  expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
})

test('an impairment spoils what one station sends, until it is taken away', () => {
  const lan = new Lan('abc', { latency: 100 })
  const a = lan.station('a')
  lan.hub.impair(a, { loss: 0, delay: 7 })
  expect(lan.hub.isImpaired(a)).toBe(true)
  lan.send('a')
  lan.send('b')
  lan.at(1_000, () => {
    lan.hub.impair(a, { loss: 1, delay: 0 })
    lan.send('a')
  })
  lan.at(2_000, () => {
    lan.hub.impair(a, null)
    lan.send('a')
  })
  lan.run()
  expect(lan.hub.isImpaired(a)).toBe(false)
  expect(lan.heard).toEqual([
    '100 a frame 2',
    '100 c frame 2',
    '107 b frame 1',
    '107 c frame 1',
    '2100 b frame 4',
    '2100 c frame 4',
  ])
  expect(lan.lost).toEqual(['1000 b loss, of frame 3', '1000 c loss, of frame 3'])
})

test('an impairment of one way leaves the others alone; jitter and doubles are drawn by themselves', () => {
  const lan = new Lan('abc', { latency: 100 })
  const [a, b] = [lan.station('a'), lan.station('b')]
  lan.hub.impair(a, { loss: 0, delay: 10, jitter: 50, duplicate: 0.5 }, b)
  expect([lan.hub.isImpaired(a), lan.hub.isImpaired(a, b), lan.hub.isImpaired(a, lan.station('c'))]).toEqual([
    true,
    true,
    false,
  ])
  for (let i = 0; i < 200; i++) lan.at(i * 1_000, () => lan.send('a'))
  lan.run()
  const of = (station: string) => lan.heard.map((line) => line.split(' ')).filter((words) => words[1] === station)
  expect(of('c').map(([t]) => Number(t) % 1_000)).toEqual(Array(200).fill(100))
  const late = of('b').map(([t]) => Number(t) % 1_000)
  expectShare(late.length - 200, 0.5, 200)
  expect(Math.min(...late)).toBeGreaterThanOrEqual(110)
  expect(Math.max(...late)).toBeLessThan(160)
  expect(new Set(late).size).toBeGreaterThan(30)
})

test('loss of an impairment comes on top of the segment', () => {
  const { late } = delays({ loss: 0.5 }, (lan) => lan.hub.impair(lan.station('a'), { loss: 0.5, delay: 0 }))
  expectShare(late.filter((copies) => copies.length === 1).length, 0.25)
})

test('the same seed loses the same frames, another others', () => {
  const heard = (seed: string) => delays({ loss: 0.3, jitter: 50, duplicate: 0.1 }, undefined, seed).lan.heard
  expect(heard('one')).toEqual(heard('one'))
  expect(heard('one')).not.toEqual(heard('two'))
})

test('a concern that draws shifts no other: which frames are lost does not depend on jitter', () => {
  const lost = (jitter: number) => delays({ loss: 0.3, jitter }).late.map((copies) => copies.length === 0)
  expect(lost(50)).toEqual(lost(0))
})

test('one more station shifts nothing for the others', () => {
  const between = (names: string) => {
    const lan = new Lan(names, { loss: 0.3, jitter: 50, duplicate: 0.1, reorder: 0.1 })
    for (let i = 0; i < 1_000; i++) for (const from of 'ab') lan.at(i * PERIOD, () => lan.send(from))
    return lan.run().heard.filter((heard) => /^\d+ [ab] /.test(heard))
  }
  expect(between('acb')).toEqual(between('ab'))
})
