import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { saveScenario } from '../../src/scenario/save/save.ts'
import { simulate } from '../../src/simulate.ts'
import { SECOND } from '../../src/time.ts'
import type { Trace } from '../../src/trace/trace.ts'
import { whySo } from '../../src/views/why/asked.ts'

// Ports that die and keep their carrier: of a lagg, and of a switch.

function scenario(events: readonly string[], { mode = 'failover', more = '', seed = 1 } = {}) {
  return loadScenario(
    `carpsim: 1
seed: ${seed}
until: 3m
switches: { sw1: { ${more} }, sw2: {} }
cables: { up: sw1 - sw2 }
hosts:
  fw1:
    interfaces: { lagg0: { address: 10.0.0.1/24, plug: sw1, ports: [em0, em1], mode: ${mode} } }
    carp: [{ vhid: 1, addresses: [10.0.0.3] }]
  fw2:
    interfaces: { em0: { address: 10.0.0.2/24, plug: sw2 } }
    carp: [{ vhid: 1, addresses: [10.0.0.3], advskew: 100 }]
  laptop:
    system: client
    interfaces: { em0: { address: 10.0.0.9/24, plug: sw1 } }
    ping: { 10.0.0.3: 1s, 10.0.0.1: 1s, 10.0.0.2: 1s }
events:${events.length === 0 ? ' []' : events.map((event) => `\n  - { ${event} }`).join('')}
`,
    'dead.yaml',
  )
}

/** Where frames died at a port, of which machine, on their way to whom. */
function deaths(events: readonly string[], options = {}) {
  const { records } = simulate(scenario(events, options))
  const dead = records.flatMap((record) => (record.kind === 'lost' && record.why === 'dead port' ? [record] : []))
  const fault = records.find(({ kind }) => kind === 'fault')!
  expect(dead.every(({ because }) => because === fault.id)).toBe(true)
  const ways = dead.map(({ cause, host, at }) => {
    const frame = records.find(({ id }) => id === cause)!
    return `${'host' in frame ? frame.host : ''} -> ${host} at ${at}`
  })
  return [...new Set(ways)].sort()
}

describe('of a lagg in failover, all that goes by the active port dies', () => {
  test('out', () => {
    expect(deaths(['at: 10s, port-dead: fw1.em0, direction: out'])).toEqual([
      'fw1 -> fw2 at fw1.em0',
      'fw1 -> laptop at fw1.em0',
    ])
  })
  test('in', () => {
    expect(deaths(['at: 10s, port-dead: fw1.em0, direction: in'])).toEqual(['laptop -> fw1 at fw1.em0'])
  })
  test('that of the other one harms nobody, until it is the active one', () => {
    expect(deaths(['at: 10s, port-dead: fw1.em1'])).toEqual([])
    expect(deaths(['at: 10s, port-dead: fw1.em1', 'at: 20s, unplug: fw1.em0'])).not.toEqual([])
  })
  test('nobody is told, and a pulled cable brings the other port in', () => {
    const { records } = simulate(scenario(['at: 10s, port-dead: fw1.em0', 'at: 30s, unplug: fw1.em0']))
    const seen = records.filter(({ kind, t }) => kind === 'link' && t > 0)
    expect(seen).toMatchObject([{ t: 30 * SECOND, interface: 'em0' }])
    const dead = records.filter((record) => record.kind === 'lost' && record.why === 'dead port')
    expect(dead.length).toBeGreaterThan(0)
    expect(dead.every(({ t }) => t >= 10 * SECOND && t <= 30 * SECOND)).toBe(true)
  })
})

describe('of a switch', () => {
  test('in: it does not hear who is plugged in there', () => {
    expect(deaths(['at: 10s, port-dead: "sw1:fw1.lagg0", direction: in'])).toEqual([
      'fw1 -> fw2 at sw1:fw1.lagg0',
      'fw1 -> laptop at sw1:fw1.lagg0',
    ])
  })
  test('out: who is plugged in there does not hear it', () => {
    expect(deaths(['at: 10s, port-dead: "sw1:fw1.lagg0", direction: out'])).toEqual(['laptop -> fw1 at sw1:fw1.lagg0'])
  })
  test('of a cable between two, each port by itself', () => {
    expect(deaths(['at: 10s, port-dead: "sw1:up", direction: out'])).toEqual([
      'fw1 -> fw2 at sw1:up',
      'laptop -> fw2 at sw1:up',
    ])
    expect(deaths(['at: 10s, port-dead: "sw2:up", direction: in'])).toEqual([
      'fw1 -> fw2 at sw2:up',
      'laptop -> fw2 at sw2:up',
    ])
  })
  test('a querier behind it is not heard', () => {
    const more = 'snooping: { link-local: prune, querier: true }'
    const joined = (events: readonly string[]) =>
      simulate(scenario(events, { more })).records.filter(({ kind, t }) => kind === 'report' && t > 100 * SECOND)
    const hosts = (events: readonly string[]) =>
      new Set(joined(events).map((record) => 'host' in record && record.host))
    expect(hosts([])).toEqual(new Set(['fw1', 'fw2']))
    expect(hosts(['at: 10s, port-dead: "sw1:up", direction: out'])).toEqual(new Set(['fw1']))
    expect(hosts(['at: 10s, port-dead: fw1.em0, direction: in'])).toEqual(new Set(['fw2']))
  })
})

test('with loadbalance some flows die, and which ones the seed says', () => {
  const seeds = Array.from({ length: 12 }, (_, seed) => {
    const { records } = simulate(scenario(['at: 10s, port-dead: fw1.em0'], { mode: 'loadbalance', seed }))
    const ofFlow = (kind: string) =>
      records.some(
        (record) =>
          record.kind === 'lost' &&
          record.why === 'dead port' &&
          records.find(({ id }) => id === record.cause)?.kind === kind,
      )
    return [ofFlow('advert'), ofFlow('echo')]
  })
  // Some lose the advertisements of fw1, some do not; of so many pings some die whatever the seed.
  expect(new Set(seeds.map(([adverts]) => adverts)).size).toBe(2)
  expect(seeds.every(([, pings]) => pings)).toBe(true)
})

test('LACP goes on without it when it has heard nothing for 90 s, and takes it back two seconds after it is well', () => {
  const died = ['at: 40s, port-dead: fw1.em0, direction: in', 'at: 150s, port-alive: fw1.em0, direction: in']
  const { records } = simulate(scenario(died, { mode: 'lacp' }))
  // It spoke at 2 s, when the ends had agreed, and at 32 s.
  const told = records.filter((record) => record.kind === 'setting' && record.name === 'LACP')
  expect(told).toMatchObject([{ t: 122 * SECOND, value: 'em0 timed out' }])
  const lone = simulate(scenario([...died.slice(0, 1), 'at: 50s, unplug: fw1.em1'], { mode: 'lacp' }))
  const links = lone.records.flatMap((record) =>
    record.kind === 'link' && record.interface === 'lagg0' ? [`${record.t / SECOND} ${record.carrier}`] : [],
  )
  expect(links).toEqual(['0 false', '2 true', '122 false'])
  const early = ['at: 40s, port-dead: fw1.em0', 'at: 60s, port-alive: fw1.em0']
  const kept = simulate(scenario(early, { mode: 'lacp' })).records
  expect(kept.some((record) => record.kind === 'setting' && record.name === 'LACP')).toBe(false)
})

test('whatever dies where: each copy is delivered or lost, saved events are the same, and what is undone is well', () => {
  const port = fc.constantFrom('fw1.em0', 'fw1.em1', '"sw1:fw1.lagg0"', '"sw1:up"', '"sw2:up"', '"sw2:fw2.em0"')
  const fault = fc.record({
    at: fc.integer({ min: 1, max: 80 }),
    port,
    direction: fc.constantFrom('in', 'out', 'both'),
    for: fc.integer({ min: 1, max: 30 }),
  })
  const mode = fc.constantFrom('failover', 'loadbalance', 'lacp')
  fc.assert(
    fc.property(fc.array(fault, { maxLength: 4 }), mode, (faults, mode) => {
      const events = faults.map(
        ({ at, port, direction, for: time }) =>
          `at: ${at}s, port-dead: ${port}, direction: ${direction}, for: ${time}s, even-if-inert: true`,
      )
      const made = scenario(events, { mode })
      const trace = simulate(made)
      const again = loadScenario(saveScenario(made), 'dead.yaml')
      expect(again.events.map(({ action }) => action)).toEqual(made.events.map(({ action }) => action))
      const late = trace.records.filter(({ kind, t }) => kind === 'advert' && t > 170 * SECOND)
      expect(new Set(late.map((record) => 'host' in record && record.host)).size).toBe(1)
      expect(unaccounted(trace)).toEqual([])
    }),
    { numRuns: 25 },
  )
})

test('why goes back to it', () => {
  const file = join(import.meta.dirname, '../../scenarios/networks/one-dead-port-of-two.yaml')
  const story = loadScenario(readFileSync(file, 'utf8'), file)
  const { at, that, because } = story.why!
  expect(whySo(simulate(story), at, that.says).root).toBe(because)
})

/** Advertisements that did not end once at each of the others. */
function unaccounted({ records, hosts, until }: Trace): number[] {
  const ends = new Map<number, string[]>()
  for (const record of records) {
    if (record.kind !== 'delivered' && record.kind !== 'lost') continue
    ends.set(record.cause!, [...(ends.get(record.cause!) ?? []), record.host])
  }
  return records.flatMap((record) => {
    if (record.kind !== 'advert' || record.t > until - SECOND) return []
    const others = hosts.map(({ name }) => name).filter((name) => name !== record.host)
    return String(ends.get(record.id)?.sort()) === String(others.sort()) ? [] : [record.id]
  })
}

test('it cannot die twice, and an interface with one port has no port to die', () => {
  expect(() => simulate(scenario(['at: 10s, port-dead: fw1.em0', 'at: 11s, port-dead: fw1.em0']))).toThrow(
    'fw1.em0 is dead already',
  )
  expect(() => simulate(scenario(['at: 10s, port-alive: "sw1:up"']))).toThrow('sw1:up is well already')
  expect(() => scenario(['at: 10s, port-dead: fw2.em0'])).toThrow('for fw2.em0 write sw2:fw2.em0')
  expect(() => scenario(['at: 10s, port-dead: fw1.lagg0'])).toThrow('fw1.em0 or fw1.em1')
})
