import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { saveScenario } from '../../src/scenario/save/save.ts'
import { simulate } from '../../src/simulate.ts'
import { claimsIn } from '../fidelity/claims.ts'
import { disagreementOf } from './agreement.ts'
import { REAL } from './corpus.ts'
import {
  type Change,
  hasReplays,
  type Recording,
  readRecording,
  recordingsIn,
  scenarioOfRecording,
} from './recording.ts'

// Recordings of the real daemon: a sample that is always here, and all of them where they lie beside the project.
const SAMPLE = join(import.meta.dirname, 'sample/ucarp-real')
const FULL = join(import.meta.dirname, '../../../shared/conformance/ucarp-real')
const CLAIMS = claimsIn(readFileSync(join(import.meta.dirname, '../../reports/fidelity.md'), 'utf8'))

function readAll(folder: string): Recording[] {
  return recordingsIn(folder).map((name) => readRecording(folder, name))
}

describe('sample', () => {
  test.each(readAll(SAMPLE))('the real daemon did the same: $name', (recording) => {
    expect(disagreementOf(recording)).toBeUndefined()
  })
})

describe('all recordings', () => {
  test.skipIf(!existsSync(FULL))('lie beside the project, as many as the report says', () => {
    const all = readAll(FULL)
    const played = all.filter((recording) => !hasReplays(recording))
    expect(played.length).toBeGreaterThan(0)
    const disagreements = played.flatMap((recording) => {
      const difference = disagreementOf(recording)
      return difference === undefined ? [] : [`${recording.name}\n${difference}`]
    })
    expect(disagreements.slice(0, 3).join('\n')).toBe('')
    const claim = CLAIMS.find(({ system, name }) => system === REAL.system && name === REAL.name)
    expect(claim?.figures).toMatchObject({ recorded: all.length, reproduced: played.length })
  })
})

// A comparison that finds nothing is worth nothing: each of these changes to a recording is one.
describe('a recording that says something else disagrees', () => {
  const recording = readRecording(SAMPLE, 'kill9-preempt')
  const taken = recording.transitions.findIndex(({ host, to }) => host === 'b' && to === 'MASTER')
  const changed = (change: (transition: Change) => Change[]) => ({
    ...recording,
    transitions: recording.transitions.flatMap((each, i) => (i === taken ? change(each) : [each])),
  })

  test.each([
    ['a time', (real: Change) => [{ ...real, t: real.t + 30_000 }], /µs apart, where 25000 may be/],
    ['a state', (real: Change) => [{ ...real, to: 'INIT' }], /recorded .* BACKUP -> INIT/],
    ['a transition less', () => [], /b\/1/],
    ['one more', (real: Change) => [real, { ...real, from: 'MASTER', to: 'BACKUP', t: real.t + 5 }], /b\/1/],
  ])('by %s', (_, change, words) => {
    expect(disagreementOf(changed(change))).toMatch(words)
  })
})

test('a frame that came at a tick may have been handed over a tick later', () => {
  const recording = readRecording(SAMPLE, 'kill9-preempt')
  const late = recording.transitions.findIndex(({ host, t }) => host === 'a' && t > 19_000_000)
  const moved = (by: number) =>
    recording.transitions.map((each, i) => (i === late ? { ...each, t: each.t + by } : each))
  const { opened } = recording.lives.at(-1)!
  const atTick = { t: opened + 1_000_000 - 8_000, host: 'b' }
  expect(disagreementOf({ ...recording, transitions: moved(1_000_000) })).toMatch(/apart/)
  const near = { ...recording, adverts: [...recording.adverts, atTick] }
  expect(disagreementOf({ ...near, transitions: moved(1_000_000) })).toBeUndefined()
  expect(disagreementOf({ ...near, transitions: moved(1_100_000) })).toMatch(/apart, where 1010000 may be/)
})

test('recordings survive being written as YAML', () => {
  for (const recording of readAll(SAMPLE)) {
    const scenario = scenarioOfRecording(recording)
    const read = loadScenario(saveScenario(scenario), `${recording.name}.yaml`)
    const happened = (given: typeof scenario) =>
      simulate(given, { level: 'changes' }).records.filter(({ kind }) => kind === 'transition')
    expect(happened(read), recording.name).toEqual(happened(scenario))
  }
})
