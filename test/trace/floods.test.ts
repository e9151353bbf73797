import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { castOf } from '../../src/scenario/play/compile.ts'
import { SentenceNames } from '../../src/scenario/sentences/names.ts'
import { readSentence } from '../../src/scenario/sentences/read.ts'
import { simulate } from '../../src/simulate.ts'
import { SECOND } from '../../src/time.ts'
import { filterOf } from '../../src/trace/filter.ts'
import { expectationsFold } from '../../src/trace/folds/expectations.ts'
import type { Trace } from '../../src/trace/trace.ts'

// How many frames for one machine switches send to all, beside a naive model of their tables.

const LAN = (ageing: number, period: number, expected: string) => `carpsim: 1
until: 60s
switches: { sw1: { ageing: ${ageing}s }, sw2: { ageing: ${ageing}s } }
cables: { up: sw1 - sw2 }
hosts:
  a: { system: client, interfaces: { em0: { address: 10.0.0.1/24, plug: sw1 } }, ping: { 10.0.0.2: ${period}s } }
  b: { system: client, interfaces: { em0: { address: 10.0.0.2/24, plug: sw2 } } }
  c: { system: client, interfaces: { em0: { address: 10.0.0.3/24, plug: sw1 } }, ping: { 10.0.0.1: 7s } }
events: [{ at: 20s, unplug: up, for: 5s }, { at: 40s, flush-arp: a }]
expect: [${expected}]
`

/** Frames for one machine that come in at a switch, from whose MAC each, and to which: a table of its own. */
function naive({ records, hosts }: Trace, at: string, ageing: number): number {
  const macs = new Map(hosts.map(({ name }, place) => [name, `02:00:00:00:00:${String(place + 1).padStart(2, '0')}`]))
  const seen = new Map<string, { port: string; t: number }>()
  let count = 0
  const byId = new Map(records.map((record) => [record.id, record]))
  for (const record of records) {
    if (record.kind === 'mac' && record.switch === at && record.how === 'flushed') seen.delete(record.mac)
    if (record.kind !== 'hop' || record.switch !== at) continue
    const frame = byId.get(record.cause!)!
    if (!('host' in frame)) continue
    const known = (mac: string) => (seen.get(mac)?.t ?? Number.NEGATIVE_INFINITY) > record.t - ageing * SECOND
    seen.set(macs.get(frame.host)!, { port: record.in, t: record.t })
    const isRequest = frame.kind === 'arp' && frame.operation === 'request' && frame.target !== frame.sender
    const to =
      frame.kind === 'echo' ? frame.mac : frame.kind === 'arp' && !isRequest ? macOf(frame.target, hosts, macs) : ''
    if (to !== '' && to !== undefined && !known(to)) count += 1
  }
  return count
}

function macOf(address: string, hosts: Trace['hosts'], macs: ReadonlyMap<string, string>): string | undefined {
  const owner = hosts.find(({ interfaces }) =>
    interfaces.some((card) => card.address.startsWith(`${address}/`) || card.address === address),
  )
  return owner && macs.get(owner.name)
}

test('they are counted as by a naive table, live and afterwards', () => {
  const ageing = fc.integer({ min: 1, max: 30 })
  const period = fc.integer({ min: 1, max: 20 })
  let most = 0
  fc.assert(
    fc.property(ageing, period, fc.constantFrom('sw1', 'sw2'), (ageing, period, at) => {
      const open = loadScenario(LAN(ageing, period, ''), 'lan.yaml')
      const trace = simulate(open)
      const count = naive(trace, at, ageing)
      most = Math.max(most, count)
      const judged = loadScenario(LAN(ageing, period, `{ floods of ${at}: ${count} }`), 'lan.yaml')
      const fold = expectationsFold(judged.expect, castOf(judged))
      simulate(judged, { level: 'metrics', folds: [fold] })
      expect(fold.end(judged.until).map(({ verdict }) => verdict)).toEqual(['holds'])
      const { sentence } = readSentence(`floods of ${at}`, SentenceNames.of(judged))
      expect(trace.records.filter(filterOf(sentence!, trace))).toHaveLength(count)
    }),
    { numRuns: 25 },
  )
  expect(most).toBeGreaterThan(10)
})

test('of a switch that there is', () => {
  expect(() => loadScenario(LAN(9, 9, '{ floods of sw3: 0 }'), 'lan.yaml')).toThrow('there is no switch sw3')
})
