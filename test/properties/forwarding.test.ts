import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseIpv4 } from '../../src/network/address.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import type { HostSpec, InterfaceSpec, Scenario } from '../../src/scenario/scenario.ts'
import { simulate } from '../../src/simulate.ts'
import { SECOND } from '../../src/time.ts'
import type { RecordOf, TraceRecord } from '../../src/trace/record.ts'

const NETWORKS = 3
const LATENCY = 100
const BASE = loadScenario(
  'carpsim: 1\nuntil: 40s\nhosts: { x: { interfaces: { e: { address: 10.0.0.1/24, plug: n0 } } } }',
  '',
)

const address = (network: number, host: number) => parseIpv4(`10.${network}.0.${host}`)!

/** Machines on some of three networks, with any routes that their cards allow: to each other, to nobody, in circles. */
function networks(): fc.Arbitrary<Scenario> {
  const machines = fc
    .integer({ min: 2, max: 5 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => machine(i + 1))))
  return machines.map((hosts) => ({
    ...BASE,
    networks: Array.from({ length: NETWORKS }, (_, i) => ({ ...BASE.networks[0]!, name: `n${i}`, latency: LATENCY })),
    hosts,
  }))
}

function machine(place: number): fc.Arbitrary<HostSpec> {
  const plugged = fc.uniqueArray(fc.integer({ min: 0, max: NETWORKS - 1 }), { minLength: 1, maxLength: NETWORKS })
  return plugged.chain((plugs) => {
    const hop = fc
      .tuple(fc.constantFrom(...plugs), fc.integer({ min: 1, max: 6 }))
      .map(([network, host]) => address(network, host))
    const route = fc.record({
      to: fc.tuple(fc.integer({ min: 0, max: NETWORKS }), fc.constantFrom(8, 16, 24)).map(([network, length]) => {
        return { address: length === 8 ? parseIpv4('10.0.0.0')! : address(network, 0), length }
      }),
      gateway: hop,
    })
    const anywhere = fc
      .tuple(fc.integer({ min: 0, max: NETWORKS }), fc.integer({ min: 1, max: 6 }))
      .map(([network, host]) => address(network, host))
    const asked = fc.record({ address: anywhere, period: fc.constantFrom(SECOND, 30 * SECOND) })
    const ip = fc.record(
      {
        gateway: fc.option(hop, { nil: null }),
        forward: fc.boolean().map((no) => !no || place % 2 === 0),
        arp: fc.constant({ gratuitous: 'accept' as const, age: 10 * SECOND }),
        pings: fc.array(asked, { maxLength: 2 }),
        routes: fc.array(route, { maxLength: 3 }),
        requests: fc.array(
          asked.map((one) => ({ ...one, of: 'fetch' as const, port: 80 })),
          { maxLength: 1 },
        ),
        states: fc.constant({}),
      },
      { requiredKeys: ['gateway', 'forward', 'arp', 'pings', 'routes', 'requests'] },
    )
    const interfaces = plugs.map((network, i): InterfaceSpec => {
      return { name: `em${i}`, address: { address: address(network, place), length: 24 }, plug: `n${network}` }
    })
    return ip.map((options) => ({ ...BASE.hosts[0]!, name: `h${place}`, system: 'client', interfaces, ip: options }))
  })
}

/** The packets on the wire, and what each record led to. */
function followed(scenario: Scenario) {
  const { records, until } = simulate(scenario)
  const led = new Map<number, TraceRecord[]>()
  for (const record of records) {
    if (record.cause !== null) led.set(record.cause, [...(led.get(record.cause) ?? []), record])
  }
  const packets = records.filter(
    (record): record is RecordOf<'echo' | 'tcp'> => record.kind === 'echo' || record.kind === 'tcp',
  )
  return { records, until, packets, led: (record: TraceRecord) => led.get(record.id) ?? [] }
}

test('each packet that is sent arrives, finds nobody, or is lost with a reason', () => {
  fc.assert(
    fc.property(networks(), (scenario) => {
      const { packets, until, led } = followed(scenario)
      for (const packet of packets.filter(({ t }) => t + LATENCY <= until)) {
        expect(led(packet).filter(({ kind }) => ['delivered', 'lost', 'unclaimed'].includes(kind))).toHaveLength(1)
      }
    }),
    { numRuns: 60 },
  )
})

test('each packet for somebody else is passed on, waits for ARP, or is lost with a reason', () => {
  const reasons = new Set<string>()
  fc.assert(
    fc.property(networks(), (scenario) => {
      const { packets, led, records, until } = followed(scenario)
      const own = new Map(
        scenario.hosts.map(({ name, interfaces }) => [name, interfaces.map((card) => card.address.address)]),
      )
      for (const record of records) if (record.kind === 'lost') reasons.add(record.why)
      for (const packet of packets) {
        const machine = packet.destination.split(':')[0]!
        const arrived = led(packet).find((record) => record.kind === 'delivered')
        if (arrived === undefined || own.get(arrived.host)!.includes(parseIpv4(machine)!)) continue
        const came = led(arrived).flatMap((record) => (record.kind === 'state' ? led(record) : [record]))
        const sent = came.some(({ kind }) => ['echo', 'tcp', 'lost', 'arp'].includes(kind))
        // What still waits for ARP at the end of the run is all that may have no end.
        if (arrived.t < until - 21 * SECOND) expect(sent).toBe(true)
      }
    }),
    { numRuns: 60 },
  )
  expect([...reasons].sort()).toEqual(
    expect.arrayContaining(['TTL ran out', 'host unreachable', 'no route', 'not forwarded']),
  )
})

test('whatever the routes, no packet is passed on for ever', () => {
  let circles = 0
  fc.assert(
    fc.property(networks(), (scenario) => {
      const { packets, records } = followed(scenario)
      circles += records.filter((record) => record.kind === 'lost' && record.why === 'TTL ran out').length
      const hops = new Map<string, number>()
      const kindOf = (packet: RecordOf<'echo' | 'tcp'>) => (packet.kind === 'echo' ? packet.type : packet.flag)
      for (const packet of packets) {
        const key = [packet.source, packet.destination, packet.sequence, kindOf(packet)].join(' ')
        hops.set(key, (hops.get(key) ?? 0) + 1)
      }
      // A machine that is asked twice for the same answers twice.
      for (const count of hops.values()) expect(count).toBeLessThanOrEqual(4 * 64)
    }),
    { numRuns: 60 },
  )
  expect(circles).toBeGreaterThan(0)
})
