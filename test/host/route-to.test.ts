import { expect, test } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'
import type { Kind, RecordOf } from '../../src/trace/record.ts'

// pf's route-to: what leaves an interface for other networks goes to a gateway, whatever routes say.

function records<K extends Kind>(text: string, kind: K): RecordOf<K>[] {
  return simulate(loadScenario(text, 'test.yaml')).records.filter((one): one is RecordOf<K> => one.kind === kind)
}

function pair(events: string, { system = 'freebsd-14', plug = 'sw1' } = {}): string {
  return `
carpsim: 1
until: 40s
networks: { lan: {} }
switches: { sw1: { snooping: { querier: true } } }
hosts:
  a:
    system: ${system}
    gateway: 10.7.8.253
    interfaces: { em0: { address: 10.7.8.1/24, address6: 2001:db8::1/64, plug: ${plug} } }
    carp: [{ vhid: 1, addresses: [10.7.8.3], password: secret }]
    ping: { 192.0.2.9: 1s, 10.7.8.2: 1s }
    fetch: { http://192.0.2.9/: 1s }
  b:
    system: ${system}
    interfaces: { em0: { address: 10.7.8.2/24, plug: ${plug} } }
    carp: [{ vhid: 1, addresses: [10.7.8.3], advskew: 100, password: secret }]
  one:
    system: client
    forward: true
    interfaces: { em0: { address: 10.7.8.254/24, aliases: [192.0.2.9/32], plug: ${plug} } }
  other:
    system: client
    forward: true
    interfaces: { em0: { address: 10.7.8.253/24, aliases: [192.0.2.9/32], plug: ${plug} } }
${events}`
}

/** Who answers a from outside, by whole seconds. */
function answerers(text: string, from: number, to: number): Set<string> {
  const within = (t: number) => t >= from * 1_000_000 && t < to * 1_000_000
  const outside = records(text, 'answer').filter(({ t, address }) => within(t) && address.startsWith('192.0.2.9'))
  return new Set(outside.map(({ by, of = 'ping' }) => `${of} ${by}`))
}

const masters = (text: string) =>
  records(text, 'transition').flatMap(({ host, to, t }) =>
    to === 'MASTER' ? [`${host} ${Math.floor(t / 1_000_000)}`] : [],
  )

const DIVERTED = 'events: [{ at: 10.5s, route-to: a, gateway: 10.7.8.254, for: 10s }]'

test('pings and connections that begin there go to the gateway, and neighbours are reached as before', () => {
  const text = pair(DIVERTED)
  expect(answerers(text, 5, 10)).toEqual(new Set(['ping other', 'fetch other']))
  expect(answerers(text, 11, 20)).toEqual(new Set(['ping one', 'fetch one']))
  expect(answerers(text, 22, 40)).toEqual(new Set(['ping other', 'fetch other']))
  const near = records(text, 'answer').filter(({ address, t }) => address === '10.7.8.2' && t > 11_000_000)
  expect(new Set(near.map(({ by }) => by))).toEqual(new Set(['b']))
})

test('advertisements go to the group MAC of the gateway, which a switch that snoops sends to nobody', () => {
  const text = pair(DIVERTED)
  const macs = (from: number, to: number) =>
    new Set(records(text, 'advert').flatMap(({ host, t, mac }) => (host === 'a' && t > from && t < to ? [mac] : [])))
  expect(macs(10_500_000, 20_500_000)).toEqual(new Set(['01:00:5e:07:08:fe']))
  expect(macs(20_500_000, 40_000_000)).toEqual(new Set([undefined]))
  expect(masters(text)).toEqual(['a 3', 'b 13'])
  const lost = records(text, 'lost').filter(({ host, why }) => host === 'b' && why === 'not joined')
  const [fault] = records(text, 'fault')
  expect(lost.length).toBeGreaterThan(5)
  expect(new Set(lost.map(({ because }) => because))).toEqual(new Set([fault!.id]))
})

test('on a hub all hear them, with a rule for CARP it is no matter, and ucarp writes past every packet filter', () => {
  expect(masters(pair(DIVERTED, { plug: 'lan' }))).toEqual(['a 3'])
  expect(masters(pair(DIVERTED.replace('254,', '254, except: [carp],')))).toEqual(['a 3'])
  expect(masters(pair(DIVERTED, { system: 'ucarp' })).length).toBe(1)
})

test('what is so already is inert', () => {
  const text = pair('events: [{ at: 5s, route-to: a, gateway: none, even-if-inert: true }]')
  expect(records(text, 'inert').map(({ reason }) => reason)).toEqual(['a.em0 does so already'])
})
