import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'
import type { Kind, RecordOf } from '../../src/trace/record.ts'

// What virtual addresses make of a machine's networks, and over which routes advertisements go to a peer.

function records<K extends Kind>(text: string, kind: K): RecordOf<K>[] {
  const trace = simulate(loadScenario(text, 'test.yaml'))
  return trace.records.filter((record): record is RecordOf<K> => record.kind === kind)
}

/** Two machines, and a client, which are in one network by the virtual address alone. */
function onlyVirtual(system: string, more = '', { own = '10.0.0', client = '192.0.2.4/29' } = {}): string {
  return `
carpsim: 1
until: 20s
system: ${system}
hosts:
  a:
    interfaces: { em0: { address: ${own}.1/24, plug: lan } }
    carp: [{ vhid: 1, addresses: [192.0.2.1/29] }]
  b:
    interfaces: { em0: { address: ${own}.2/24, plug: lan } }
    carp: [{ vhid: 1, addresses: [192.0.2.1/29], advskew: 100 }]
  client:
    system: client
    interfaces: { em0: { address: ${client}, plug: lan } }
    ping: { 192.0.2.1: 1s }
${more}`
}

/** Who answered, in the order of their first answers. */
function answerers(text: string): string[] {
  return [...new Set(records(text, 'answer').map(({ by }) => by))]
}

test.each(['freebsd-12', 'freebsd-14', 'openbsd-7.7', 'openbsd-2025'])(
  '%s: a MASTER answers there, and nobody else',
  (system) => {
    expect(answerers(onlyVirtual(system))).toEqual(['a'])
    expect(answerers(onlyVirtual(system, 'events: [{ at: 8s, crash: a }]'))).toEqual(['a', 'b'])
  },
)

/** A pings its neighbour, too: that finds no way unless the network is there. */
function lostWays(system: string, events: string): number[] {
  const text = onlyVirtual(system, events).replace('advskew: 100 }]', 'advskew: 100 }]\n    ping: { 192.0.2.4: 1s }')
  return records(text, 'lost').flatMap(({ host, why, t }) =>
    host === 'b' && why === 'no route' ? [t / 1_000_000] : [],
  )
}

test('the network comes with the MASTER, and goes with his link; FreeBSD 12 keeps it then', () => {
  const alone = 'events: [{ at: 1.5s, crash: a }, { at: 10.5s, unplug: b, for: 1s }]'
  expect(lostWays('freebsd-14', alone)).toEqual([0, 1, 2, 3, 11, 12, 13, 14])
  expect(lostWays('freebsd-12', alone)).toEqual([0, 1, 2, 3])
})

test('it goes with the mastership', () => {
  const demoted = 'events: [{ at: 1.5s, crash: a, for: 4s }, { at: 10.5s, preempt: a, to: true }]'
  for (const system of ['freebsd-12', 'freebsd-14', 'openbsd-7.7']) {
    const lost = lostWays(system, demoted)
    expect(lost.filter((t) => t < 10)).toEqual([0, 1, 2, 3])
    expect(lost.filter((t) => t > 12)).toEqual([13, 14, 15, 16, 17, 18, 19, 20])
  }
})

/** Two machines in two networks, with a router that has one card in each, or one card alone. */
function overRouter(router: string, plugs = ['left', 'right'], peers = 'peer'): string {
  const [left, right] =
    peers === 'peer' ? ['peer: 10.2.0.1', 'peer: 10.1.0.1'] : ['peer6: 2001:db8:2::1', 'peer6: 2001:db8:1::1']
  const vip = peers === 'peer' ? '192.0.2.1/32' : '2001:db8::1/128'
  return `
carpsim: 1
until: 20s
system: freebsd-14
networks: { left: {}, right: {} }
hosts:
  a:
    gateway: 10.1.0.254
    gateway6: 2001:db8:1::fe
    interfaces: { em0: { address: 10.1.0.1/24, address6: 2001:db8:1::1/64, plug: ${plugs[0]} } }
    carp: [{ vhid: 1, addresses: [${vip}], ${left} }]
  b:
    gateway: 10.2.0.254
    gateway6: 2001:db8:2::fe
    interfaces: { em0: { address: 10.2.0.1/24, address6: 2001:db8:2::1/64, plug: ${plugs[1]} } }
    carp: [{ vhid: 1, addresses: [${vip}], advskew: 100, ${right} }]
  router:
    system: client
${router}`
}

const TWO_CARDS = `
    interfaces:
      em0: { address: 10.1.0.254/24, address6: 2001:db8:1::fe/64, plug: left }
      em1: { address: 10.2.0.254/24, address6: 2001:db8:2::fe/64, plug: right }
`
const ONE_CARD = `
    interfaces:
      em0:
        address: 10.1.0.254/24
        aliases: [10.2.0.254/24, 2001:db8:1::fe/64, 2001:db8:2::fe/64]
        plug: left
`

function masters(text: string): string[] {
  return records(text, 'transition').flatMap(({ host, to }) => (to === 'MASTER' ? [host] : []))
}

function reasons(text: string): string[] {
  return [...new Set(records(text, 'lost').map(({ host, why }) => `${host}: ${why}`))]
}

test('a router passes advertisements on to a peer, with one taken off their TTL', () => {
  const text = overRouter(`    forward: true${TWO_CARDS}`)
  expect(masters(text)).toEqual(['a'])
  const passed = records(text, 'forward')
  expect(
    new Set(passed.map(({ host, source, destination, ttl }) => `${host} ${source} ${destination} ${ttl}`)),
  ).toEqual(new Set(['router 10.1.0.1 10.2.0.1 254']))
})

test('a machine that is no router does not, and says so', () => {
  const text = overRouter(TWO_CARDS.slice(1))
  expect(masters(text)).toEqual(['a', 'b'])
  expect(reasons(text)).toContain('router: not forwarded')
})

test('one to an address of another interface is heard on that by which it comes in', () => {
  const text = `
carpsim: 1
until: 20s
system: freebsd-14
networks: { lan: {}, far: {} }
hosts:
  a:
    routes: { 10.3.0.0/24: 10.0.0.2 }
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }
    carp: [{ vhid: 1, addresses: [10.0.0.3], peer: 10.3.0.2 }]
  b:
    interfaces: { em0: { address: 10.0.0.2/24, plug: lan }, em1: { address: 10.3.0.2/24, plug: far } }
    carp: [{ vhid: 1, interface: em0, addresses: [10.0.0.3], advskew: 100, peer: 10.0.0.1 }]
`
  expect(masters(text)).toEqual(['a'])
  expect(masters(text.replace('interface: em0', 'interface: em1'))).toEqual(['a', 'b'])
})

test('from a link-local address nothing comes to another link: with peer6 over two cards of a router, there are two MASTERs', () => {
  const apart = overRouter(`    forward: true${TWO_CARDS}`, ['left', 'right'], 'peer6')
  expect(masters(apart)).toEqual(['a', 'b'])
  expect(reasons(apart)).toContain('router: beyond scope')
  const together = overRouter(`    forward: true${ONE_CARD}`, ['left', 'left'], 'peer6')
  expect(masters(together)).toEqual(['a'])
  expect(reasons(together)).not.toContain('router: beyond scope')
})

test('a peer to whom there is no way is a send error, which demotes', () => {
  const text = overRouter(`    forward: true${TWO_CARDS}`)
  const lost = text.replace(/^ {4}gateway: 10.1.0.254\n/m, '    routes: { 10.2.0.0/24: 10.1.0.254 }\n')
  expect(masters(lost)).toEqual(['a'])
  const ran = `${lost}events: [{ at: 5s, run: a, command: ifconfig em0 vhid 1 peer 10.9.0.1 }]`
  expect(new Set(records(ran, 'unsent').map(({ why, errno }) => `${why} ${errno}`))).toEqual(new Set(['no route 65']))
  expect(records(ran, 'demotion').map(({ host, total }) => `${host} ${total}`)).toEqual(['a 240'])
})

test('who asks from a virtual address is at the virtual MAC from FreeBSD 14 on, at that of his card before', () => {
  const text = (system: string) => `
carpsim: 1
until: 10s
system: ${system}
hosts:
  a:
    interfaces: { em0: { address: 10.0.0.1/24, address6: 2001:db8::2/64, plug: lan } }
    carp: [{ vhid: 1, addresses: [2001:db8::1/64] }]
    ping: { 2001:db8::9: { every: 1s, source: 2001:db8::1 } }
  client:
    system: client
    interfaces: { em0: { address: 10.0.0.9/24, address6: 2001:db8::9/64, plug: lan } }
`
  const macs = (system: string) =>
    new Set(
      records(text(system), 'nd')
        .filter(({ host, operation }) => host === 'a' && operation === 'solicitation')
        .map(({ sender, senderMac }) => `${sender} ${senderMac}`),
    )
  expect(macs('freebsd-14')).toEqual(new Set(['2001:db8::1 00:00:5e:00:01:01']))
  expect(macs('freebsd-12')).toEqual(new Set(['2001:db8::1 02:00:00:00:00:01']))
})
