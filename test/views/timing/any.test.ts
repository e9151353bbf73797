import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timingJson, timingText } from '../../../src/export/timing.ts'
import { loadScenario } from '../../../src/scenario/load.ts'
import { type Timing, timing } from '../../../src/views/timing/timing.ts'
import { columnsOf } from '../../../src/views/wrap.ts'
import { scenarios } from '../../properties/scenarios.ts'

/** All pairs of least and most, wherever they stand. */
function ranges(value: unknown): { least: number; most: number }[] {
  if (typeof value !== 'object' || value === null) return []
  return [
    ...('least' in value ? [value as { least: number; most: number }] : []),
    ...Object.values(value).flatMap((part) => ranges(part)),
  ]
}

test('of any scenario: whole times, no least above its most, lines that fit', () => {
  fc.assert(
    fc.property(scenarios(), fc.integer({ min: 60, max: 100 }), fc.boolean(), (scenario, width, ascii) => {
      const told = timing(scenario)
      for (const { least, most } of ranges(told)) {
        expect([least, most].every((time) => Number.isSafeInteger(time) && time >= 0)).toBe(true)
        expect(least).toBeLessThanOrEqual(most)
      }
      expect(JSON.parse(timingJson(told))).toEqual({ version: 1, ...JSON.parse(JSON.stringify(told)) })
      for (const line of timingText(told, width, ascii)) expect(columnsOf(line)).toBeLessThanOrEqual(width)
    }),
    { numRuns: 60 },
  )
})

function told(hosts: string, more = ''): Timing {
  return timing(loadScenario(`carpsim: 1\n${more}\nhosts:\n${hosts}`, 'a.yaml'))
}

test('a machine twice on one network goes by the names of its interfaces', () => {
  const { groups } = told(`  a:
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan }, em1: { address: 10.0.0.2/24, plug: lan } }
    carp: [{ vhid: 1, interface: em0, addresses: [10.0.0.9] }, { vhid: 1, interface: em1, addresses: [10.0.0.9], advskew: 9 }]`)
  expect(groups[0]!.members.map(({ name }) => name)).toEqual(['a.em0', 'a.em1'])
})

test('in a group of many only neighbours are compared', () => {
  const hosts = Array.from(
    { length: 40 },
    (_, i) =>
      `  h${i}: { interfaces: { em0: { address: 10.0.0.${i + 1}/24, plug: lan } }, carp: [{ vhid: 1, addresses: [10.0.0.99], advskew: ${i} }] }`,
  )
  const [group] = told(hosts.join('\n')).groups
  expect([group!.pairs.length, group!.races.length, group!.warnings.length]).toEqual([78, 39, 0])
})

test('a network that echoes makes kernels give way to themselves; ucarp leaves its own frames out', () => {
  const hosts = (system: string) => `  a:
    system: ${system}
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }
    carp: [{ vhid: 1, addresses: [10.0.0.9] , password: x }]`
  const kinds = (system: string) =>
    told(hosts(system), 'networks: { lan: { echo: true } }').groups[0]!.warnings.map(({ kind }) => kind)
  expect(kinds('freebsd-14')).toEqual(['alone', 'echo'])
  expect(kinds('ucarp')).toEqual(['alone'])
})

test('who comes up as MASTER is told of: by the release, and with preempt alone', () => {
  const host = (name: string, place: number, system: string, preempt: boolean) => `  ${name}:
    system: ${system}
    preempt: ${preempt}
    boot: ${place}s
    interfaces: { em0: { address: 10.0.0.${place}/24, plug: lan } }
    carp: [{ vhid: 1, addresses: [10.0.0.9], advskew: ${place} }]`
  const group = (system: string, preempt: boolean) =>
    told([host('a', 1, system, preempt), host('b', 2, 'freebsd-9.3', true)].join('\n')).groups[0]!
  const early = group('freebsd-8.2', true)
  expect(early.warnings.map(({ kind }) => kind)).toEqual(['comes up as MASTER'])
  expect(early.first).toEqual({ names: ['a'], at: { least: 1_000_000, most: 1_000_000 } })
  expect(early.members.map(({ patience }) => patience)).toEqual([3_003_906, 3_007_812])
  for (const late of [group('freebsd-8.2', false), group('freebsd-9.3', true)]) {
    expect(late.warnings.map(({ kind }) => kind)).not.toContain('comes up as MASTER')
    expect(late.first!.at.least).toBe(4_003_906)
  }
})
