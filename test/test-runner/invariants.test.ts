import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { castOf } from '../../src/scenario/play/compile.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { simulate } from '../../src/simulate.ts'
import { type Micros, SECOND } from '../../src/time.ts'
import { measure } from '../../src/trace/fold.ts'
import { INVARIANTS, invariantNamed, type Violation } from '../../src/trace/invariants/index.ts'
import type { TraceRecord } from '../../src/trace/record.ts'
import { scenarioNamed } from '../library.ts'

/** What an invariant finds in records, those of a run unless others are planted. */
function found(name: string, scenario: Scenario, records?: readonly TraceRecord[], limit?: Micros): string[] {
  return violations(name, scenario, records, limit).map(({ text }) => text)
}

function violations(
  name: string,
  scenario: Scenario,
  records: readonly TraceRecord[] = simulate(scenario).records,
  limit?: Micros,
): readonly Violation[] {
  const invariant = invariantNamed(name)!
  const networks = scenario.networks.map((network) => ({ ...network, isHub: network.switch === undefined }))
  const setting = { hosts: castOf(scenario), groups: scenario.groups, networks }
  return measure(records, scenario.until, invariant.fold(setting, limit ?? invariant.limit ?? 0))
}

// That timers are those of the state, and frames conserved, all of the library is asked in test/scenarios.test.ts.

test('at most one MASTER: a split-brain is found, a hand-over is none', () => {
  expect(found('at-most-one-master', scenarioNamed('basics/preempt-on'))).toEqual([])
  expect(violations('at-most-one-MASTER', scenarioNamed('basics/one-way-cut'))).toEqual([
    { t: 12_390_725, text: 'fw1 and fw2 were MASTER of lan/1 for 12.609375s', host: 'fw2', group: 'lan/1' },
  ])
})

test('somebody MASTER: a BACKUP that waits too long is found, a machine that is off waits for nothing', () => {
  const scenario = scenarioNamed('basics/cable-pull')
  const { records } = simulate(scenario)
  expect(found('somebody-MASTER', scenario, records)).toEqual([])
  const never = records.filter((record) => record.kind !== 'transition' || record.to !== 'MASTER')
  expect(violations('somebody-MASTER', scenario, never)[0]).toEqual({
    t: 5 * SECOND,
    text: 'nobody was MASTER of lan/1 for 40s, and a BACKUP was there',
    host: 'skunk1',
    group: 'lan/1',
  })
  const off = { ...scenario, hosts: scenario.hosts.map((host) => ({ ...host, boot: null })), events: [] }
  expect(found('somebody-MASTER', off)).toEqual([])
})

test('no flap: who is MASTER for a moment is found, with the moment that is allowed', () => {
  const scenario = scenarioNamed('basics/slow-link')
  expect(found('no-flap', scenario)).toEqual(['fw2 was MASTER of lan/1 for 204688us only'])
  expect(found('no-flap', scenario, undefined, 100_000)).toEqual([])
})

test('same owner: groups that belong together and part are found', () => {
  const both = `carpsim: 1
until: 30s
system: freebsd-14
hosts:
  fw1:
    interfaces: { em0: { address: 10.0.1.1/24, plug: wan }, em1: { address: 10.0.2.1/24, plug: lan } }
    carp: [{ vhid: 1, interface: em0, addresses: [10.0.1.3/24] }, { vhid: 2, interface: em1, addresses: [10.0.2.3/24] }]
  fw2:
    interfaces: { em0: { address: 10.0.1.2/24, plug: wan }, em1: { address: 10.0.2.2/24, plug: lan } }
    carp:
      - { vhid: 1, interface: em0, addresses: [10.0.1.3/24], advskew: 100 }
      - { vhid: 2, interface: em1, addresses: [10.0.2.3/24], advskew: 100 }
groups: { firewall: [wan/1, lan/2] }
events: [{ at: 10s, unplug: fw1.em0 }]
`
  expect(violations('same-owner', loadScenario(both, 'both.yaml'))).toEqual([
    {
      t: 17_390_725,
      text: 'firewall was parted for 17.609275s: MASTER was fw2 of wan/1, fw1 of lan/2',
      host: 'fw1',
      group: 'lan/2',
    },
  ])
  const preempting = both.replace('system:', 'preempt: true\nsystem:')
  expect(found('same-owner', loadScenario(preempting, 'both.yaml'))).toEqual([])
})

test('the demotion returns to zero: one that stays is found, with its reason', () => {
  const demoted = scenarioNamed('basics/demotion')
  expect(found('demotion-returns-to-zero', demoted)).toEqual([])
  const { events } = demoted
  const kept = { ...demoted, events: events.slice(0, 1).map(({ for: _, ...event }) => event) }
  expect(found('demotion-returns-to-zero', kept)).toEqual([
    expect.stringMatching(/^the demotion of fw1 is 240 at the end, since 10\.000000: /),
  ])
})

test('timers of the state: a BACKUP whose patience has no end, and a MASTER that falls silent, are found', () => {
  const scenario = scenarioNamed('basics/main-and-backup')
  const { records } = simulate(scenario)
  const without = (timer: string, host: string) =>
    records.filter(
      (record) => record.kind !== 'armed' || record.timer !== timer || record.host !== host || record.t < SECOND,
    )
  const deaf = found('timers-of-the-state', scenario, without('master-down', scenario.hosts[1]!.name))
  expect(deaf[0]).toMatch(/ was BACKUP of vhid 1 for .* without a master-down timer$/)
  const mute = found('timers-of-the-state', scenario, without('advertise', scenario.hosts[0]!.name))
  expect(mute[0]).toMatch(/ was MASTER of vhid 1 for .* without a next advertisement$/)
})

test('frames are conserved: a copy that is nowhere, and one that comes twice, are found', () => {
  const scenario = { ...scenarioNamed('basics/main-and-backup'), until: 100 * SECOND }
  const { records } = simulate(scenario)
  const copy = records.find((record) => record.kind === 'delivered')!
  expect(found('frames-conserved', scenario, records)).toEqual([])
  const gone = found(
    'frames-conserved',
    scenario,
    records.filter((record) => record !== copy),
  )
  expect(gone).toEqual([
    expect.stringMatching(/^1 of the copies of .*'s advertisement #\d+ neither arrived nor were lost$/),
  ])
  const place = records.indexOf(copy)
  const twice = [...records.slice(0, place), copy, ...records.slice(place)]
  expect(found('frames-conserved', scenario, twice)).toEqual([expect.stringMatching(/ twice$/)])
})

test('one MAC, one port: a virtual MAC that two machines send from goes to and fro', () => {
  const machine = (i: number, password: string) => `
  fw${i}:
    interfaces: { em0: { address: 10.0.0.${i}/24, plug: sw } }
    carp: [{ vhid: 1, addresses: [10.0.0.3/24], password: ${password} }]`
  const pair = (other: string) =>
    loadScenario(
      `carpsim: 1\nuntil: 20s\nsystem: freebsd-14\nswitches: { sw: {} }\nhosts:${machine(1, 'one')}${machine(2, other)}\n`,
      'pair.yaml',
    )
  expect(found('one-MAC-one-port', pair('two'))[0]).toMatch(/^sw saw 00:00:5e:00:01:01 go back to fw\d\.em0 after /)
  expect(found('one-MAC-one-port', scenarioNamed('basics/cable-pull'))).toEqual([])
})

test('each has a name of its own, and says what it asks', () => {
  expect(new Set(INVARIANTS.map(({ name }) => name.toLowerCase())).size).toBe(INVARIANTS.length)
  for (const { says } of INVARIANTS) expect(says).toMatch(/^[a-z].*[^.]$/)
})

test('timers of the state: who waits for a script needs none, but behind that', () => {
  const scenario = scenarioNamed('tutorials/debian-ucarp-slow-script')
  const { records } = simulate(scenario)
  const never = records.filter((record) => record.kind !== 'armed' || record.host !== 'node1' || record.t < 10 * SECOND)
  expect(found('timers-of-the-state', scenario, never)[0]).toMatch(
    /^node1 was MASTER of vhid 1 for .* without a next advertisement$/,
  )
  const endless = never.filter((record) => record.kind !== 'script' || record.host !== 'node1' || record.exit === null)
  expect(found('timers-of-the-state', scenario, endless)).toEqual([])
})
