import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sourceOf } from '../../../src/cli/scenario.ts'
import { json } from '../../../src/export/json.ts'
import { readStored } from '../../../src/export/stored/read.ts'
import { simulate } from '../../../src/simulate.ts'
import { SECOND } from '../../../src/time.ts'
import { FRAMES } from '../../../src/trace/kinds.ts'
import type { Trace } from '../../../src/trace/trace.ts'
import { lanesPane, timeBar } from '../../../src/views/bar/bar.ts'
import { eventRows, lastBy, paintEvents, tellAhead } from '../../../src/views/events/events.ts'
import { inspect, whyPane, whyRecordPane } from '../../../src/views/inspector/inspector.ts'
import { paintScene } from '../../../src/views/scene/paint.ts'
import { scene } from '../../../src/views/scene/scene.ts'
import { expectWritten } from '../../retold.ts'
import { textOf, traceOf } from './library.ts'

// What the panes of the player show at moments of the library.

interface Moment {
  readonly scenario: string
  readonly seconds: readonly number[]
  readonly columns: number
  readonly rows: number
  readonly ascii?: boolean
  readonly selected: string
}

const MOMENTS: readonly Moment[] = [
  { scenario: 'basics/cable-pull', seconds: [9, 9.27346, 11, 12.35, 12.36], columns: 80, rows: 14, selected: 'skunk2' },
  { scenario: 'basics/cable-pull', seconds: [11], columns: 80, rows: 14, ascii: true, selected: 'skunk1' },
  { scenario: 'basics/split-brain', seconds: [11.000_05, 15], columns: 100, rows: 16, selected: 'fw2' },
  { scenario: 'basics/one-way-cut', seconds: [11.000_06, 15], columns: 80, rows: 8, selected: 'fw2.em0' },
  { scenario: 'basics/vm-pause', seconds: [12], columns: 100, rows: 16, selected: 'fw1' },
  { scenario: 'basics/three-hosts', seconds: [15], columns: 80, rows: 5, selected: 'fw3' },
  { scenario: 'basics/demotion', seconds: [15], columns: 80, rows: 16, selected: 'fw1' },
  { scenario: 'systems/balanced-pair', seconds: [9, 15], columns: 200, rows: 20, selected: 'b' },
  { scenario: 'systems/ipv6-only-split', seconds: [15], columns: 100, rows: 20, selected: 'fw1' },
  { scenario: 'systems/ipv6-only-split', seconds: [15], columns: 200, rows: 20, ascii: true, selected: 'fw2' },
]

const TWO_NETWORKS = simulate(
  sourceOf(
    'two-networks.yaml',
    `carpsim: 1
title: Two networks
until: 40s
system: freebsd-14
preempt: true
networks: { outside: { latency: 100us }, dmz: { latency: 100us } }
hosts:
  fw1:
    interfaces: { em0: { address: 10.0.0.1/24, plug: outside }, em1: { address: 10.1.0.1/24, plug: dmz } }
    carp:
      - { vhid: 1, interface: em0, addresses: [10.0.0.3/24], password: x }
      - { vhid: 2, interface: em1, addresses: [10.1.0.3/24], password: x }
  fw2:
    interfaces: { em0: { address: 10.0.0.2/24, plug: outside }, em1: { address: 10.1.0.2/24, plug: dmz } }
    carp:
      - { vhid: 1, interface: em0, addresses: [10.0.0.3/24], password: x, advskew: 100 }
      - { vhid: 2, interface: em1, addresses: [10.1.0.3/24], password: x, advskew: 100 }
events:
  - { at: 10s, unplug: fw1.em0 }
  - { at: 12s, set: fw2.em0/1, advskew: 50 }
  - { at: 15s, partition: dmz, groups: [[fw1], [fw2]] }
`,
    {},
  ).scenario,
)

function panes(trace: Trace, t: number, moment: Omit<Moment, 'seconds'>): string[] {
  const { columns, ascii = false, selected } = moment
  const size = { columns, rows: moment.rows }
  const rows = eventRows(trace, { verbose: false })
  const host = selected.split('.')[0]!
  const view = { from: 0, to: trace.until }
  const titled = (title: string, lines: readonly string[]) => [`---- ${title}`, ...lines]
  return [
    ...titled('network', textOf(paintScene(scene(trace, t), size, { ascii, selected }))),
    ...titled('who', textOf(timeBar(trace, view, columns, t, { ascii }))),
    ...titled('lanes', textOf(lanesPane(trace, view, columns, t, { ascii }))),
    ...titled('events', textOf(paintEvents(rows, lastBy(rows, t), { columns, rows: 7 }, { ascii }))),
    ...titled(`inspector ${selected}`, textOf(inspect(trace, t, selected, { ascii }))),
    ...titled(`why ${host}`, textOf(whyPane(trace, t, { host }, Math.floor(columns / 2), { ascii }))),
    ...titled('why', textOf(whyPane(trace, t, null, Math.floor(columns / 2), { ascii }))),
  ]
}

for (const moment of MOMENTS) {
  const { scenario, seconds, columns, ascii } = moment
  const name = `${scenario.split('/')[1]}-${columns}${ascii ? '-ascii' : ''}`
  test(name, async () => {
    const trace = traceOf(scenario)
    const lines = seconds.flatMap((second) => [
      `==== ${scenario} at ${second} s`,
      ...panes(trace, Math.round(second * SECOND), moment),
      '',
    ])
    const now = `${lines.map((line) => line.trimEnd()).join('\n')}`
    const file = join(import.meta.dirname, `${name}.txt`)
    expectWritten(file, now)
  })
}

test('two networks: wires say which they are on', async () => {
  const lines = [11.5, 16.5].flatMap((seconds) =>
    [100, 80].flatMap((columns) => {
      const picture = scene(TWO_NETWORKS, seconds * SECOND)
      return textOf(paintScene(picture, { columns, rows: 14 }, { ascii: false, selected: 'fw1.em1' }))
    }),
  )
  await expect(lines.map((line) => line.trimEnd()).join('\n')).toMatchFileSnapshot('two-networks.txt')
})

test('an advertisement with all its fields', async () => {
  const trace = traceOf('basics/cable-pull')
  const advert = trace.records.find(({ kind, t }) => kind === 'advert' && t > 9 * SECOND)!
  expect(textOf(inspect(trace, advert.t + 40, `#${advert.id}`))).toMatchInlineSnapshot(`
    [
      "advertisement #520 of skunk1 on em0",
      "  sent             9.273434, 40 µs ago, to 224.0.0.18",
      "who heard it",
      "  skunk2           on its way, there at 9.273534 (#522)",
      "  laptop           on its way, there at 9.273534 (#524)",
      "fields",
      "  carp.version     2",
      "  carp.type        1 (Advertisement)",
      "  carp.vhid        1",
      "  carp.advskew     10",
      "  carp.authlen     7",
      "  carp.demotion    0",
      "  carp.adver_int   1",
      "  carp.checksum    0x9189 (correct)",
      "  carp.counter     1081940008699722815",
      "  carp.hmac        cbc83a205133d41bd4b05d17724f0229c5f7af30",
    ]
  `)
})

test('a trace that was stored tells no digest that it does not know', async () => {
  const trace = traceOf('basics/cable-pull')
  const stored = readStored([...json(trace, [])].join(''), 'cable-pull.json')
  const { id } = stored.records.find(({ kind }) => kind === 'advert')!
  const lines = textOf(inspect(stored, trace.until, `#${id}`))
  expect(lines.filter((line) => line.includes('not kept')).map((line) => line.split(' ')[2])).toEqual([
    'carp.checksum',
    'carp.hmac',
  ])
})

test('what is told ahead is what is listed', async () => {
  const trace = { ...traceOf('basics/cable-pull') }
  const listed = textOf(eventRows(traceOf('basics/cable-pull'), { verbose: true }).map(({ line }) => line))
  let parts = 1
  while (!tellAhead(trace, { verbose: true }, 500)) parts += 1
  expect(parts).toBe(Math.floor(listed.length / 500) + 1)
  expect(textOf(eventRows(trace, { verbose: true }).map(({ line }) => line))).toEqual(listed)
})

test('verbose rows have what the others have, and more; a filter keeps what it keeps', async () => {
  const trace = traceOf('basics/cable-pull')
  const brief = eventRows(trace, { verbose: false })
  const all = eventRows(trace, { verbose: true })
  const isChange = (record: { kind: string }) => record.kind === 'transition'
  expect(all.length).toBeGreaterThan(10 * brief.length)
  expect(eventRows(trace, { verbose: false })).toBe(brief)
  const changes = eventRows(trace, { verbose: true, filter: isChange })
  expect(changes.map(({ id }) => id)).toEqual(trace.records.filter(isChange).map(({ id }) => id))
  expect(eventRows(trace, { verbose: true, filter: isChange })).toBe(changes)
})

test('who heard a frame, who lost it and why, who refused it; and why that is so', async () => {
  const cut = traceOf('basics/one-way-cut')
  const lost = cut.records.find(({ kind }) => kind === 'lost')!
  const wrong = traceOf('basics/password-mismatch')
  const drop = wrong.records.find(({ kind }) => kind === 'drop')!
  const blocks = [
    [cut, lost.id],
    [wrong, drop.id],
  ] as const
  const lines = blocks.flatMap(([trace, id]) => [
    ...textOf(inspect(trace, trace.until, `#${id}`, { ascii: false, columns: 60 })).slice(0, 5),
    ...textOf(whyRecordPane(trace, id, 60)),
  ])
  expect(lines).toMatchInlineSnapshot(`
    [
      "advertisement #54 of fw1 on em0",
      "  sent             10.000000, 30 s ago, to 224.0.0.18",
      "who heard it",
      "  fw2              lost: cut, at 10.000000 (#55), by #52:",
      "                   cut: fw1 -> fw2",
      "fw2 does not hear fw1's advertisement on em0: cut",
      "10.000000 cut: fw1 -> fw2",
      "advertisement #15 of fw1 on em0",
      "  sent             3.000000, 17 s ago, to 224.0.0.18",
      "who heard it",
      "  fw2              heard at 3.000100 (#19), and refused: the",
      "                   digest is wrong: password or addresses",
      "fw2 refuses vhid 1 of fw1 on em0: the digest is wrong:",
      "password or addresses are not the same (bad-hmac)",
    ]
  `)
})

test('each frame has the fields that Wireshark knows, and a fate; each other record its words', async () => {
  const kinds = new Map<string, readonly string[]>()
  for (const name of [
    'basics/cable-pull',
    'systems/ipv6-only-split',
    'systems/vrrp-neighbour-same-id',
    'field/sync-link-dead-rejoin',
    'official/freebsd-unicast-v4',
  ]) {
    const trace = traceOf(name)
    for (const record of trace.records) {
      if (kinds.has(record.kind)) continue
      const lines = textOf(inspect(trace, record.t, `#${record.id}`))
      expect(lines.join('\n')).not.toMatch(/undefined|NaN|\[object/)
      kinds.set(record.kind, lines)
    }
  }
  for (const kind of FRAMES) expect(kinds.get(kind)?.join('\n'), kind).toMatch(/\nwho heard it\n[\s\S]*\nfields\n/)
  const shown = [...kinds].filter(([kind]) =>
    ['vrrp', 'garp', 'na', 'arp', 'nd', 'echo', 'tcp', 'forward', 'pfsync', 'transition', 'fault'].includes(kind),
  )
  expect(shown.map(([, lines]) => lines)).toMatchInlineSnapshot(`
    [
      [
        "record #3: transition",
        "  at               0.000000",
        "  what             skunk1: INIT → BACKUP",
        "  virtual host     vhid 1 on em0",
        "  rule             address added",
        "  because of       #1 skunk1 boots",
        "log",
        "                   carp0: INIT -> BACKUP",
      ],
      [
        "ARP #19 of laptop on em0",
        "  sent             0.000000, 0 s ago",
        "who heard it",
        "  skunk1           on its way, there at 0.000100 (#20)",
        "  skunk2           on its way, there at 0.000100 (#21)",
        "fields",
        "  arp.opcode         1 (request)",
        "  arp.src.hw_mac     02:00:00:00:00:03",
        "  arp.src.proto_ipv4 10.0.0.9",
        "  arp.dst.proto_ipv4 10.0.0.3",
      ],
      [
        "announcement #86 of skunk1 on em0",
        "  sent             3.039062, 0 s ago",
        "who heard it",
        "  skunk2           on its way, there at 3.039162 (#93)",
        "  laptop           on its way, there at 3.039162 (#94)",
        "fields",
        "  arp.isgratuitous   True",
        "  arp.src.hw_mac     00:00:5e:00:01:01",
        "  arp.src.proto_ipv4 10.0.0.3",
        "  arp.dst.proto_ipv4 10.0.0.3",
      ],
      [
        "echo #96 of laptop on em0",
        "  sent             3.039162, 0 s ago",
        "who heard it",
        "  skunk1           on its way, there at 3.039262 (#97)",
        "fields",
        "  eth.dst          00:00:5e:00:01:01",
        "  ip.src           10.0.0.9",
        "  ip.dst           10.0.0.3",
        "  icmp.type        8 (Echo request)",
        "  icmp.seq         31",
      ],
      [
        "record #567: fault",
        "  at               10.000000",
        "  what             cable of skunk1 em0 pulled",
        "  written          line 31",
      ],
      [
        "neighbour discovery #23 of laptop on em0",
        "  sent             0.000000, 0 s ago",
        "who heard it",
        "  fw1              on its way, there at 0.000100 (#26)",
        "  fw2              on its way, there at 0.000100 (#27)",
        "fields",
        "  icmpv6.type                 135 (Neighbor Solicitation)",
        "  ipv6.src                    2001:db8::9",
        "  icmpv6.nd.ns.target_address 2001:db8::3",
        "  icmpv6.opt.linkaddr         02:00:00:00:00:03",
      ],
      [
        "announcement #152 of fw1 on em0",
        "  sent             3.000000, 0 s ago",
        "who heard it",
        "  fw2              on its way, there at 3.000100 (#170)",
        "  laptop           on its way, there at 3.000100 (#171)",
        "fields",
        "  icmpv6.type                 136 (Neighbor Advertisement)",
        "  icmpv6.nd.na.target_address 2001:db8::3",
        "  icmpv6.opt.linkaddr         00:00:5e:00:01:02",
      ],
      [
        "VRRP advertisement #12 of isp on em0",
        "  sent             0.000000, 0 s ago",
        "who heard it",
        "  fw1              on its way, there at 0.000100 (#19)",
        "  fw2              on its way, there at 0.000100 (#21)",
        "  laptop           on its way, there at 0.000100 (#23)",
        "fields",
        "  vrrp.version     2",
        "  vrrp.type        1 (Advertisement)",
        "  vrrp.virt_rtr_id 1",
        "  vrrp.prio        100",
        "  vrrp.adver_int   1",
      ],
      [
        "pfsync message #12 of fw1 on em2",
        "  sent             0.000000, 0 s ago",
        "who heard it",
        "  fw2              on its way, there at 0.000100 (#26)",
        "fields",
        "  says             bulk request",
        "  states           0",
      ],
      [
        "TCP segment #411 of laptop on em0",
        "  sent             35.000200, 0 s ago",
        "who heard it",
        "  fw2              on its way, there at 35.000300 (#412)",
        "fields",
        "  eth.dst          00:00:5e:00:01:02",
        "  ip.src           10.0.0.9",
        "  ip.dst           192.0.2.9",
        "  tcp.srcport      49152",
        "  tcp.dstport      22",
        "  tcp.flags        SYN",
      ],
      [
        "advertisement #82 of one on bridge0",
        "  sent             3.000100, 0 s ago",
        "who heard it",
        "  three            on its way, there at 3.000200 (#93)",
        "fields",
        "  eth.dst          02:00:00:00:00:02",
        "  ip.src           198.51.100.2",
        "  ip.dst           198.51.100.130",
        "  ip.ttl           254",
        "  carp.vhid        1",
      ],
    ]
  `)
})
