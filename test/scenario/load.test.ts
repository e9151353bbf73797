import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { parsePrefix } from '../../src/network/address.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { canBeUndone } from '../../src/scenario/play/verbs.ts'
import { changed, GOOD } from './file.ts'
import { SCENARIOS } from './page.ts'

const SMALLEST = `carpsim: 1
hosts:
  fw1:
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }
    carp: [{ vhid: 1, addresses: [10.0.0.3] }]
`

function load(text: string) {
  return loadScenario(text, 'test.yaml')
}

function small(carp: string) {
  return load(SMALLEST.replace('addresses: [10.0.0.3]', carp)).hosts[0]!.carp[0]!
}

test('what is left out has its default', () => {
  expect(load(SMALLEST)).toEqual({
    carpsim: 1,
    title: '',
    story: '',
    seed: '1',
    until: 60_000_000,
    counters: 'random',
    networks: [{ name: 'lan', latency: 100, jitter: 0, loss: 0, duplicate: 0, reorder: 0 }],
    hosts: [
      {
        name: 'fw1',
        system: 'freebsd-14',
        boot: 0,
        preempt: false,
        ticks: 0,
        interfaces: [{ name: 'em0', address: parsePrefix('10.0.0.1/24', 0), plug: 'lan' }],
        carp: [
          {
            vhid: 1,
            interface: 'em0',
            advbase: 1,
            advskew: 0,
            password: '',
            addresses: [parsePrefix('10.0.0.3/24', 0)],
          },
        ],
        ucarp: { deadratio: 3, shutdown: false, neutral: false, ignoreifstate: false, nomcast: false },
      },
    ],
    groups: [],
    events: [],
    expect: [],
  })
})

test('texts are what stands in the file, whatever YAML would take them for', () => {
  for (const word of ['0123456', 'yes', 'null', '~', '1e3', '0x10', '2001-01-01', '12:30:45', '.inf', 'true', "it's"]) {
    expect(small(`addresses: [10.0.0.3], password: ${word}`).password).toBe(word)
  }
  expect(small("addresses: [10.0.0.3], password: 'a: {b}, # c'").password).toBe('a: {b}, # c')
  expect(small('addresses: [10.0.0.3], password: "\\x07\\u20ac"').password).toBe('\u0007€')
  expect(small('addresses: [10.0.0.3], password: ').password).toBe('')
})

test('things stand in file order, numbers or not', () => {
  const hosts = ['z9', 'a1', 'm5'].map(
    (name) => `  ${name}: { interfaces: { em9: { address: 10.0.0.1/24, plug: ${name} } } }`,
  )
  const { hosts: read, networks } = load(`carpsim: 1\nhosts:\n${hosts.join('\n')}\n`)
  expect(read.map(({ name }) => name)).toEqual(['z9', 'a1', 'm5'])
  expect(networks.map(({ name }) => name)).toEqual(['z9', 'a1', 'm5'])
})

test('names that every object of JavaScript has are names', () => {
  const text = SMALLEST.replaceAll('fw1', 'constructor')
    .replaceAll('em0', 'valueof')
    .replaceAll('lan', 'hasownproperty')
  expect(load(text).hosts[0]).toMatchObject({ name: 'constructor', interfaces: [{ name: 'valueof' }] })
})

test('a file with references, comments and Windows line ends', () => {
  const text = SMALLEST.replace('{ em0:', '&cards { em0:').replace('  fw1:', '  fw0: { interfaces: *cards }\n  fw1:')
  expect(() => load(text)).toThrow('nothing above is named &cards')
  const moved = `${SMALLEST.replace('{ em0:', '&cards { em0:')}  fw2: { interfaces: *cards } # the same\n`
  expect(load(moved.replaceAll('\n', '\r\n')).hosts[1]!.interfaces).toEqual(load(SMALLEST).hosts[0]!.interfaces)
})

test('preempt: the host, then the file, then no; or a sysctl that agrees', () => {
  const preempts = (head: string, host: string) =>
    load(SMALLEST.replace('hosts:', `${head}\nhosts:`).replace('  fw1:', `  fw1:\n    ${host}`)).hosts[0]!.preempt
  const sysctl = 'sysctl: { net.inet.carp.preempt: 1 }'
  expect(preempts('', '')).toBe(false)
  expect(preempts('preempt: true', '')).toBe(true)
  expect(preempts('preempt: true', 'preempt: false')).toBe(false)
  expect(preempts('', sysctl)).toBe(true)
  expect(preempts('preempt: true', sysctl)).toBe(true)
  expect(() => preempts('preempt: false', sysctl)).toThrow('says the opposite')
})

test('aliases of systems are resolved', () => {
  const named = (system: string) => load(SMALLEST.replace('hosts:', `system: ${system}\nhosts:`)).hosts[0]!.system
  expect(['freebsd', 'freebsd-8', 'freebsd-8.2'].map(named)).toEqual(['freebsd-14', 'freebsd-9.3', 'freebsd-8.2'])
})

test('percentages are the nearest number, also where a hundredth of it is not', () => {
  const loss = (percent: string) => load(`networks: { lan: { loss: ${percent} } }\n${SMALLEST}`).networks[0]!.loss
  expect(['29%', '0', '100%', '0.1%', '7.7%'].map(loss)).toEqual([0.29, 0, 1, 0.001, 0.077])
})

test('events: times, lines, and what may be left out', () => {
  const { events } = load(GOOD)
  expect(events[0]).toEqual({
    at: 1_000_000,
    for: 3_000_000,
    evenIfInert: false,
    line: 31,
    action: { verb: 'unplug', host: 'old', interface: 'em0' },
  })
  expect(events[1]).toMatchObject({ at: 2_000_000, every: { period: 5_000_000, times: 3 }, evenIfInert: true })
  expect(events[1]!.action).toEqual({ verb: 'plug', host: 'new', interface: 'em0' })
  expect(events[2]!.at).toEqual({ from: 3_000_000, to: 4_000_000 })
  expect(events[7]!.action).toMatchObject({ host: 'new', interface: 'em0', vhid: 1 })
  expect(events.at(-1)!.action).toEqual({ verb: 'heal', from: 'any', to: 'any' })
})

test('groups name virtual hosts that belong together', () => {
  const groups = 'groups: { outside: [lan/1], inside: [dmz/2] }'
  expect(load(changed(['until: 40s', `until: 40s\n${groups}`])).groups).toEqual([
    { name: 'outside', members: ['lan/1'] },
    { name: 'inside', members: ['dmz/2'] },
  ])
})

test('what a partition does not list goes with the machine that rest names', () => {
  const partitioned = (words: string) => {
    const { action } = load(changed(['groups: [[old], [new, web]]', words])).events[3]!
    return 'groups' in action ? action.groups : undefined
  }
  expect(partitioned('groups: [[old]], rest: web')).toEqual([['old'], ['new', 'web']])
  expect(partitioned('groups: [[old], [web]], rest: web')).toEqual([['old'], ['web', 'new']])
  expect(partitioned('groups: [[old], [new, web]], rest: old')).toEqual([['old'], ['new', 'web']])
})

test('what a file says of its story is kept', () => {
  const about = { source: 'a list', symptom: 'two masters', cause: 'a filter', fix: 'pass proto carp' }
  const lines = Object.entries(about).map(([key, text]) => `${key}: ${text}\n`)
  expect(load(`${SMALLEST}${lines.join('')}`)).toMatchObject(about)
  expect(load(SMALLEST)).not.toHaveProperty('source')
})

test('an event that only repeats happens first after one period', () => {
  const { events } = load(changed(['at: 2s, every: 5s', 'every: 5s']))
  expect(events[1]).toMatchObject({ at: 5_000_000, every: { period: 5_000_000, times: 3 } })
})

test('for goes with the verbs that can be undone', () => {
  const events = load(GOOD).events.filter(({ action }) => !canBeUndone(action))
  expect([...new Set(events.map(({ action }) => action.verb))].sort()).toEqual([
    'force',
    'heal',
    'send-error',
    'signal',
  ])
  const password = { verb: 'set', host: 'fw1', interface: 'em0', vhid: 1, parameters: { password: 'x' } } as const
  expect(canBeUndone(password)).toBe(false)
})

test('every scenario of the library is a good file with a title and a story', () => {
  const files = readdirSync(SCENARIOS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))
  expect(files.length).toBeGreaterThan(3)
  const open = (name: string, from: string) => {
    const file = join(dirname(from), name)
    return { text: readFileSync(join(SCENARIOS, file), 'utf8'), file }
  }
  for (const file of files) {
    const { title, story } = loadScenario(readFileSync(join(SCENARIOS, file), 'utf8'), file, { open })
    expect([file, title === '', story === '']).toEqual([file, false, false])
  }
})
