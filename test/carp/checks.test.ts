import { expect, test } from 'vitest'
import { type Advertisement, asSent, CARP_GROUP } from '../../src/carp/advertisement.ts'
import { firstFailed } from '../../src/carp/checklist.ts'
import { SYSTEMS, systemNamed } from '../../src/carp/systems/index.ts'
import type { Refusal } from '../../src/trace/record.ts'
import { RecordingPort } from './recording-port.ts'

/** A virtual host that runs, and an advertisement that it would accept. */
function meeting(): { port: RecordingPort; good: Advertisement } {
  const port = new RecordingPort()
  const { vhost } = port
  vhost.up = true
  vhost.running = true
  vhost.give(100)
  vhost.seal = port.seal('secret', 1, [100])
  const numbers = { version: 2, type: 1, authlen: 7, demotion: 0, advbase: 1, advskew: 0 }
  const packet = { ...numbers, vhid: 1, counterHigh: 0, counterLow: 9, seal: vhost.seal }
  const addresses = { source: 9, destination: CARP_GROUP }
  const good = {
    on: 'advert',
    protocol: 'carp',
    family: 'inet',
    ...addresses,
    ttl: 255,
    packet,
    length: 36,
    checksumGood: true,
    sound: false,
  } as const
  return { port, good }
}

type Fault = Exclude<Refusal, 'other'>
const SPOIL: Readonly<Record<Fault, (port: RecordingPort, it: Advertisement) => Partial<Advertisement>>> = {
  short: () => ({ length: 35 }),
  'bad-ttl': () => ({ ttl: 254 }),
  'bad-checksum': () => ({ checksumGood: false }),
  'no-vhid': (_, { packet }) => ({ packet: { ...packet, vhid: 2 } }),
  'bad-version': (_, { packet }) => ({ packet: { ...packet, version: 3 } }),
  'bad-hmac': (port, { packet }) => ({ packet: { ...packet, seal: port.seal('other', 1, [100]) } }),
}

/** What a system says about an advertisement with these faults. */
function verdict(name: string, faults: readonly Fault[]): Refusal | null | 'accepted' {
  const { port, good } = meeting()
  let heard = good
  for (const fault of faults) heard = Object.assign({}, heard, SPOIL[fault](port, heard))
  const { checks, runs } = systemNamed(name)!
  // A kernel looks for the virtual host of that number; a daemon has but one.
  const vhost = runs === 'daemon' || heard.packet.vhid === port.vhost.vhid ? port.vhost : undefined
  const refusing = checks.find((check) => check.fails(heard, vhost))
  return refusing === undefined ? 'accepted' : refusing.refusal
}

const ORDERS: readonly (readonly [string, readonly Fault[]])[] = [
  ['freebsd-9.3', ['bad-ttl', 'short', 'bad-checksum', 'no-vhid', 'bad-version', 'bad-hmac']],
  ['freebsd-12', ['bad-ttl', 'short', 'bad-checksum', 'no-vhid', 'bad-version', 'bad-hmac']],
  ['freebsd-14', ['short', 'bad-checksum', 'no-vhid', 'bad-version', 'bad-ttl', 'bad-hmac']],
  ['openbsd-2025', ['bad-ttl', 'short', 'bad-checksum', 'no-vhid', 'bad-version', 'bad-hmac']],
  ['netbsd-2015', ['bad-ttl', 'short', 'bad-checksum', 'no-vhid', 'bad-version', 'bad-hmac']],
  ['ucarp-1.5.2', ['short', 'bad-ttl', 'bad-version', 'no-vhid', 'bad-checksum', 'bad-hmac']],
]

test.each(ORDERS)('%s looks in its own order, and the first fault is the reason', (name, order) => {
  const reasons = order.map((_, i) => verdict(name, order.slice(i)))
  expect(reasons).toEqual(order)
  expect(verdict(name, [])).toBe('accepted')
})

test.each(ORDERS)('%s finds each fault alone', (name, order) => {
  expect(order.map((fault) => verdict(name, [fault]))).toEqual(order)
})

test('ucarp discards what it sent itself, whatever is wrong with it, without a trace', () => {
  const { port, good } = meeting()
  const heard = { ...good, source: port.vhost.on.address, length: 35 }
  const [first] = systemNamed('ucarp')!.checks
  expect([first!.fails(heard, port.vhost), first!.refusal]).toEqual([true, null])
  expect(first!.fails(good, port.vhost)).toBe(false)
})

test('FreeBSD 9.3 has no such vhid while it does not run, which it does not while it is down', () => {
  const { port, good } = meeting()
  const { checks } = systemNamed('freebsd-9.3')!
  const refusal = () => checks.find((check) => check.fails(good, port.vhost))?.refusal
  expect(refusal()).toBe(undefined)
  port.vhost.running = false
  expect(refusal()).toBe('no-vhid')
})

test('OpenBSD refuses its own counter: a replay, or a loop of the network', () => {
  const { port, good } = meeting()
  const system = systemNamed('openbsd')!
  const verdict = () => firstFailed(system, good, port.vhost)?.counter
  expect(verdict()).toBe(undefined)
  port.vhost.counterLow = good.packet.counterLow
  expect(verdict()).toBe('badauth')
})

test.each(SYSTEMS)('$title looks at no type, length field, pad, base, skew or counter', ({ name, checks }) => {
  const { port, good } = meeting()
  const odd = { type: 9, authlen: 0, demotion: 9, advbase: 0, advskew: 255, counterHigh: 1, counterLow: 2 }
  const heard = { ...good, length: 100, packet: { ...good.packet, ...odd } }
  expect([name, checks.filter((check) => check.fails(heard, port.vhost))]).toEqual([name, []])
})

test.each(SYSTEMS)(
  '$title: what a system made, sealed alike and for a virtual host that runs, passes every check, looked at or not',
  (system) => {
    const { port, good } = meeting()
    const sound = asSent(good.packet, good.family, good.source)
    expect(system.checks.filter((check) => check.fails(sound, port.vhost))).toEqual([])
    expect(firstFailed(system, sound, port.vhost)).toBe(undefined)
    expect(firstFailed(system, { ...sound, sound: false }, port.vhost)).toBe(undefined)
  },
)
