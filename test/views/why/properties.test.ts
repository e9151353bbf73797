import fc from 'fast-check'
import { expect, test } from 'vitest'
import { systemNamed } from '../../../src/carp/systems/index.ts'
import type { Scenario } from '../../../src/scenario/scenario.ts'
import { simulate } from '../../../src/simulate.ts'
import { SECOND } from '../../../src/time.ts'
import type { RecordOf, State } from '../../../src/trace/record.ts'
import type { Trace } from '../../../src/trace/trace.ts'
import { type Explanation, explain } from '../../../src/views/why/explain.ts'
import { tellWhyNot } from '../../../src/views/why/not-words.ts'
import { type WhyNotQuestion, whyNot } from '../../../src/views/why/why-not.ts'
import { tellWhy } from '../../../src/views/why/words.ts'
import { scenarios } from '../../properties/scenarios.ts'

// Of whatever happens in random networks there is a chain of reasons that holds together.

const STATES: readonly State[] = ['INIT', 'BACKUP', 'MASTER']

function changesOf({ records }: Trace): RecordOf<'transition'>[] {
  return records.filter((record): record is RecordOf<'transition'> => record.kind === 'transition')
}

function expectSound(trace: Trace, explanation: Explanation): void {
  const { headline, sentences } = tellWhy(trace, explanation)
  const ids = new Set(trace.records.map(({ id }) => id))
  let last = Number.POSITIVE_INFINITY
  for (const { id, t, names = [], text, notes } of sentences) {
    expect([id, ...names].filter((named) => !ids.has(named))).toEqual([])
    expect(t).toBeLessThanOrEqual(last)
    expect([text, ...notes].join('\n')).not.toMatch(/undefined|NaN|\[object|^$| {2}/m)
    last = t
  }
  expect(headline).not.toMatch(/undefined|NaN/)
}

test('each change of state has reasons that exist, never later than what they explain', () => {
  fc.assert(
    fc.property(scenarios(), (scenario) => {
      const trace = simulate(scenario)
      for (const { id } of changesOf(trace)) {
        const explanation = explain(trace, { record: id })
        expect(explanation.steps[0]).toMatchObject({ id })
        expectSound(trace, explanation)
      }
    }),
    { numRuns: 100 },
  )
})

test('a chain ends where nothing more is to be asked', () => {
  fc.assert(
    fc.property(scenarios(), (scenario) => {
      const trace = simulate(scenario)
      for (const { id } of changesOf(trace)) {
        const last = explain(trace, { record: id }).steps.at(-1)!
        const record = trace.records.find((other) => other.id === last.id)!
        // A fault, a boot of the file; advertisements that chance, the file or the wire kept away, whichever it was.
        if (last.what === 'record') expect(['fault', 'power']).toContain(record.kind)
        else expect(['missed', 'earlier']).toContain(last.what)
        if (record.kind === 'power') expect(record.cause).toBeNull()
      }
    }),
    { numRuns: 100 },
  )
})

test('level changes gives reasons, too', () => {
  fc.assert(
    fc.property(scenarios(), (scenario) => {
      const trace = simulate(scenario, { level: 'changes' })
      for (const { id } of changesOf(trace)) expectSound(trace, explain(trace, { record: id }))
    }),
    { numRuns: 60 },
  )
})

test('each record of whatever kind can be asked for', () => {
  fc.assert(
    fc.property(scenarios(), fc.nat(), (scenario, n) => {
      const trace = simulate(scenario)
      const { id } = trace.records[n % trace.records.length]!
      expectSound(trace, explain(trace, { record: id }))
    }),
    { numRuns: 200 },
  )
})

test('at any time each machine can be asked why it is in its state, and why in no other', () => {
  fc.assert(
    fc.property(asked(), ({ scenario, at, host, group, state }) => {
      const trace = simulate(scenario)
      const explanation = explain(trace, { at, host, group })
      expectSound(trace, explanation)
      const answer = whyNot(trace, { at, host, group, state })
      expect(answer.is).toBe(explanation.state)
      expect(answer.obstacles.length > 0).toBe(answer.is !== state)
      const told = tellWhyNot(trace, answer)
      const ids = new Set(trace.records.map(({ id }) => id))
      for (const { text, ids: named } of told.besides) {
        expect(text).not.toMatch(/undefined|NaN|^$/)
        expect(named.every((id) => ids.has(id))).toBe(true)
      }
      expect(told.headline).toMatch(/^h\d (was (INIT|BACKUP|MASTER)|did not run) at .+: ./)
      expect(told.headline).not.toMatch(/undefined|NaN|-\d/)
    }),
    { numRuns: 300 },
  )
})

test('a backup has as long to wait as why-not says: were it alone from then on, its timer would run out then', () => {
  let waited = 0
  fc.assert(
    fc.property(asked(), ({ scenario, at, host, group }) => {
      const { system } = scenario.hosts.find(({ name }) => name === host)!
      if (systemNamed(system)!.runs !== 'kernel') return
      // Longer than it is asked about: what is on its way at the end has arrived.
      const before = simulate({ ...scenario, until: scenario.until + SECOND })
      const answer = whyNot(before, { at, host, group, state: 'MASTER' })
      const [timer] = answer.obstacles
      if (answer.is !== 'BACKUP' || timer?.what !== 'timer') return
      // What is on its way at that time would still be heard.
      if (inFlight(before, at)) return
      waited += 1
      const lagged = before.records.some((record) => record.kind === 'power' && record.lag !== undefined)
      if (!lagged) expect(timer.remaining).toBe(timer.armed.deadline - at)
      const alone = cutOff(scenario, at, host)
      const fired = simulate(alone).records.find(
        (record) => record.kind === 'fired' && record.host === host && isOfGroup(record, group) && record.t > at,
      )
      expect(fired).toMatchObject({ t: at + timer.remaining, timer: 'master-down' })
    }),
    { numRuns: 400 },
  )
  expect(waited).toBeGreaterThan(40)
})

/** A scenario, and a question about it. */
function asked(): fc.Arbitrary<WhyNotQuestion & { scenario: Scenario; group: string }> {
  return fc
    .tuple(scenarios(), fc.integer({ min: 0, max: 40 * SECOND }), fc.nat(), fc.nat(), fc.constantFrom(...STATES))
    .map(([scenario, at, i, k, state]) => {
      const { name, carp } = scenario.hosts[i % scenario.hosts.length]!
      return { scenario, at, host: name, group: `lan/${carp[k % carp.length]!.vhid}`, state }
    })
}

function inFlight({ records }: Trace, at: number): boolean {
  return records.some((record) => {
    if (record.kind !== 'delivered' || record.t <= at || record.cause === null) return false
    return records[record.cause - 1]!.t <= at
  })
}

/** Everybody else loses power a microsecond later, or never boots, and nothing else of the scenario happens any more. */
function cutOff(scenario: Scenario, at: number, host: string): Scenario {
  const others = scenario.hosts.filter(({ name }) => name !== host)
  const laterThanThat = ({ name, boot }: Scenario['hosts'][number]) => name !== host && boot !== null && boot > at
  const crashes = others.map(({ name }) => ({ verb: 'crash', host: name }) as const)
  return {
    ...scenario,
    until: scenario.until + 20 * SECOND,
    hosts: scenario.hosts.map((other) => (laterThanThat(other) ? { ...other, boot: null } : other)),
    events: [
      ...scenario.events.filter((event) => (event.at as number) <= at),
      ...crashes.map((action) => ({ at: at + 1, evenIfInert: true, action })),
    ],
  }
}

function isOfGroup(record: RecordOf<'fired'>, group: string): boolean {
  return group === `lan/${record.vhid}`
}
