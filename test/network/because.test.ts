import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'
import type { Level, TraceRecord } from '../../src/trace/record.ts'

// What made a frame go nowhere, or come late, is named by its record: the very fault, power or cable that did it.

const PAIR = `carpsim: 1
title: two machines
until: 8s
system: freebsd-9.3
hosts:
  a: { interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }, carp: [{ vhid: 1, password: p, addresses: [10.0.0.3] }] }
  b: { interfaces: { em0: { address: 10.0.0.2/24, plug: lan } }, carp: [{ vhid: 1, password: p, advskew: 9, addresses: [10.0.0.3] }] }
events:
`

type Fated = TraceRecord & { readonly because?: number }

function fates(events: readonly string[], level: Level = 'all'): { records: readonly TraceRecord[]; fated: Fated[] } {
  const text = `${PAIR}${events.map((event) => `  - { ${event} }\n`).join('')}`
  const { records } = simulate(loadScenario(text, 'pair'), { level })
  const fated = records.filter(({ kind }) => kind === 'lost' || kind === 'unsent' || kind === 'delivered')
  return { records, fated: fated as Fated[] }
}

test.each([
  ['a cut', 'cut: a -> b', 'lost', 'fault'],
  ['an impairment that loses', 'impair: a -> lan, loss: 100%', 'lost', 'fault'],
  ['an impairment that delays', 'impair: a -> lan, delay: 30ms', 'delivered', 'fault'],
  ['a cable at the receiver', 'unplug: b.em0', 'lost', 'link'],
  ['an interface that is down', 'interface-down: b.em0', 'lost', 'interface'],
  ['a receiver without power', 'crash: b', 'lost', 'power'],
  ['a receiver that stands still', 'pause: b', 'lost', 'power'],
  ['sends that fail', 'send-error: a.em0, errno: ENOBUFS, times: 2', 'unsent', 'fault'],
])('%s', (_, event, kind, maker) => {
  const { records, fated } = fates([`at: 5500ms, ${event}`])
  const named = fated.filter((record) => record.kind === kind && record.t > 5_500_000 && record.because !== undefined)
  expect(named.length).toBeGreaterThan(0)
  for (const { because } of named) {
    const made = records.find(({ id }) => id === because)!
    expect([made.kind, made.t]).toEqual([maker, 5_500_000])
  }
})

test('a daemon that does not look at its carrier sends into a cable that is out', () => {
  const text = PAIR.replace('system: freebsd-9.3', 'system: ucarp').replaceAll(
    ', carp:',
    ', ucarp: { ignoreifstate: true }, carp:',
  )
  const { records } = simulate(loadScenario(`${text}  - { at: 5500ms, unplug: a.em0 }\n`, 'pair'))
  const unsent = records.find((record) => record.kind === 'unsent')
  expect(records.find(({ id }) => id === unsent?.because)).toMatchObject({ kind: 'link', t: 5_500_000 })
})

test('a cable that was out before the power went is why nothing arrives when the power is back', () => {
  const { records, fated } = fates(['at: 4s, unplug: b.em0', 'at: 5s, crash: b', 'at: 6s, boot: b'])
  const last = fated.findLast(({ kind }) => kind === 'lost')!
  expect(records.find(({ id }) => id === last.because)).toMatchObject({ kind: 'link', t: 4_000_000 })
})

test('a loss that is drawn has nothing to name', () => {
  const text = PAIR.replace('hosts:', 'networks: { lan: { loss: 50% } }\nhosts:').replace('events:\n', '')
  const lost = simulate(loadScenario(text, 'pair')).records.filter(({ kind }) => kind === 'lost')
  expect(lost.length).toBeGreaterThan(0)
  for (const record of lost) expect(record).not.toHaveProperty('because')
})

test('at every level what is named was kept', () => {
  for (const level of ['all', 'changes'] as const) {
    const { records, fated } = fates(['at: 4s, cut: a -> b', 'at: 5s, pause: a', 'at: 6s, unplug: b.em0'], level)
    const ids = new Set(records.map(({ id }) => id))
    for (const { because } of fated) if (because !== undefined) expect(ids.has(because)).toBe(true)
  }
})
