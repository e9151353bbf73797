import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Action } from '../../src/scenario/scenario.ts'
import { simulate } from '../../src/simulate.ts'
import { SECOND } from '../../src/time.ts'
import type { Kind, TraceRecord } from '../../src/trace/record.ts'
import type { Trace } from '../../src/trace/trace.ts'
import { inARow, switched } from '../network/switched.ts'
import { scenarios } from './scenarios.ts'

const OF_SWITCHES: readonly Kind[] = ['mac', 'hop', 'switch', 'port']

test('a switch that takes no time in the place of a hub changes nothing', () => {
  fc.assert(
    fc.property(scenarios(), (scenario) => {
      const through = simulate(switched(scenario))
      expect(through.counts.hop).toBeGreaterThan(0)
      expect(told(through)).toEqual(told(simulate(scenario)))
    }),
    { numRuns: 60 },
  )
})

test('on a row of switches each copy of a frame is delivered or lost, and none goes back to where it came from', () => {
  fc.assert(
    fc.property(scenarios(), fc.integer({ min: 2, max: 3 }), (scenario, length) => {
      const { records } = simulate(inARow(scenario, length))
      const ends = new Map<number, string[]>()
      for (const record of records) {
        if (record.kind === 'hop') expect(record.out).not.toContain(record.in)
        if (record.kind !== 'delivered' && record.kind !== 'lost') continue
        ends.set(record.cause!, [...(ends.get(record.cause!) ?? []), record.host])
      }
      const others = scenario.hosts.length - 1
      for (const record of records) {
        if (record.kind !== 'advert' || record.t > scenario.until - 1_000_000) continue
        const copies = ends.get(record.id) ?? []
        expect(copies).not.toContain(record.host)
        expect([copies.length, new Set(copies).size]).toEqual([others, others])
      }
    }),
    { numRuns: 60 },
  )
})

test('a cable pulled between switches does to the election what a partition does, and to no carrier anything', () => {
  fc.assert(
    fc.property(scenarios(), fc.integer({ min: 6 * SECOND, max: 30 * SECOND }), (drawn, at) => {
      const networks = drawn.networks.map((network) => ({ ...network, loss: 0 }))
      const events = drawn.events.filter(({ action }) => action.verb !== 'cut' && action.verb !== 'heal')
      const whole = inARow({ ...drawn, networks, events }, 2)
      const groups = ['sw0', 'sw1'].map((at) =>
        whole.hosts.filter(({ interfaces }) => interfaces[0]!.switch === at).map(({ name }) => name),
      )
      const [{ latency }] = whole.networks as [(typeof whole.networks)[number]]
      const withEvent = (at: number, action: Action) =>
        simulate({ ...whole, events: [...events, { at, evenIfInert: false, action }] })
      // A cut is looked at when a frame is sent, a cable when the frame comes to it.
      const pulled = withEvent(at + latency, { verb: 'unplug', cable: 'up0' })
      const parted = withEvent(at, { verb: 'partition', network: 'lan', groups })
      expect(changesOf(pulled)).toEqual(changesOf(parted))
      expect(pulled.records.filter(({ kind, t }) => kind === 'link' && t === at + latency)).toEqual([])
    }),
    { numRuns: 60 },
  )
})

function changesOf({ records }: Trace): string[] {
  return records.flatMap((record) =>
    record.kind === 'transition' ? [`${record.t} ${record.host}/${record.vhid} ${record.from} ${record.to}`] : [],
  )
}

/** What happened, but for what switches alone do; ids count those, too. */
function told({ records }: Trace): object[] {
  const names = new Map<number, number>()
  const others = records.filter(({ kind }) => !OF_SWITCHES.includes(kind))
  for (const { id } of others) names.set(id, names.size)
  const named = (id: number | null | undefined) => (id == null ? id : names.get(id))
  return others.map((record: TraceRecord) => ({
    ...record,
    id: named(record.id),
    cause: named(record.cause),
    ...('because' in record && { because: named(record.because) }),
  }))
}
