import { describe, expect, test } from 'vitest'
import { SYSTEMS } from '../../src/carp/systems/index.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { encodeVrrp, vrrpFrame } from '../../src/services/vrrp/packet.ts'
import { simulate } from '../../src/simulate.ts'
import type { Kind, RecordOf } from '../../src/trace/record.ts'

const ADDRESSES = ['10.0.0.254', '10.0.0.253', '10.0.0.252', '10.0.0.251', '10.0.0.250', '10.0.0.249']

function run(system: string, { addresses = 1, events = '' } = {}) {
  const trace = simulate(
    loadScenario(
      `carpsim: 1
until: 10s
hosts:
  fw:
    system: ${system}
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }
    carp: [{ vhid: 1, addresses: [10.0.0.3], password: secret }]
  isp:
    system: client
    boot: 1s
    interfaces: { em0: { address: 10.0.0.2/24, plug: lan } }
    vrrp: [{ vrid: 1, addresses: [${ADDRESSES.slice(0, addresses)}], interval: 2 }]
  laptop:
    system: client
    boot: 5s
    interfaces: { em0: { address: 10.0.0.9/24, plug: lan } }
    ping: { 10.0.0.3: 1s, 10.0.0.254: 1s }
events: [${events}]
`,
      'vrrp',
    ),
  )
  return <K extends Kind>(kind: K) => trace.records.filter((record): record is RecordOf<K> => record.kind === kind)
}

test('an advertisement of one address is 20 bytes, of which the checksum is good (RFC 3768, 5.1)', () => {
  const bytes = encodeVrrp({ vrid: 51, priority: 100, interval: 1, addresses: [0x0a00_00fe] })
  expect(Buffer.from(bytes).toString('hex')).toBe('2133640100016fcc0a0000fe0000000000000000')
})

test('its frame has the group, the protocol, the TTL and the MAC of CARP', () => {
  const frame = vrrpFrame(0x0a00_0002, { vrid: 1, priority: 100, interval: 1, addresses: [0x0a00_00fe] })
  expect(Buffer.from(frame.subarray(0, 34)).toString('hex')).toBe(
    '01005e00001200005e0001010800' + '45c0002800000000ff70d0910a000002e0000012',
  )
})

describe.each(SYSTEMS.map(({ name }) => name))('%s', (system) => {
  test('refuses what is too short, and is MASTER all the same', () => {
    const of = run(system)
    expect(of('vrrp').map(({ t }) => t)).toEqual([1, 3, 5, 7, 9].map((seconds) => seconds * 1_000_000))
    expect(new Set(of('drop').map(({ why }) => why))).toEqual(new Set(['short']))
    expect(of('transition').at(-1)?.to).toBe('MASTER')
  })

  test('finds a wrong digest in one that is as long as its own', () => {
    expect(new Set(run(system, { addresses: 5 })('drop').map(({ why }) => why))).toEqual(new Set(['bad-hmac']))
  })
})

test('both answer for their own addresses, as long as they are on', () => {
  const of = run('freebsd-14', { events: '{ at: 8500ms, crash: isp }' })
  const by = (address: string) => of('answer').filter((answer) => answer.address === address && answer.by !== undefined)
  expect(by('10.0.0.3').map(({ by }) => by)).toEqual(Array.from({ length: 5 }, () => 'fw'))
  expect(by('10.0.0.254').map(({ by }) => by)).toEqual(Array.from({ length: 4 }, () => 'isp'))
})

test('told to shut down it resigns', () => {
  const of = run('freebsd-14', { events: '{ at: 4s, shutdown: isp }' })
  expect(of('vrrp').map(({ t, priority }) => [t, priority])).toEqual([
    [1_000_000, 100],
    [3_000_000, 100],
    [4_000_000, 0],
  ])
})

test('neither a cable that is out nor a packet filter lets it out', () => {
  const of = run('freebsd-14', { events: '{ at: 2s, unplug: isp, for: 2s }, { at: 6s, block: isp, proto: carp }' })
  expect(of('vrrp').map(({ t }) => t)).toEqual([1_000_000, 5_000_000])
})
