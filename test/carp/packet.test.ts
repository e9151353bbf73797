import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyOf, Seals } from '../../src/carp/digest.ts'
import { checksum, decode, encode, hex, nextPacket, PACKET_LENGTH } from '../../src/carp/packet.ts'
import type { Port } from '../../src/carp/rule.ts'
import { freshMachine, Vhost } from '../../src/carp/vhost.ts'
import { parseIpv4 } from '../../src/network/address.ts'
import type { Packet, Seal } from '../../src/trace/record.ts'

const byte = fc.nat(255)
const word = fc.nat(0xffff_ffff)

const seals = new Seals()
const seal: fc.Arbitrary<Seal> = fc
  .record({ key: fc.string({ maxLength: 19, unit: 'binary-ascii' }), vhid: byte, addresses: fc.array(word) })
  .map(({ key, vhid, addresses }) => seals.of(key, vhid, addresses))

const packet: fc.Arbitrary<Packet> = fc.record({
  version: fc.nat(15),
  type: fc.nat(15),
  vhid: byte,
  advskew: byte,
  authlen: byte,
  demotion: byte,
  advbase: byte,
  counterHigh: word,
  counterLow: word,
  seal,
})

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

test('what is encoded is decoded again', () => {
  fc.assert(
    fc.property(packet, (sent) => {
      const bytes = encode(sent)
      const { seal: _, ...fields } = sent
      const { digest, ...heard } = decode(bytes)!
      expect(bytes).toHaveLength(PACKET_LENGTH)
      expect(heard).toEqual({ ...fields, checksumGood: true })
      expect(hex(digest)).toBe(hex(bytes).slice(32))
    }),
  )
})

test('a bit that flips spoils the checksum', () => {
  fc.assert(
    fc.property(packet, fc.nat(PACKET_LENGTH * 8 - 1), (sent, bit) => {
      const bytes = encode(sent)
      bytes[bit >> 3]! ^= 1 << (bit & 7)
      expect(decode(bytes)!.checksumGood).toBe(false)
    }),
  )
})

test('what is behind the 36 bytes, or before them in the buffer, is not looked at', () => {
  fc.assert(
    fc.property(packet, fc.uint8Array(), fc.uint8Array(), (sent, before, behind) => {
      const bytes = encode(sent)
      const buffer = Uint8Array.from([...before, ...bytes, ...behind])
      expect(decode(buffer.subarray(before.length))).toEqual(decode(bytes))
    }),
  )
})

test('fewer than 36 bytes are no advertisement', () => {
  expect(decode(new Uint8Array(35))).toBe(undefined)
  expect(decode(new Uint8Array(0))).toBe(undefined)
  expect(decode(new Uint8Array(36))).toMatchObject({ version: 0, checksumGood: false })
})

// RFC 1071 gives the first as its example; the second is the header that every text on the matter computes.
test.each([
  ['0001f203f4f5f6f7', 0x220d],
  ['45000073000040004011' + '0000' + 'c0a80001c0a800c7', 0xb861],
  ['45000073000040004011' + 'b861' + 'c0a80001c0a800c7', 0],
  ['', 0xffff],
  ['01', 0xfeff],
  ['ffff', 0],
])('the checksum of %s', (text, sum) => {
  expect(checksum(bytesOf(text))).toBe(sum)
})

// Advertisements that FreeBSD 9.3 sent, to the byte: [pass phrase, addresses, the 36 bytes].
test.each([
  ['secret', ['10.0.0.100'], '210164070001f94c0000000000000000b7217ac9a1681416c87a43e44a905962e93a00b3'],
  ['secret', ['10.0.0.100'], '210196070001a14100000000000000011b20776248a79230b0a0802b8e78420a134a25c0'],
  ['secret', ['10.0.0.100'], '210196070001e1b50000000000000002f5ccc61da78a19825d70aeb26140e4c36bb92c66'],
  ['secret', ['10.0.0.100'], '2101ff0700ff5d4e0000000000000000b7217ac9a1681416c87a43e44a905962e93a00b3'],
  ['secret', ['10.0.0.100'], '210200070001724500000000000000003585723c3ceb417963eb97dcdc4981f293bf58c6'],
  ['secret', ['10.0.0.101'], '210214070002fd170000000000000001e39ee8040197d99080079ec43a2d5b45df1993b7'],
  ['secret', ['10.0.0.101'], '2102ff0700ff64530000000000000000f383cf85ee4e97f2fc57c846eddf81a5fa19031a'],
  ['secret', ['10.0.0.100', '10.0.0.101'], '21010007000102ce0000000000000000ffb7793c4f0373c3e0721db20f06e56bab9f0237'],
  ['secret', ['10.0.0.101', '10.0.0.100'], '21010007000102ce0000000000000000ffb7793c4f0373c3e0721db20f06e56bab9f0237'],
  ['Secret', ['10.0.0.100'], '2101fe0700014bfd00000000000000002379ebfb809764ba61357f5b4fda21b51f382ed9'],
])('a real packet: %s, %s', (password, addresses, text) => {
  const { digest: _, checksumGood, ...fields } = decode(bytesOf(text))!
  expect(checksumGood).toBe(true)
  expect(fields).toMatchObject({ version: 2, type: 1, authlen: 7, demotion: 0 })
  const numbers = addresses.map((address) => parseIpv4(address)!)
  expect(hex(encode({ ...fields, seal: seals.of(keyOf(password), fields.vhid, numbers) }))).toBe(text)
})

function vhost(): Vhost {
  const machine = freshMachine(false)
  const on = { host: 'a', name: 'em0', address: 0x0a00_0001, carrier: true, up: true }
  return new Vhost(machine, on, 'carp0', 1, seals.of('secret', 1, [0x0a00_0064]))
}

function drawing(...numbers: number[]): Port {
  return { counting: true, draw: () => numbers.shift()! } as unknown as Port
}

test('until something was heard each counter is drawn, then it counts on from what was heard', () => {
  const it = vhost()
  const port = drawing(7, 8, 9, 10)
  const counter = () => {
    const { counterHigh, counterLow } = nextPacket(it, 1, 0, port)
    return [counterHigh, counterLow]
  }
  expect([counter(), counter()]).toEqual([
    [7, 8],
    [9, 10],
  ])
  it.adopt({ ...nextPacket(vhost(), 1, 0, drawing(3, 0xffff_fffe)) })
  expect([counter(), counter(), counter()]).toEqual([
    [3, 0xffff_ffff],
    [4, 0],
    [4, 1],
  ])
  it.adopt({ ...nextPacket(vhost(), 1, 0, drawing(0xffff_ffff, 0xffff_ffff)) })
  expect(counter()).toEqual([0, 0])
})

test('a skew and a base go out as their low bytes', () => {
  const { advskew, advbase } = nextPacket(vhost(), 256, -50, drawing(0, 0))
  expect([advskew, advbase]).toEqual([206, 0])
})

test('where nobody looks at counters, an advertisement that says the same is the same one', () => {
  const it = vhost()
  const port = { counting: false, draw: () => 0 } as unknown as Port
  const first = nextPacket(it, 1, 0, port)
  expect(nextPacket(it, 1, 0, port)).toBe(first)
  expect(nextPacket(it, 1, 20, port)).toMatchObject({ advbase: 1, advskew: 20 })
  expect(nextPacket(it, 2, 20, port)).toMatchObject({ advbase: 2, advskew: 20 })
  it.seal = seals.of('another', 1, [])
  expect(nextPacket(it, 2, 20, port).seal).toBe(it.seal)
  const last = it.sent
  expect(nextPacket(it, 2, 20, { ...port, counting: true })).not.toBe(last)
})
