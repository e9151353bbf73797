import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ScenarioError } from '../../src/scenario/error.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import type { Patch } from '../../src/scenario/read/patches.ts'
import { changed, GOOD, messageOf, withoutLines } from './file.ts'

function load(...patches: readonly Patch[]) {
  return loadScenario(GOOD, 'good.yaml', { patches })
}

function said(...patches: readonly Patch[]): string {
  return messageOf(() => load(...patches))
}

describe('--set', () => {
  test.each<[set: string, change: readonly [from: string, to: string]]>([
    ['hosts.old.carp[0].advskew=30', ['advskew: 10 }', 'advskew: 30 }']],
    ['title="A: b, c"', ['A good file', '"A: b, c"']],
    ['title=', ['A good file', '""']],
    ['hosts.old.sysctl["net.inet.carp.preempt"]=0', ['preempt: 1', 'preempt: 0']],
    ['networks.lan={ latency: 1ms }', ['{ latency: 100us, jitter: 0, loss: 0% }', '{ latency: 1ms }']],
    [
      'hosts.new.carp[0].addresses[1]=10.0.0.9',
      ['[10.0.0.3], password: secret, advbase', '[10.0.0.3, 10.0.0.9], password: secret, advbase'],
    ],
    ['hosts.web.boot=never', ['    system: ucarp', '    system: ucarp\n    boot: never']],
    ['preempt=true', ['until: 40s', 'until: 40s\npreempt: true']],
    ['groups.both[0]=lan/1', ['until: 40s', 'until: 40s\ngroups: { both: [lan/1] }']],
    ['events=[]', [GOOD.slice(GOOD.indexOf('events:')), 'events: []\n']],
  ])('%s', (set, change) => {
    expect(withoutLines(load({ set }))).toEqual(withoutLines(loadScenario(changed(change), 'changed.yaml')))
  })

  test('a network that is only plugged into can be changed, and the others stay', () => {
    const file = `carpsim: 1
hosts:
  a: { interfaces: { em0: { address: 10.0.0.1/24, plug: lan }, em1: { address: 10.1.0.1/24, plug: wan } } }
`
    const { networks } = loadScenario(file, 'mine.yaml', { patches: [{ set: 'networks.wan.jitter=300ms' }] })
    expect(networks).toMatchObject([
      { name: 'lan', jitter: 0 },
      { name: 'wan', jitter: 300_000 },
    ])
  })

  test('what is typed is what is shown', () => {
    const sets = [
      'hosts.old.carp[0].advskew=300',
      'hosts.odl.ticks=100',
      'hosts.old.tick=100',
      'hosts.old.carp[5].advskew=1',
      'hosts[0]=1',
      'title.more=1',
      'networks.lan.loss=[1',
      'title',
      '',
      '=1',
      'extends=other.yaml',
      `${'a.'.repeat(30)}a=1`,
      `${'a.'.repeat(6_000)}a=1`,
    ]
    expect(said(...sets.map((set) => ({ set })))).toMatchInlineSnapshot(`
      "--set:1:27  hosts.old.carp[0].advskew
      ▸ 1 │ hosts.old.carp[0].advskew=300
          │                           ^^^ advskew is 0 to 254; it is one byte, 255 means goodbye

      --set (2):1:7  hosts.odl
      ▸ 1 │ hosts.odl.ticks=100
          │       ^^^ there is no odl in hosts; did you mean old?

      --set (3):1:11  hosts.old.tick
      ▸ 1 │ hosts.old.tick=100
          │           ^^^^ tick is no key of a host; did you mean ticks?

      --set (4):1:15  hosts.old.carp[5]
      ▸ 1 │ hosts.old.carp[5].advskew=1
          │               ^^^ hosts.old.carp is a list; its items: [0] to [1]

      --set (5):1:6  hosts[0]
      ▸ 1 │ hosts[0]=1
          │      ^^^ hosts is no list; its keys: old, new, web

      --set (6):1:7  title.more
      ▸ 1 │ title.more=1
          │       ^^^^ title is one text; nothing is in it

      --set (7):1:19
      ▸ 1 │ networks.lan.loss=[1
          │                   ^ a list that begins with [ must end with ], and further lines of it must be indented

      --set (8):1:6
      ▸ 1 │ title
          │      ^ write the way to a value, = and the value: hosts.fw1.carp[0].advskew=30

      --set (9):1:1
      ▸ 1 │
          │ ^ write the way to a value, = and the value: hosts.fw1.carp[0].advskew=30

      --set (10):1:1
      ▸ 1 │ =1
          │ ^ write the way to a value, = and the value: hosts.fw1.carp[0].advskew=30

      --set (11):1:1
      ▸ 1 │ extends=other.yaml
          │ ^^^^^^^ extends stands in a file; write one that extends the other, and says what it changes

      --set (12):1:1
      ▸ 1 │ a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a=1
          │ ^ no scenario is that deep

      --set (13):1:1
      ▸ 1 │ a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a…
          │ ^ this is longer than 10000 characters; write a file"
    `)
  })
})

describe('--event', () => {
  test.each<[short: string, full: string]>([
    ['10s unplug old.em1', '{ at: 10s, unplug: old.em1 }'],
    ['10s unplug old.em1 for 5s', '{ at: 10s, unplug: old.em1, for: 5s }'],
    ['30s..31s cut old->new network lan', '{ at: 30s..31s, cut: old -> new, network: lan }'],
    ['10s cut  old ->  new', '{ at: 10s, cut: old -> new }'],
    ['9s set old.em1/2 advskew 3 password "a b"', '{ at: 9s, set: old.em1/2, advskew: 3, password: a b }'],
    [
      '9s partition lan groups [[old], [new, web]] for 1s',
      '{ at: 9s, partition: lan, groups: [[old], [new, web]], for: 1s }',
    ],
    ["9s run old command 'echo ''x'', y'", `{ at: 9s, run: old, command: "echo 'x', y" }`],
    [
      '1s plug new every 2s times 3 even-if-inert true',
      '{ at: 1s, every: 2s, times: 3, plug: new, even-if-inert: true }',
    ],
  ])('%s', (short, full) => {
    const events = (event: string) => withoutLines(load({ event })).events
    const written = withoutLines(loadScenario(`${GOOD}  - ${full}\n`, 'written.yaml')).events
    expect(events(short)).toEqual(written)
    expect(events(full)).toEqual(written)
  })

  test('it has a place of its own', () => {
    const { events } = load({ event: '10s boot new' }, { event: '{ at: 11s, boot: new }' })
    expect(events.slice(-2)).toMatchObject([
      { line: 1, file: '--event' },
      { line: 1, file: '--event (2)' },
    ])
    expect(loadScenario('hosts: {}\ncarpsim: 1', 'a', { patches: [{ set: 'events=[]' }] }).events).toEqual([])
  })

  test('what is typed is what is shown', () => {
    const events = [
      '10s unplg old.em1',
      '10s unplug old.em9',
      '10s unplug old.em1 fro 5s',
      '10s unplug',
      '10s unplug old.em1 for',
      '10s unplug old.em1 for 1s for 2s',
      'unplug old.em1',
      '10s',
      '',
      '10 unplug old.em1',
      '50s unplug old.em1',
      '{ at: 10s, unplug: old.em1',
      '10s run old command "x',
      '[ '.repeat(6_000),
    ]
    expect(said(...events.map((event) => ({ event })))).toMatchInlineSnapshot(`
      "--event:1:5  events[16].unplg
      ▸ 1 │ 10s unplg old.em1
          │     ^^^^^ unplg is no verb; did you mean unplug?

      --event (2):1:12  events[17].unplug
      ▸ 1 │ 10s unplug old.em9
          │            ^^^^^^^ there is no interface old.em9; did you mean old.em0?

      --event (3):1:20  events[18].fro
      ▸ 1 │ 10s unplug old.em1 fro 5s
          │                    ^^^ fro is no key of unplug; did you mean for?

      --event (4):1:5  events[19].unplug
      ▸ 1 │ 10s unplug
          │     ^^^^^^ unplug takes an interface such as fw1.em0

      --event (5):1:20  events[20].for
      ▸ 1 │ 10s unplug old.em1 for
          │                    ^^^ for is a time of more than 0, such as 33s

      --event (6):1:27  for
      ▸ 1 │ 10s unplug old.em1 for 1s for 2s
          │                           ^^^ for is given twice; it may stand here once

      --event (7):1:1
      ▸ 1 │ unplug old.em1
          │ ^^^^^^ an event is a time, a verb with what it acts on, and arguments: 10s unplug fw1.em0 for 5s

      --event (8):1:1
      ▸ 1 │ 10s
          │ ^^^ an event is a time, a verb with what it acts on, and arguments: 10s unplug fw1.em0 for 5s

      --event (9):1:1
      ▸ 1 │
          │ ^ an event is a time, a verb with what it acts on, and arguments: 10s unplug fw1.em0 for 5s

      --event (10):1:1  events[22].at
      ▸ 1 │ 10 unplug old.em1
          │ ^^ at is a time such as 10s, or two to draw one between: 30s..31s

      --event (11):1:1  events[23].at
      ▸ 1 │ 50s unplug old.em1
          │ ^^^ this is after the end, until: 40s; write an earlier time or a later until

      --event (12):1:1
      ▸ 1 │ { at: 10s, unplug: old.em1
          │ ^ what begins with { must end with }, and further lines of it must be indented

      --event (13):1:21
      ▸ 1 │ 10s run old command "x
          │                     ^ a text that begins with " must end with "; write \\" for a quote inside it

      --event (14):1:1
      ▸ 1 │ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ […
          │ ^ this is longer than 10000 characters; write a file"
    `)
  })
})

describe('--system', () => {
  const simple = 'carpsim: 1\nsystem: ucarp\nhosts:\n  a: { interfaces: { e: { address: 1.0.0.1/8, plug: n } } }\n'
  const own = `${simple}  b: { system: freebsd, interfaces: { e: { address: 1.0.0.2/8, plug: n } } }\n`

  test('replaces the system of all hosts', () => {
    const { hosts } = loadScenario(own, 'a.yaml', { patches: [{ system: 'freebsd-9.3' }] })
    expect(hosts.map(({ system }) => system)).toEqual(['freebsd-9.3', 'freebsd-9.3'])
  })

  test('is checked, once', () => {
    expect(messageOf(() => loadScenario(own, 'a.yaml', { patches: [{ system: 'freebsd-9' }] }))).toMatchInlineSnapshot(`
      "--system:1:1  system
      ▸ 1 │ freebsd-9
          │ ^^^^^^^^^ there is no system freebsd-9; did you mean freebsd-8?"
    `)
    expect(said({ system: 'freebsd-14' })).toMatchInlineSnapshot(`
      "good.yaml:19:83  hosts.old.carp[1].name
        17 │     carp:
        18 │       - { vhid: 1, interface: em0, addresses: [10.0.0.3/24], password…
      ▸ 19 │ ….3], password: secret, name: carp1 }
           │                               ^^^^^ on FreeBSD 14 virtual hosts have no names; leave name out

      good.yaml:29:5  hosts.web.ucarp
        27 │     interfaces: { eth0: { address: 10.0.0.4/24, plug: lan } }
        28 │     carp: [{ vhid: 1, addresses: [10.0.0.3], password: secret, advske…
      ▸ 29 │     ucarp: { deadratio: 3, shutdown: true }
           │     ^^^^^ FreeBSD 14 runs CARP in its kernel; these options need system: ucarp"
    `)
  })
})

test('the end that is asked for is the end', () => {
  const event = '50s boot new'
  expect(loadScenario(GOOD, 'good.yaml', { until: 60_000_000, patches: [{ event }] }).until).toBe(60_000_000)
  expect(loadScenario(GOOD, 'good.yaml', { until: 5_000_000 })).toMatchObject({ until: 5_000_000 })
})

test('whatever is typed, it is a scenario or the error of who typed it', () => {
  const word = fc.constantFrom(
    ...'[]{}"\'=.,: 0->',
    'hosts',
    'old',
    'carp',
    'advskew',
    '10s',
    'unplug',
    'new',
    'lan',
    '[0]',
    '&a',
    '*a',
    '\n',
    '__proto__',
  )
  const typed = fc.array(fc.oneof({ weight: 5, arbitrary: word }, fc.string({ maxLength: 3 })), { maxLength: 12 })
  fc.assert(
    fc.property(typed, fc.constantFrom('set', 'event', 'system'), (words, kind) => {
      try {
        load({ [kind]: words.join('') } as unknown as Patch)
      } catch (error) {
        if (!(error instanceof ScenarioError)) throw error
        expect(error.message).toMatch(/^--|^good\.yaml/)
      }
    }),
    { numRuns: 400 },
  )
})
