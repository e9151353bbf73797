import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { saveScenario } from '../../src/scenario/save/save.ts'
import type { EventSpec, Scenario } from '../../src/scenario/scenario.ts'
import { changed, GOOD, withoutLines } from './file.ts'

const good = loadScenario(GOOD, 'good.yaml')

function again(scenario: Scenario): Scenario {
  return loadScenario(saveScenario(scenario), 'saved.yaml')
}

function withPassword(scenario: Scenario, password: string): Scenario {
  const hosts = scenario.hosts.map((host) => ({ ...host, carp: host.carp.map((vhost) => ({ ...vhost, password })) }))
  return { ...scenario, hosts }
}

test('a scenario is saved as people write one', () => {
  expect(
    saveScenario(loadScenario(changed(['until: 40s', 'until: 40s\nstory: |\n  Two\n  lines.']), 'a')),
  ).toMatchInlineSnapshot(`
    "carpsim: 1
    title: A good file
    story: |-
      Two
      lines.
    seed: 1
    until: 40s

    networks:
      lan: { latency: 100us }
      dmz: { latency: 100us }

    hosts:
      old:
        system: freebsd-9.3
        preempt: true
        ticks: 1000
        interfaces:
          em0: { address: 10.0.0.1/24, plug: lan }
          em1: { address: 10.0.1.1/24, plug: dmz }
        carp:
          - { vhid: 1, interface: em0, addresses: [ 10.0.0.3/24 ], password: secret, advskew: 10 }
          - { vhid: 2, interface: em1, addresses: [ 10.0.1.3/24 ], password: secret, advskew: 0 }
      new:
        system: freebsd-14
        preempt: true
        interfaces:
          em0: { address: 10.0.0.2/24, plug: lan, mac: 02:00:00:00:00:01 }
        carp:
          - { vhid: 1, interface: em0, addresses: [ 10.0.0.3/24 ], password: secret, advskew: 100 }
      web:
        system: ucarp-1.5.2-linux
        interfaces:
          eth0: { address: 10.0.0.4/24, plug: lan }
        carp:
          - { vhid: 1, interface: eth0, addresses: [ 10.0.0.3/24 ], password: secret, advskew: 200 }
        ucarp: { shutdown: true }

    events:
      - { at: 1s, unplug: old.em0, for: 3s }
      - { at: 2s, plug: new.em0, every: 5s, times: 3, even-if-inert: true }
      - { at: 3s..4s, cut: old -> new, network: lan }
      - { at: 5s, partition: lan, groups: [ [ old ], [ new, web ] ] }
      - { at: 6s, pause: old, clock: stops, queued: 64 }
      - { at: 7s, impair: old -> lan, loss: 30%, delay: 20ms }
      - { at: 8s, send-error: old.em0, errno: ENOBUFS, times: 3 }
      - { at: 9s, set: new.em0/1, advskew: 30 }
      - { at: 10s, demote: new, by: 240, reason: pfsync bulk start }
      - { at: 11s, force: old.em0/1, to: backup }
      - { at: 12s, add-address: old.em0/1, address: 10.0.0.5/24 }
      - { at: 13s, signal: web, name: USR2 }
      - { at: 14s, run: old, command: ifconfig carp0 advskew 30 }
      - { at: 15s, preempt: new, to: false }
      - { at: 16s, carp-down: old.em1/2 }
      - { at: 17s, heal: any -> any }
    "
  `)
})

test('what ucarp waits for, and its starts, are saved', () => {
  const text = `carpsim: 1
hosts:
  a:
    system: ucarp
    ucarp: { neutral: true, upscript: 5s, downscript: 200ms, slack: 0.09%, turn: 100us, autostart: false }
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }
    carp: [{ vhid: 1, password: x, addresses: [10.0.0.9] }]
events:
  - { at: 1s, start: a/1 }
  - { at: 2s, signal: a, name: KILL }
  - { at: 3s, start: a.em0/1, takes: 16ms }
`
  const scenario = loadScenario(text, 'a.yaml')
  expect(scenario.hosts[0]!.ucarp).toMatchObject({ upscript: 5_000_000, slack: 0.0009, autostart: false })
  expect(scenario.events[2]!.action).toMatchObject({ verb: 'start', vhid: 1, takes: 16_000 })
  expect(withoutLines(again(scenario))).toEqual(withoutLines(scenario))
})

test('what was saved loads to the same', () => {
  expect(withoutLines(again(good))).toEqual(withoutLines(good))
})

test('groups, and what the file says of its story, are saved', () => {
  const about = { source: 'a list\nof mails', symptom: ': #', cause: '', fix: 'yes' }
  const scenario = { ...good, ...about, groups: [{ name: 'both', members: ['lan/1', 'dmz/2'] }] }
  expect(withoutLines(again(scenario))).toEqual(withoutLines(scenario))
  expect(saveScenario(scenario)).toContain('\ngroups: { both: [ lan/1, dmz/2 ] }\n')
})

test('what a story asks of itself is saved', () => {
  const why = 'until: 40s\nwhy: { at: 9s, that: old is not MASTER of lan/1, because: unplug old.em0 }'
  const scenario = loadScenario(changed(['until: 40s', why]), 'asks.yaml')
  expect(scenario.why).toMatchObject({ at: 9_000_000, because: 'unplug old.em0' })
  expect(again(scenario).why).toEqual(scenario.why)
})

test('interface groups, peers and the time to boot are saved as each system calls them', () => {
  const scenario = loadScenario(
    changed([
      'events:\n',
      `  obsd:
    system: openbsd
    rc: 20s
    interfaces: { em0: { address: 10.0.1.7/24, plug: dmz } }
    carp: [{ vhid: 7, addresses: [10.0.1.9], groups: [outside], carppeer: 10.0.1.8 }]
  fbsd:
    system: freebsd-14
    interfaces: { em0: { address: 10.0.1.8/24, plug: dmz } }
    carp: [{ vhid: 7, addresses: [10.0.1.9], peer: 10.0.1.7 }]
events:
  - { at: 1s, demote: obsd, by: 50, group: outside }
`,
    ]),
    'words.yaml',
  )
  expect(withoutLines(again(scenario))).toEqual(withoutLines(scenario))
  const saved = saveScenario(scenario)
  expect(saved).toContain('groups: [ outside ], carppeer: 10.0.1.8 }')
  expect(saved).toContain('peer: 10.0.1.7 }')
  expect(saved).toContain('rc: 20s')
  expect(saved).toContain('group: outside }')
})

test('any text survives: passwords, titles, stories, reasons, commands', () => {
  const hosts = good.hosts.slice(0, 2)
  const say = (text: string): EventSpec[] => [
    { at: 1, evenIfInert: false, action: { verb: 'demote', host: 'new', by: 240, reason: text } },
    { at: 1, evenIfInert: false, action: { verb: 'run', host: 'new', command: `# ${text}` } },
  ]
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const title = text.trim()
      const scenario = withPassword({ ...good, hosts, title, story: title, events: say(text) }, text)
      expect(withoutLines(again(scenario))).toEqual(scenario)
    }),
    { numRuns: 150 },
  )
})

test('a password that looks like something else survives', () => {
  const words = [
    '',
    ' ',
    '0123456',
    'yes',
    '~',
    '#x',
    'a: b',
    '- a',
    '{a}',
    '[',
    '*a',
    '&a',
    '!a',
    '|',
    '>',
    '%',
    '@',
    '`',
  ]
  const more = [
    '"',
    "'",
    'a #b',
    'a,b',
    '\\',
    'a\tb',
    '\n',
    'a\n',
    '\ufeff',
    '\ufffd',
    '\u0085',
    '\ud800',
    '---',
    '...',
  ]
  for (const password of [...words, ...more]) {
    const scenario = withPassword({ ...good, hosts: good.hosts.slice(0, 2), events: [] }, password)
    expect(again(scenario)).toEqual(scenario)
  }
})

test('any quality of a network survives', () => {
  const part = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => Number(value.toFixed(12)))
  const time = fc.nat()
  const quality = fc.record({ latency: time, jitter: time, loss: part, duplicate: part, reorder: part })
  fc.assert(
    fc.property(quality, (given) => {
      const scenario = { ...good, networks: [{ name: 'lan', ...given }, good.networks[1]!] }
      expect(again(scenario).networks).toEqual(scenario.networks)
    }),
  )
})

test('expectations are saved as people write them, and load to the same', () => {
  const lines = [
    '{ at: 9s, that: new is MASTER of lan/1 }',
    '{ from: 10s, within: 3.2s, that: old is MASTER of lan/1 or new is not on, stays: 5s }',
    '{ within: 3.2s, that: somebody becomes MASTER }',
    '{ always: at most one MASTER of lan/1, from: 3s, except: 200ms after each fault }',
    '{ never: "log of new matches /a, b: c/", until: 10s, except: 1s after new becomes MASTER }',
    '{ sometimes: strictly two MASTERs of lan/1 }',
    '{ between: 10s..40s, nobody is MASTER of lan/1: at most 3.1s }',
    '{ longest demotion of new is at least 1: 3s..3.2s }',
    '{ adverts: at least 3 }',
    '{ hand-overs of dmz/2: 0 }',
  ]
  const expecting = loadScenario(`${GOOD}expect:\n${lines.map((line) => `  - ${line}\n`).join('')}`, 'a')
  const saved = saveScenario(expecting)
  expect(saved.slice(saved.indexOf('expect:')).split('\n').slice(1, -1)).toEqual(lines.map((line) => `  - ${line}`))
  const withoutPlaces = ({ expect }: Scenario) => expect.map(({ line: _, ...expectation }) => expectation)
  expect(withoutPlaces(again(expecting))).toEqual(withoutPlaces(expecting))
})
