import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SYSTEMS } from '../../../src/carp/systems/index.ts'
import type { Scenario } from '../../../src/scenario/scenario.ts'
import { Simulator } from '../../../src/simulate.ts'
import type { Micros } from '../../../src/time.ts'
import { timing } from '../../../src/views/timing/timing.ts'
import { group, type Machine } from './play.ts'

const SYSTEM_NAMES = SYSTEMS.map(({ name }) => name)

const machine = (system: string, advskew: number): Machine => {
  return { system, advskew, advbase: 1, preempt: false, ticks: 0, deadratio: 3, boot: 0, drift: 0 }
}

/** How many of these seeds show two MASTERs at one time after `from`. */
function splitBrains(scenario: Scenario, seeds: number, from: Micros): number {
  const simulator = new Simulator(scenario)
  let found = 0
  for (let seed = 1; seed <= seeds; seed++) {
    const masters = new Set<string>()
    let most = 0
    for (const record of simulator.run({ seed: String(seed) }).records) {
      if (record.kind === 'power' && record.power === 'off') masters.delete(record.host)
      if (record.kind !== 'transition') continue
      if (record.to === 'MASTER') masters.add(record.host)
      else masters.delete(record.host)
      if (record.t > from) most = Math.max(most, masters.size)
    }
    if (most > 1) found += 1
  }
  return found
}

const jitters = fc.integer({ min: 0, max: 300_000 })
const latencies = fc.integer({ min: 1, max: 50_000 })

test.each(SYSTEM_NAMES)('%s: the least safe gap keeps two that boot together apart', (system) => {
  fc.assert(
    fc.property(latencies, jitters, fc.integer({ min: 0, max: 60 }), (latency, jitter, first) => {
      const net = { latency, jitter }
      const [race] = timing(group([machine(system, first), machine(system, first)], net)).groups[0]!.races
      fc.pre(race!.leastSafe !== null)
      const { gap } = race!.leastSafe!
      const safe = group([machine(system, first), machine(system, first + gap)], net, [], '12s')
      expect(timing(safe).groups[0]!.races[0]).toMatchObject({ safe: true })
      expect(splitBrains(safe, 10, 0)).toBe(0)
    }),
    { numRuns: 15 },
  )
})

test('ucarp: an up script holds the news back', () => {
  fc.assert(
    fc.property(latencies, fc.integer({ min: 1, max: 300 }), (latency, script) => {
      const slow = (advskew: number) => ({ ...machine('ucarp-1.5.2', advskew), ucarp: `, upscript: ${script}ms` })
      const net = { latency, jitter: 0 }
      const [race] = timing(group([slow(10), slow(10)], net)).groups[0]!.races
      expect(race!.need.news).toBe(script * 1_000 + latency)
      const safe = group([slow(10), slow(10 + race!.leastSafe!.gap)], net, [], '12s')
      expect(splitBrains(safe, 1, 0)).toBe(0)
    }),
    { numRuns: 15 },
  )
})

test.each(SYSTEM_NAMES)('%s: and two that lose a third', (system) => {
  fc.assert(
    fc.property(latencies, jitters, fc.integer({ min: 1, max: 60 }), (latency, jitter, first) => {
      const net = { latency, jitter }
      const [a, b, c] = [machine(system, 0), machine(system, first), machine(system, 254)]
      const races = timing(group([{ ...a, boot: 0 }, b, c], net)).groups[0]!.races
      const { leastSafe } = races[1]!
      fc.pre(leastSafe !== null)
      // The first is there long before the others, so that only its loss makes them race.
      const late = [b, machine(system, first + leastSafe!.gap)].map((one) => ({ ...one, boot: 6_000_000 }))
      const safe = group([a, ...late], net, ['at: 12s..14s, crash: a'], '24s')
      expect(splitBrains(safe, 10, 12_000_000)).toBe(0)
    }),
    { numRuns: 15 },
  )
})

test('300 ms of jitter: two that boot together need a gap of 77, two that lose a third one of 154', () => {
  const net = { latency: 100, jitter: 300_000 }
  const two = (skew: number) => group([machine('freebsd-14', 0), machine('freebsd-14', skew)], net, [], '12s')
  expect(timing(two(10)).groups[0]!.races[0]!.leastSafe).toEqual({ gap: 77, lead: 300_781 })
  expect(splitBrains(two(77), 300, 0)).toBe(0)
  expect(splitBrains(two(60), 300, 0)).toBeGreaterThan(0)

  const three = (skew: number) =>
    group(
      [machine('freebsd-14', 0), machine('freebsd-14', 20), machine('freebsd-14', 20 + skew)],
      net,
      ['at: 12s..13s, crash: a'],
      '24s',
    )
  expect(timing(three(77)).groups[0]!.races[1]!.leastSafe).toEqual({ gap: 154, lead: 601_562 })
  expect(splitBrains(three(77), 300, 10_000_000)).toBeGreaterThan(0)
  expect(splitBrains(three(154), 300, 10_000_000)).toBe(0)
})
