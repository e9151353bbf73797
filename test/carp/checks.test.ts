import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { asSent } from '../../src/carp/advertisement.ts'
import { firstFailed } from '../../src/carp/checklist.ts'
import type { System } from '../../src/carp/system.ts'
import { SYSTEMS, systemNamed } from '../../src/carp/systems/index.ts'
import { type Fault, meeting, refusedBy } from './spoilt.ts'

/** In which order each system looks: all that it looks at, the first fault of several being the reason. */
const ORDERS: Readonly<Record<string, readonly Fault[]>> = {
  'freebsd-8.2': ['bad-ttl', 'short', 'bad-checksum', 'no-vhid', 'bad-version', 'bad-hmac'],
  'freebsd-9.3': ['bad-ttl', 'short', 'bad-checksum', 'no-vhid', 'bad-version', 'bad-hmac'],
  'freebsd-12': ['bad-ttl', 'short', 'bad-checksum', 'no-vhid', 'bad-version', 'bad-hmac'],
  'freebsd-14': ['short', 'bad-checksum', 'no-vhid', 'bad-version', 'bad-ttl', 'bad-hmac'],
  'openbsd-2008': [
    'to one machine alone',
    'bad-ttl',
    'short',
    'bad-checksum',
    'no-vhid',
    'bad-version',
    'bad-hmac',
    'own counter',
  ],
  'openbsd-7.7': ['bad-ttl', 'short', 'bad-checksum', 'no-vhid', 'bad-version', 'bad-hmac', 'own counter'],
  'openbsd-2025': ['bad-ttl', 'short', 'bad-checksum', 'no-vhid', 'bad-version', 'bad-hmac', 'own counter'],
  'netbsd-2015': ['to one machine alone', 'bad-ttl', 'short', 'bad-checksum', 'no-vhid', 'bad-version', 'bad-hmac'],
  'ucarp-1.5.2': [
    'own address',
    'short',
    'bad-ttl',
    'bad-version',
    'no-vhid',
    'to one machine alone',
    'bad-checksum',
    'bad-hmac',
  ],
  'ucarp-1.5.2-linux': [
    'own address',
    'short',
    'bad-ttl',
    'bad-version',
    'no-vhid',
    'to one machine alone',
    'bad-checksum',
    'bad-hmac',
  ],
}

/** The first fault that a system finds. */
function firstOf(system: System, faults: readonly Fault[]): Fault | undefined {
  const check = refusedBy(system, faults)?.check
  return check && faults.find((fault) => refusedBy(system, [fault])?.check === check)
}

test.each(SYSTEMS)('$name looks in its own order, and the first fault is the reason', (system) => {
  const order = ORDERS[system.name]!
  expect(order.map((_, i) => firstOf(system, order.slice(i)))).toEqual(order)
  expect(order.map((fault) => refusedBy(system, [fault])?.check)).toEqual(system.checks)
  expect(refusedBy(system, [])).toBe(undefined)
})

const TABLE = join(import.meta.dirname, 'refusals.txt')

// REWRITE=1 writes the table anew: how each system calls a fault, where it counts it, and what it logs at which level.
test('each system counts and logs what it refuses as its table says', () => {
  const blocks = SYSTEMS.map((system) => {
    const lines = ORDERS[system.name]!.map((fault) => {
      const { check, line } = refusedBy(system, [fault])!
      const counted = check.counter === undefined ? 'not counted' : `counted as ${check.counter}`
      return `  ${fault}: ${check.refusal ?? 'without a trace'}, ${counted}, ${line === undefined ? 'not logged' : `${check.level} ${line}`}`
    })
    return [system.name, ...lines].join('\n')
  })
  const now = `${blocks.join('\n\n')}\n`
  if (process.env['REWRITE']) writeFileSync(TABLE, now)
  else expect(now).toBe(readFileSync(TABLE, 'utf8'))
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
