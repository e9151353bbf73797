import fc from 'fast-check'
import { DEFAULT_IP } from '../../src/host/ip/options.ts'
import { parseIpv4 } from '../../src/network/address.ts'
import type { Action, EventSpec, HostSpec, Scenario } from '../../src/scenario/scenario.ts'
import { SECOND } from '../../src/time.ts'
import { prefix, scenarios } from './scenarios.ts'

const NAME = 'laptop'

/** The drawn networks with a machine that pings a virtual address, a real one, and one that nobody has. */
export function pinged(): fc.Arbitrary<Scenario> {
  const ping = (address: string) =>
    fc.constantFrom(70_000, 100_000, SECOND).map((period) => ({ address: parseIpv4(address)!, period }))
  const ip = fc.record({
    gateway: fc.constant(null),
    forward: fc.boolean(),
    arp: fc.record({
      gratuitous: fc.constantFrom('accept' as const, 'ignore' as const),
      age: fc.constantFrom(3 * SECOND, 20 * SECOND, DEFAULT_IP.arp.age),
    }),
    pings: fc.tuple(ping('10.0.0.100'), ping('10.0.0.1'), ping('10.0.0.99')),
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
