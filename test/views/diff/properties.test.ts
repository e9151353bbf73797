import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Rule } from '../../../src/carp/rule.ts'
import type { System } from '../../../src/carp/system.ts'
import { SYSTEMS } from '../../../src/carp/systems/index.ts'
import type { Scenario } from '../../../src/scenario/scenario.ts'
import { simulate } from '../../../src/simulate.ts'
import type { RecordOf } from '../../../src/trace/record.ts'
import type { Trace } from '../../../src/trace/trace.ts'
import { diff } from '../../../src/views/diff/diff.ts'
import { applied } from '../../../src/views/why/applied.ts'
import { fateOf } from '../../../src/views/why/missed.ts'
import { sceneOf } from '../../../src/views/why/scene.ts'
import { scenarios } from '../../properties/scenarios.ts'
import { withSystem } from './play.ts'

const run = (trace: Trace) => ({ name: 'run', trace })
const partings = (one: Trace, other: Trace) => {
  const { parts, comparisons } = diff([run(one), run(other)])
  const [{ first, course }] = comparisons as [(typeof comparisons)[number]]
  return { parts, first, course }
}

test('a run never parts from itself', () => {
  fc.assert(
    fc.property(scenarios(), (scenario) => {
      const trace = simulate(scenario)
      expect(partings(trace, simulate(scenario))).toEqual({ parts: false, first: undefined, course: undefined })
    }),
    { numRuns: 60 },
  )
})

/** The same machines and networks, with events of two lots. */
const pairs = fc.tuple(scenarios(), scenarios()).map(([one, other]): [Scenario, Scenario] => {
  const names = new Set(one.hosts.map(({ name }) => name))
  const loss = { ...one.networks[0]!, loss: other.networks[0]!.loss }
  const hosts = one.hosts.map((host, i) => ({
    ...host,
    carp: other.hosts[i]?.carp.length === host.carp.length ? other.hosts[i].carp : host.carp,
  }))
  const seed = names.size === other.hosts.length ? '2' : '1'
  return [one, { ...one, seed, networks: [loss], hosts, events: one.events.slice(1) }]
})

test('two runs part at the same instant whichever comes first, where their changes really differ', () => {
  let parted = 0
  fc.assert(
    fc.property(pairs, ([one, other]) => {
      const [a, b] = [simulate(one), simulate(other)]
      const [forth, back] = [partings(a, b), partings(b, a)]
      expect([back.parts, back.first?.t, back.course?.t]).toEqual([forth.parts, forth.first?.t, forth.course?.t])
      const at = forth.first?.t ?? Number.POSITIVE_INFINITY
      const before = (trace: Trace) => statesBefore(trace, at)
      expect(before(a)).toEqual(before(b))
      for (const parting of [forth.first, forth.course]) {
        for (const { why, rule } of parting?.sides ?? [])
          expect(`${why}${rule}`).not.toMatch(/NaN|\[object|^undefined$/)
      }
      if (forth.first !== undefined) parted += 1
    }),
    { numRuns: 100 },
  )
  expect(parted).toBeGreaterThan(20)
})

/** What each virtual host became up to a time, told in another way than the view does: record by record. */
function statesBefore({ records }: Trace, end: number): Record<string, readonly string[]> {
  const steps: Record<string, { t: number; to: string }[]> = {}
  for (const record of records) {
    if (record.t >= end || record.kind !== 'transition') continue
    const name = `${record.host} ${record.vhid}`
    steps[name] ??= []
    const own = steps[name]
    // Of one instant only the last counts, and that it was MASTER.
    if (own.at(-1)?.t === record.t && own.at(-1)?.to !== 'MASTER') own.pop()
    own.push(record)
  }
  const all = Object.entries(steps).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(
    all.map(([name, own]) => [name, own.filter(({ to }, i) => to !== own[i - 1]?.to).map(({ t, to }) => `${t} ${to}`)]),
  )
}

describe.each(SYSTEMS.map((system) => ({ system, name: system.name })))('$name', ({ system }) => {
  test('a rule that changed nothing is the one that was really applied', () => {
    let asked = 0
    const spy = new Spy(system)
    // A copy of a frame for each carp interface means that one that arrives is acted on more than once.
    const shared = system.runs === 'daemon' || system.hands === 'one frame'
    withSystem(spy.system, () =>
      fc.assert(
        fc.property(scenarios({ shared }), ({ hosts, ...drawn }) => {
          const own = hosts.map((host) => ({ ...host, system: spy.system.name }))
          const [trace, really] = spy.watch(() => simulate({ ...drawn, hosts: own, events: [] }))
          const told = toldBy(trace)
          expect(told).toEqual(really)
          asked += [...told.values()].flat().length
        }),
        { numRuns: 20 },
      ),
    )
    expect(asked).toBeGreaterThan(500)
  })
})

/** A copy of a system that notes which rules it applies to advertisements. */
class Spy {
  readonly system: System
  #seen: Map<string, string[]> | undefined

  constructor(system: System) {
    const rules = spiedRules(system, (own) => ({
      ...own,
      then: (vhost, port, input) => {
        const key = `${vhost.on.host} ${vhost.vhid}`
        this.#seen?.set(key, [...(this.#seen.get(key) ?? []), own.name])
        own.then(vhost, port, input)
      },
    }))
    this.system = { ...system, name: `${system.name}-spy`, rules }
  }

  watch(act: () => Trace): [Trace, Map<string, string[]>] {
    const seen = new Map<string, string[]>()
    this.#seen = seen
    const trace = act()
    this.#seen = undefined
    return [trace, seen]
  }
}

function spiedRules({ rules }: System, spied: (own: Rule) => Rule): System['rules'] {
  const rows = Object.entries(rules).map(([state, row]) => [state, { ...row, advert: row.advert.map(spied) }])
  return Object.fromEntries(rows)
}

/** The rules that each virtual host applied to advertisements, in order: what changed something says it, of the rest the view. */
function toldBy(trace: Trace): Map<string, string[]> {
  const scene = sceneOf(trace)
  const told = new Map<string, string[]>()
  for (const arrived of trace.records) {
    const advert = arrived.kind === 'delivered' ? scene.advertOf(arrived) : undefined
    if (arrived.kind !== 'delivered' || advert === undefined) continue
    const subject = scene.subjects.find(({ host, vhid }) => host === arrived.host && vhid === advert.vhid)
    if (subject === undefined || fateOf(scene, subject, advert, Number.POSITIVE_INFINITY) !== undefined) continue
    const changed = trace.records.find(({ kind, cause }) => kind === 'transition' && cause === arrived.id)
    const { rule } = (changed as RecordOf<'transition'> | undefined) ?? applied(scene, subject, arrived) ?? {}
    const key = `${subject.host} ${subject.vhid}`
    if (rule !== undefined) told.set(key, [...(told.get(key) ?? []), rule])
  }
  return told
}
