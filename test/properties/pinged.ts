import fc from 'fast-check'
import { type ArpPolicy, DEFAULT_IP } from '../../src/host/ip/options.ts'
import { parseIpv4 } from '../../src/network/address.ts'
import type { Action, EventSpec, HostSpec, Scenario } from '../../src/scenario/scenario.ts'
import { SECOND } from '../../src/time.ts'
import { prefix, scenarios } from './scenarios.ts'

const NAME = 'laptop'

/** The drawn networks with a machine that pings a virtual address, a real one, and one that nobody has. */
export function pinged(over: 'ICMP' | 'TCP' = 'ICMP'): fc.Arbitrary<Scenario> {
  const ping = (address: string) =>
    fc.constantFrom(70_000, 100_000, SECOND).map((period) => ({ address: parseIpv4(address)!, period }))
  const asked = (of: 'fetch' | 'connection', address: string, port: number) =>
    ping(address).map((one) => ({ of, port, ...one }))
  const ip = fc.record({
    gateway: fc.constant(null),
    forward: fc.boolean(),
    arp: arpPolicies(),
    pings: fc.tuple(ping('10.0.0.100'), ping('10.0.0.1'), ping('10.0.0.99')),
    ...(over === 'TCP' && {
      requests: fc.tuple(asked('fetch', '10.0.0.100', 80), asked('connection', '10.0.0.100', 22)),
      routes: fc.constant([{ to: prefix('10.9.0.0'), gateway: parseIpv4('10.0.0.1')! }]),
      states: fc.constant({}),
    }),
  })
  const named = { host: NAME }
  const events = fc.array(
    fc
      .tuple(
        fc.integer({ min: 0, max: 38 * SECOND }),
        fc.constantFrom<Action>(
          { verb: 'crash', ...named },
          { verb: 'boot', ...named },
          { verb: 'reboot', ...named },
          { verb: 'unplug', ...named, interface: 'em0' },
          { verb: 'plug', ...named, interface: 'em0' },
          { verb: 'pause', ...named, clock: 'jumps', queued: 4 },
          { verb: 'pause', ...named, clock: 'stops', queued: 0 },
          { verb: 'resume', ...named },
          { verb: 'block', ...named, interface: 'em0', proto: 'icmp', directions: ['in'] },
          { verb: 'unblock', ...named, interface: 'em0', proto: 'icmp', directions: ['in', 'out'] },
          { verb: 'flush-arp', ...named },
          { verb: 'lose-garp', host: 'h0', interface: 'em0', times: 2 },
          { verb: 'block', host: 'h0', interface: 'em0', proto: 'carp', directions: ['out'] },
          { verb: 'block', host: 'h1', interface: 'em0', proto: 'arp', directions: ['in', 'out'] },
        ),
      )
      .map(([at, action]): EventSpec => ({ at, evenIfInert: true, action })),
    { maxLength: 5 },
  )
  return fc
    .tuple(scenarios(), ip, events, fc.boolean(), fc.constantFrom(0, 20, -50_000))
    .map(([scenario, options, more, echo, drift]) => ({
      ...scenario,
      networks: scenario.networks.map((network) => ({ ...network, ...(echo ? { echo } : {}) })),
      hosts: [...scenario.hosts.map((host) => ({ ...host, ...(drift === 0 ? {} : { drift }) })), laptop(options)],
      events: [...scenario.events, ...more],
    }))
}

/** How the laptop keeps its ARP table, in all ways that a file can say. */
function arpPolicies(): fc.Arbitrary<ArpPolicy> {
  const usual = fc.record({
    gratuitous: fc.constantFrom('accept' as const, 'ignore' as const),
    age: fc.constantFrom(3 * SECOND, 20 * SECOND, DEFAULT_IP.arp.age),
  })
  const fixed = [{ address: parseIpv4('10.0.0.1')!, mac: '02:00:00:00:00:01' }]
  return fc.oneof(
    usual,
    usual.map((policy) => ({ ...policy, rules: 'linux' as const })),
    usual.map((policy) => ({ ...policy, requery: false as const, fixed })),
  )
}

function laptop(ip: NonNullable<HostSpec['ip']>): HostSpec {
  return {
    name: NAME,
    system: 'client',
    boot: 0,
    preempt: false,
    ticks: 0,
    interfaces: [{ name: 'em0', address: prefix('10.0.0.88'), plug: 'lan' }],
    carp: [],
    ucarp: { deadratio: 3, shutdown: false, neutral: false, ignoreifstate: false, nomcast: false },
    ip,
  }
}
