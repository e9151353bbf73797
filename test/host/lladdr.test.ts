import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { sealed } from '../../src/carp/digest.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'
import type { Kind, RecordOf } from '../../src/trace/record.ts'

// A carp interface of OpenBSD with a MAC of its own.

function records<K extends Kind>(text: string, kind: K): RecordOf<K>[] {
  return simulate(loadScenario(text, 'test.yaml')).records.filter((one): one is RecordOf<K> => one.kind === kind)
}

const OWN = ['fe:e1:ba:d0:00:01', 'fe:e1:ba:d0:00:02'] as const

function pair(system: string, lladdrs: readonly [string, string], more = ''): string {
  return `
carpsim: 1
until: 20s
system: ${system}
hosts:
  a:
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan, mac: ${OWN[0]} } }
    carp: [{ vhid: 7, addresses: [10.0.0.3], password: secret, lladdr: ${lladdrs[0]} }]
  b:
    interfaces: { em0: { address: 10.0.0.2/24, plug: lan, mac: ${OWN[1]} } }
    carp: [{ vhid: 7, addresses: [10.0.0.3], password: secret, advskew: 100, lladdr: ${lladdrs[1]} }]
  client:
    system: client
    interfaces: { em0: { address: 10.0.0.9/24, plug: lan } }
    ping: { 10.0.0.3: 1s }
${more}`
}

function refusals(text: string): string[] {
  return [...new Set(records(text, 'drop').map(({ host, why }) => `${host} ${why}`))]
}

test.each([
  ['openbsd-2025', ['02:ca:f0:00:00:01', '02:ca:f0:00:00:01'], []],
  ['openbsd-2025', ['02:ca:f0:00:00:01', '02:ca:f0:00:00:02'], ['b bad-hmac', 'a bad-hmac']],
  ['openbsd-2025', OWN, []],
  ['openbsd-2008', OWN, ['b bad-hmac', 'a bad-hmac']],
  ['openbsd-2025', ['00:00:5e:00:01:07', OWN[1]], []],
] as const)('%s with %s: refused %s', (system, lladdrs, refused) => {
  expect(refusals(pair(system, lladdrs))).toEqual(refused)
})

test('it announces and answers with it, and takes in what is sent there', () => {
  const text = pair('openbsd-2025', ['02:ca:f0:00:00:01', '02:ca:f0:00:00:01'], 'events: [{ at: 10s, crash: a }]')
  expect(new Set(records(text, 'garp').map(({ mac }) => mac))).toEqual(new Set(['02:ca:f0:00:00:01']))
  expect(
    new Set(
      records(text, 'arp')
        .filter(({ sender }) => sender === '10.0.0.3')
        .map(({ senderMac }) => senderMac),
    ),
  ).toEqual(new Set(['02:ca:f0:00:00:01']))
  expect([...new Set(records(text, 'answer').map(({ by }) => by))]).toEqual(['a', 'b'])
  expect(records(text, 'unclaimed').length).toBeGreaterThan(0)
})

test('the digest holds it between type and vhid', () => {
  const [first] = records(pair('openbsd-2025', ['02:ca:f0:00:00:01', '02:ca:f0:00:00:01']), 'advert')
  const { seal, counterHigh, counterLow } = first!.packet
  const counter = Buffer.alloc(8)
  counter.writeUInt32BE(counterHigh, 0)
  counter.writeUInt32BE(counterLow, 4)
  const message = Buffer.concat([Buffer.from([2, 1, 2, 0xca, 0xf0, 0, 0, 1, 7, 10, 0, 0, 3]), counter])
  const wanted = createHmac('sha1', Buffer.from('secret'.padEnd(20, '\0')))
    .update(message)
    .digest()
  expect(Buffer.from(sealed(seal, { counterHigh, counterLow }))).toEqual(wanted)
})

test('ifconfig takes an interface that is up down, and up again: it says goodbye', () => {
  const event =
    'events: [{ at: 10.5s, run: a, command: ifconfig carp0 lladdr 02:ca:f0:00:00:09 }, { at: 10.6s, run: a, command: ifconfig carp0 }]'
  const text = pair('openbsd-2025', ['02:ca:f0:00:00:01', '02:ca:f0:00:00:01'], event)
  const changes = records(text, 'transition').filter(({ host, t }) => host === 'a' && t === 10_500_000)
  expect(changes.map(({ from, to }) => `${from} ${to}`)).toEqual(['MASTER INIT', 'INIT BACKUP'])
  expect(records(text, 'advert').some(({ t, advbase }) => t === 10_500_000 && advbase === 255)).toBe(true)
  expect(records(text, 'output').at(-1)!.text).toContain('lladdr 02:ca:f0:00:00:09')
  expect(refusals(text)).toContain('a bad-hmac')
})
