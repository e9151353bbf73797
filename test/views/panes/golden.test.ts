import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sourceOf } from '../../../src/cli/scenario.ts'
import { json } from '../../../src/export/json.ts'
import { readStored } from '../../../src/export/stored/read.ts'
import { simulate } from '../../../src/simulate.ts'
import { SECOND } from '../../../src/time.ts'
import type { Trace } from '../../../src/trace/trace.ts'
import { lanesPane, timeBar } from '../../../src/views/bar/bar.ts'
import { eventRows, paintEvents, tellAhead } from '../../../src/views/events/events.ts'
import { inspect, whyPane } from '../../../src/views/inspector/inspector.ts'
import { paintScene } from '../../../src/views/scene/paint.ts'
import { scene } from '../../../src/views/scene/scene.ts'
import { textOf, traceOf } from './library.ts'

// What the panes of the player show at moments of the library. REWRITE=1 writes down what they show now: commit the
// difference only if you can say why each line changed.

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

function panes(trace: Trace, t: number, { columns, rows, ascii = false, selected }: Omit<Moment, 'seconds'>): string[] {
  const size = { columns, rows }
  const host = selected.split('.')[0]!
  const view = { from: 0, to: trace.until }
  const titled = (title: string, lines: readonly string[]) => [`---- ${title}`, ...lines]
  return [
    ...titled('network', textOf(paintScene(scene(trace, t), size, { ascii, selected }))),
    ...titled('who', textOf(timeBar(trace, view, columns, t, { ascii }))),
    ...titled('lanes', textOf(lanesPane(trace, view, columns, t, { ascii }))),
    ...titled('events', textOf(paintEvents(eventRows(trace, { verbose: false }), t, { columns, rows: 7 }, { ascii }))),
    ...titled(`inspector ${selected}`, textOf(inspect(trace, t, selected, { ascii }))),
    ...titled(`why ${host}`, textOf(whyPane(trace, t, { host }, Math.floor(columns / 2), { ascii }))),
    ...titled('why', textOf(whyPane(trace, t, null, Math.floor(columns / 2), { ascii }))),
  ]
}

for (const moment of MOMENTS) {
  const { scenario, seconds, columns, ascii } = moment
  const name = `${scenario.split('/')[1]}-${columns}${ascii ? '-ascii' : ''}`
  test(name, async () => {
    const trace = await traceOf(scenario)
    const lines = seconds.flatMap((second) => [
      `==== ${scenario} at ${second} s`,
      ...panes(trace, Math.round(second * SECOND), moment),
      '',
    ])
    const now = `${lines.map((line) => line.trimEnd()).join('\n')}`
    const file = join(import.meta.dirname, `${name}.txt`)
    if (process.env['REWRITE']) writeFileSync(file, now)
    else expect(now).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '')
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
  const trace = await traceOf('basics/cable-pull')
  const advert = trace.records.find(({ kind, t }) => kind === 'advert' && t > 9 * SECOND)!
  expect(textOf(inspect(trace, advert.t + 40, `#${advert.id}`))).toMatchInlineSnapshot(`
    [
      "advertisement #520 of skunk1 on em0",
      "  sent             9.273434, 40 µs ago, to 224.0.0.18",
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
  const trace = await traceOf('basics/cable-pull')
  const stored = readStored([...json(trace, [])].join(''), 'cable-pull.json')
  const { id } = stored.records.find(({ kind }) => kind === 'advert')!
  const lines = textOf(inspect(stored, trace.until, `#${id}`))
  expect(lines.filter((line) => line.includes('not kept')).map((line) => line.split(' ')[2])).toEqual([
    'carp.checksum',
    'carp.hmac',
  ])
})

test('what is told ahead is what is listed', async () => {
  const trace = { ...(await traceOf('basics/cable-pull')) }
  const listed = textOf(eventRows(await traceOf('basics/cable-pull'), { verbose: true }).map(({ line }) => line))
  let parts = 1
  while (!tellAhead(trace, { verbose: true }, 500)) parts += 1
  expect(parts).toBe(Math.floor(listed.length / 500) + 1)
  expect(textOf(eventRows(trace, { verbose: true }).map(({ line }) => line))).toEqual(listed)
})

test('verbose rows have what the others have, and more; a filter keeps what it keeps', async () => {
  const trace = await traceOf('basics/cable-pull')
  const brief = eventRows(trace, { verbose: false })
  const all = eventRows(trace, { verbose: true })
  const isChange = (record: { kind: string }) => record.kind === 'transition'
  expect(all.length).toBeGreaterThan(10 * brief.length)
  expect(eventRows(trace, { verbose: false })).toBe(brief)
  const changes = eventRows(trace, { verbose: true, filter: isChange })
  expect(changes.map(({ id }) => id)).toEqual(trace.records.filter(isChange).map(({ id }) => id))
  expect(eventRows(trace, { verbose: true, filter: isChange })).toBe(changes)
})
