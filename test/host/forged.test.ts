import { expect, test } from 'vitest'
import { digestOf, Seals } from '../../src/carp/digest.ts'
import { encode, hex } from '../../src/carp/packet.ts'
import { SYSTEMS } from '../../src/carp/systems/index.ts'
import { bytesOf, flawOfFrame, forgedFrame } from '../../src/host/forged-frame.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { simulate } from '../../src/simulate.ts'
import { type Forgery, forged } from './forged.ts'

test('a forged frame is what its bytes say, and keeps them', () => {
  const seals = new Seals()
  const own = seals.of('secret', 1, [0x0a00_0064])
  const text = forged({ fields: { advskew: 9, type: 3 } })
  const { payload, source } = forgedFrame(bytesOf(text)!, seals)
  expect(payload).toMatchObject({ ttl: 255, length: 36, checksumGood: true, source: 0x0a00_0003 })
  expect(payload.packet).toMatchObject({ vhid: 1, advskew: 9, type: 3, counterLow: 5 })
  expect(payload.packet.seal).toBe(own)
  expect(source).toBe('00:00:5e:00:01:01')
  expect(text.endsWith(hex(encode(payload.packet)))).toBe(true)
})

test('a digest that no key here makes has a seal like no other, and stands as it is', () => {
  const seals = new Seals()
  const own = seals.of('secret', 1, [0x0a00_0064])
  const { packet } = forgedFrame(bytesOf(forged({ password: 'guess' }))!, seals).payload
  expect(packet.seal).not.toBe(own)
  expect(hex(digestOf(packet))).toBe(forged({ password: 'guess' }).slice(-40))
})

test.each<[string, string | undefined]>([
  [forged({}), undefined],
  ['01005e', 'it has 3 bytes'],
  [forged({}).replace('0800', '0806'), 'its EtherType is 0x0806'],
  [forged({}).replace('ff70', 'ff11'), 'its IP protocol is 17'],
  [forged({}).replace('0800451', '0800651'), 'its IPv4 header begins with 45'],
  [forged({}).replace('01005e', '02005e'), 'it is for one station alone'],
])('%s: %s', (text, flaw) => {
  const found = flawOfFrame(bytesOf(text)!)
  if (flaw === undefined) expect(found).toBeUndefined()
  else expect(found).toContain(flaw)
})

test('digits are two a byte', () => {
  expect([bytesOf('0'), bytesOf('0g'), bytesOf('')]).toEqual([undefined, undefined, undefined])
  expect(bytesOf('0fF0')).toEqual(Uint8Array.of(15, 240))
})

const FORGERIES: readonly [string, Forgery][] = [
  ['bad-ttl', { ttl: 254 }],
  ['bad-version', { fields: { version: 3 } }],
  ['bad-checksum', { badChecksum: true }],
  ['short', { length: 28 }],
  ['bad-hmac', { password: 'wrong' }],
  ['bad-hmac', { addresses: [0x0a00_0065] }],
  ['no-vhid', { fields: { vhid: 7 } }],
]

function played(system: string, forgery: Forgery) {
  const text = `carpsim: 1
hosts:
  a:
    system: ${system}
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }
    carp: [{ vhid: 1, password: secret, addresses: [10.0.0.100/24], advskew: 50 }]
  c: { system: client, interfaces: { em0: { address: 10.0.0.3/24, plug: lan } } }
events:
  - { at: 6400ms, inject: c, frame: ${forged(forgery)} }
until: 8s
`
  return simulate(loadScenario(text, 'forged.yaml')).records
}

for (const { name } of SYSTEMS) {
  test.each(FORGERIES)(`${name} refuses what is wrong, for that reason: %s`, (why, forgery) => {
    const records = played(name, forgery)
    expect(records.filter(({ kind }) => kind === 'drop')).toMatchObject([{ host: 'a', why }])
    expect(records.filter(({ kind, t }) => kind === 'transition' && t > 6_400_000)).toEqual([])
  })

  test(`${name} believes a forged one that its key made`, () => {
    const records = played(name, {})
    expect(records.filter(({ kind }) => kind === 'drop')).toEqual([])
    const [change] = records.filter(({ kind, t }) => kind === 'transition' && t > 6_400_000)
    expect(change).toMatchObject({ from: 'MASTER', to: 'BACKUP', rule: 'better advertisement heard' })
  })

  test(`${name} listens to no other group`, () => {
    const records = played(name, { destination: 0xe000_0013 })
    expect(records.filter(({ kind, t }) => kind === 'transition' && t > 6_400_000)).toEqual([])
  })
}
