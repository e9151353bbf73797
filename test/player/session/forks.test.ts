import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choices } from '../../../src/player/session/choices.ts'
import { saved } from '../../../src/player/session/saved.ts'
import { upTo } from '../../../src/player/session/seen.ts'
import {
  apply,
  type Branch,
  currentOf,
  open,
  type Selection,
  type Session,
} from '../../../src/player/session/session.ts'
import type { Scenario } from '../../../src/scenario/scenario.ts'
import { judge, simulate } from '../../../src/simulate.ts'
import type { Trace } from '../../../src/trace/trace.ts'
import { expectEqual } from '../../equal.ts'
import { scenarios } from '../../properties/scenarios.ts'
import { load, NAMES, scenarioOf, sessionOf, unplaced } from './library.ts'

const RUNS = Number(process.env['CARPSIM_FORKS'] ?? 1)

/** A session in which somebody did some things that the menu offers, each somewhere else. */
function acted(from: Session, draws: readonly Draw[]): { session: Session; refused: number } {
  const { scenario } = from.branches[0]!
  let session = from
  let refused = 0
  for (const { at, before, whom, which } of draws) {
    const cursor = cursorOf(session, at, before)
    const what = selections(scenario)[Math.floor(whom * selections(scenario).length)]!
    session = apply(apply(session, { do: 'goto', t: cursor }), { do: 'select', what })
    const offered = choices(session)
    const choice = offered[Math.floor(which * offered.length)]
    if (choice === undefined) continue
    const { length } = session.branches
    session = apply(session, { do: 'act', action: choice.action })
    // A boot comes before all other events of its instant.
    const boots = scenario.hosts.some(({ boot }) => boot === cursor + 1)
    if (session.branches.length === length && !boots) refused += 1
  }
  return { session, refused }
}

/** Anywhere, or at the very time of a record or just before it: there ties are. */
function cursorOf(session: Session, at: number, before: number | null): number {
  const { records, until } = currentOf(session).trace
  if (before === null) return Math.floor(at * until)
  return Math.max(0, Math.min(until - 1, records[Math.floor(at * records.length)]!.t - before))
}

interface Draw {
  readonly at: number
  readonly before: number | null
  readonly whom: number
  readonly which: number
}

function selections({ hosts }: Scenario): (Selection | null)[] {
  const machines = hosts.flatMap(({ name, interfaces }) => [
    { host: name },
    ...interfaces.map((card) => ({ host: name, interface: card.name })),
  ])
  return [...machines, null]
}

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const draw: fc.Arbitrary<Draw> = fc.record({
  at: share,
  before: fc.constantFrom(null, 0, 1),
  whom: share,
  which: share,
})
const draws = fc.array(draw, { minLength: 1, maxLength: 3 })

function parentOf({ branches }: Session, { parent }: Branch): Branch {
  return branches.find(({ id }) => id === parent)!
}

function transitionsOf({ records }: Trace) {
  return records.flatMap((record) => (record.kind === 'transition' ? [{ ...record, id: 0, cause: 0 }] : []))
}

test('a fork is the same up to the cursor whatever the network, its systems and its faults are', () => {
  fc.assert(
    fc.property(scenarios(), draws, (scenario, drawn) => {
      const lenient = { ...scenario, events: scenario.events.map((event) => ({ ...event, evenIfInert: true })) }
      const { session } = acted(open(lenient), drawn)
      for (const branch of session.branches.slice(1)) expectForked(session, branch)
    }),
    { numRuns: RUNS * 5 },
  )
})

function expectForked(session: Session, branch: Branch): void {
  const parent = parentOf(session, branch)
  const count = upTo(parent, branch.from)
  expect(upTo(branch, branch.from)).toBe(count)
  expectEqual(branch.trace.records.slice(0, count), parent.trace.records.slice(0, count))
  expect(branch.trace.records[count]?.t).toBe(branch.from + 1)
}

describe.each(NAMES)('%s', (name) => {
  const scenario = scenarioOf(name)

  test('a fork has the records of its parent up to the cursor, ids included, and leaves the parent as it was', () => {
    fc.assert(
      fc.property(draws, (drawn) => {
        const { session, refused } = acted(sessionOf(name), drawn)
        expect(refused).toBe(0)
        for (const branch of session.branches.slice(1)) expectForked(session, branch)
        expectEqual(session.branches[0]!.trace, simulate(scenario))
        expect(session.branches[0]!.scenario).toBe(scenario)
      }),
      { numRuns: RUNS },
    )
  })

  test('a branch that is saved loads, runs to the same transitions, and what it expects holds', () => {
    fc.assert(
      fc.property(draws, (drawn) => {
        const { session } = acted(sessionOf(name), drawn)
        const again = load(saved(session), name)
        const trace = simulate(again)
        expect(transitionsOf(trace)).toEqual(transitionsOf(currentOf(session).trace))
        expect(judge(again, trace).filter(({ verdict }) => verdict !== 'holds')).toEqual([])
        expect(again.expect.length).toBeGreaterThan(0)
        const base = name.slice(name.lastIndexOf('/') + 1)
        expect(unplaced(load(saved(session, base), name))).toEqual(unplaced(again))
      }),
      { numRuns: RUNS },
    )
  })
})
