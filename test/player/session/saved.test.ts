import { expect, test } from 'vitest'
import { saved } from '../../../src/player/session/saved.ts'
import { apply, type Command, open } from '../../../src/player/session/session.ts'
import type { Scenario } from '../../../src/scenario/scenario.ts'
import { judge, simulate } from '../../../src/simulate.ts'
import { SECOND } from '../../../src/time.ts'
import { load, scenarioOf, sessionOf } from './library.ts'

const NAME = 'basics/cable-pull.yaml'
const CRASH: Command = { do: 'act', action: { verb: 'crash', host: 'skunk1' } }
const BOOT: Command = { do: 'act', action: { verb: 'boot', host: 'skunk1' } }

function after(scenario: Scenario, ...commands: Command[]) {
  return commands.reduce(apply, open(scenario))
}

test('a patch says what was done, leaves its story to fill in, and expects what was new and what came true', () => {
  const session = after(scenarioOf(NAME), { do: 'goto', t: 15 * SECOND }, CRASH, { do: 'goto', t: 30 * SECOND }, BOOT)
  expect(saved(session, 'cable-pull.yaml')).toMatchInlineSnapshot(`
    "carpsim: 1
    extends: cable-pull.yaml
    title: "Cable pull: skunk1 loses power, skunk1 boots"
    story: |
      What happens here, and why? Write it in place of this.

      Done in the player:
      - 15.000001s skunk1 loses power
      - 30.000001s skunk1 boots
    seed: 1
    until: 40s

    events:
      - { at: 10s, unplug: skunk1.em0 }
      - { at: 15.000001s, crash: skunk1 }
      - { at: 20s, plug: skunk1.em0 }
      - { at: 30.000001s, boot: skunk1 }

    expect:
      - { at: 9s, that: skunk1 is MASTER }
      - { from: 10s, within: 3.2s, that: skunk2 is MASTER, stays: 5s }
      - { always: at most one MASTER }
      - { between: 10s..40s, nobody is MASTER: at most 3.1s }
      - { at: 30.000001s, that: skunk1 becomes BACKUP of lan/1 }
      - { at: 30.679884s, that: skunk1 becomes MASTER of lan/1 }
      - { at: 40s, that: skunk1 is MASTER of lan/1 }
    "
  `)
})

test('a branch in which nothing was done is the scenario with another story', () => {
  const { title, events } = scenarioOf(NAME)
  const again = load(saved(sessionOf(NAME)), NAME)
  expect([again.title, again.events.length]).toEqual([title, events.length])
})

test('what a run that was cut short never comes to is left out', () => {
  const every = { period: 2 * SECOND, times: 10 }
  const pings: Scenario['events'][number] = {
    at: SECOND,
    every,
    evenIfInert: false,
    action: { verb: 'set', host: 'skunk1', interface: 'em0', vhid: 1, parameters: { advskew: 11 } },
  }
  const whole = scenarioOf(NAME)
  const session = open({ ...whole, until: 12 * SECOND, events: [...whole.events, pings] })
  const again = load(saved(session), NAME)
  expect(again.events.map(({ at, every }) => [at, every?.times])).toEqual([
    [10 * SECOND, undefined],
    [SECOND, 6],
  ])
  expect(again.until).toBe(12 * SECOND)
  expect(judge(again, simulate(again)).filter(({ verdict }) => verdict !== 'holds')).toEqual([])
})

test('a patch whose base expects what is true no more expects nothing of it', () => {
  const solo = { ...scenarioOf('basics/skunk1-skunk2.yaml'), expect: [] }
  const client = { ...solo, hosts: solo.hosts.map((host) => ({ ...host, system: 'client', carp: [] })), events: [] }
  const text = saved(open(client), 'x.yaml')
  expect(text).toContain('events: []\nexpect: []\n')
})

test('a base with a strange name is quoted', () => {
  expect(saved(sessionOf(NAME), 'my file.yaml')).toContain('\nextends: "my file.yaml"\n')
})
