import { expect, test } from 'vitest'
import { simulate } from '../../src/simulate.ts'
import { runSeeds } from '../../src/sweep/seeds.ts'
import { measure } from '../../src/trace/fold.ts'
import { dataSafety } from '../../src/trace/folds/data-safety.ts'
import { activitiesOf, activityLabel } from '../../src/views/lanes/activities.ts'
import { dataSummaryOf, safetyOf, writerSummaryOf } from '../../src/views/verdict/data.ts'
import { crashing } from '../services/data/crashing.ts'

const scenario = crashing([500], 0, '1')
const trace = simulate(scenario)

test('a run tells what became of what was written, and of who could not write', () => {
  const { data, writers } = safetyOf(trace)
  const [mysql] = data.map(dataSummaryOf)
  expect(mysql!.phrases[0]).toBe(`mysql: ${data[0]!.acknowledged.length} writes acknowledged`)
  expect(mysql!.phrases[1]).toMatch(/^\d+ of them lost \(\d+ to \d+\)$/)
  expect(mysql!.alarming).toBe(true)
  const [laptop] = writers.map(writerSummaryOf)
  expect(laptop!.phrases[0]).toMatch(/^laptop could not write for /)
  expect(laptop!.phrases.at(-1)).toMatch(/^at the end: ERROR 20/)
})

test('mounts, services and who writes have a line each', () => {
  const names = activitiesOf(trace).map((one) => activityLabel(one))
  expect(names).toEqual(['db1 /data', 'db1 mysql', 'laptop writes 10.0.0.1:3306'])
})

test('figures over seeds are those of the run', () => {
  const [run] = [...runSeeds(scenario, ['1'])]
  const of = (name: string) => run!.measures.find((one) => one.of === 'writes' && one.name === name)!.value
  const [data] = measure(trace.records, trace.until, dataSafety()).data
  expect([of('acknowledged'), of('lost'), of('diverged')]).toEqual([data!.acknowledged.length, data!.lost.length, 0])
})
