import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EventSpec } from '../../src/scenario/scenario.ts'
import { Simulator, simulate } from '../../src/simulate.ts'
import { SECOND } from '../../src/time.ts'
import { mastership } from '../../src/trace/folds/mastership.ts'
import type { Level, TraceRecord } from '../../src/trace/record.ts'
import { scenarios } from './scenarios.ts'

test('a simulator that has played before plays as a new one does, at every level', () => {
  fc.assert(
    fc.property(scenarios(), fc.array(fc.constantFrom<Level>('all', 'changes', 'metrics')), (scenario, levels) => {
      const used = new Simulator(scenario)
      for (const level of levels) used.run({ level, seed: level })
      expect(used.run({ seed: '7' })).toEqual(simulate(scenario, { seed: '7' }))
    }),
    { numRuns: 60 },
  )
})

test('telling how far it has come makes no difference to a run', () => {
  fc.assert(
    fc.property(scenarios(), (scenario) => {
      const times: number[] = []
      const told = simulate(scenario, { onProgress: (at) => times.push(at) })
      expect(told).toEqual(simulate(scenario))
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      expect(times.at(-1)).toBe(scenario.until)
    }),
    { numRuns: 60 },
  )
})

test('what is counted and measured is the same at every level', () => {
  fc.assert(
    fc.property(scenarios(), (scenario) => {
      const simulator = new Simulator(scenario)
      const all = simulator.run({ level: 'all' })
      const measured = (level: Level) => {
        const fold = mastership(all.hosts)
        const { counts, counters } = simulator.run({ level, folds: [fold] })
        return {
          advert: counts.advert,
          delivered: counts.delivered,
          lost: counts.lost,
          counters,
          end: fold.end(all.until),
        }
      }
      expect(measured('metrics')).toEqual(measured('all'))
      expect(measured('changes')).toEqual(measured('all'))
    }),
    { numRuns: 60 },
  )
})

test('level changes keeps the changes of level all, with the same ids, and all that led to them', () => {
  fc.assert(
    fc.property(scenarios(), (scenario) => {
      const all = new Map(simulate(scenario).records.map((record) => [record.id, record]))
      const { records } = simulate(scenario, { level: 'changes' })
      const kept = new Set(records.map(({ id }) => id))
      for (const record of records) {
        expect(record).toEqual(all.get(record.id))
        expect(record.cause === null || kept.has(record.cause)).toBe(true)
      }
      const changes = [...all.values()].filter(({ kind }) => kind === 'transition' || kind === 'fault')
      expect(changes.every(({ id }) => kept.has(id))).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('an event more changes nothing before its time, ids included', () => {
  fc.assert(
    fc.property(scenarios(), fc.integer({ min: 0, max: 40 * SECOND }), (scenario, at) => {
      const more: EventSpec = { at, evenIfInert: true, action: { verb: 'crash', host: scenario.hosts[0]!.name } }
      const fork = simulate({ ...scenario, events: [...scenario.events, more] })
      const before = (records: readonly TraceRecord[]) => records.filter(({ t }) => t < at)
      expect(before(fork.records)).toEqual(before(simulate(scenario).records))
    }),
    { numRuns: 60 },
  )
})
