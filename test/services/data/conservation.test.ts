import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Simulator, simulate } from '../../../src/simulate.ts'
import { measure } from '../../../src/trace/fold.ts'
import { dataSafety } from '../../../src/trace/folds/data-safety.ts'
import type { TraceRecord } from '../../../src/trace/record.ts'
import { crashing } from './crashing.ts'
import { diskOf, writesOn } from './kept.ts'

const crashes = fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 0, maxLength: 3 })

test('what was acknowledged is on the disk at the end, or is told as lost: as the disk itself has it', () => {
  fc.assert(
    fc.property(crashes, fc.constantFrom(0, 1, 2), fc.nat(99), (times, flushLog, seed) => {
      const scenario = crashing(times, flushLog, String(seed))
      const { records, until } = simulate(scenario)
      const [data] = measure(records, until, dataSafety()).data
      const disk = new Simulator(scenario).ask('db1', until, diskOf)
      const kept = writesOn(disk, 'mysql')
      const told = records.filter((one): one is Extract<TraceRecord, { kind: 'written' }> => one.kind === 'written')
      const acknowledged = told.map(({ write }) => write)
      expect(data!.acknowledged.length).toBe(acknowledged.length)
      expect(data!.durable).toBe(acknowledged.filter((name) => kept.has(name)).length)
      expect(data!.durable + data!.lost.length + data!.diverged.length).toBe(acknowledged.length)
      if (flushLog === 1) expect(data!.lost).toEqual([])
    }),
    { numRuns: 12 },
  )
})

test('without a flush for each commit a crash costs up to a second of what was acknowledged, and the reads show it', () => {
  const scenario = crashing([500], 0, '1')
  const { records, until } = simulate(scenario)
  const { data, writers } = measure(records, until, dataSafety())
  const { lost, acknowledged } = data[0]!
  expect(lost.length).toBeGreaterThan(0)
  expect(lost.length).toBeLessThanOrEqual(1_000 / 37 + 1)
  // They are the last ones before the crash.
  const before = acknowledged.filter(({ t }) => t < 12_500_000)
  expect(lost.map(({ sequence }) => sequence)).toEqual(before.slice(-lost.length).map(({ sequence }) => sequence))
  expect(writers[0]!.staleReads.length).toBeGreaterThan(0)
})
