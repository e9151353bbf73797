import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digestOf, inDigest, keyOf, Seals } from '../../src/carp/digest.ts'
import { hex } from '../../src/carp/packet.ts'
import type { Port } from '../../src/carp/rule.ts'
import { freebsd93 } from '../../src/carp/systems/freebsd-9.3.ts'
import { freebsd12 } from '../../src/carp/systems/freebsd-12.ts'
import { freshMachine, Vhost } from '../../src/carp/vhost.ts'
import type { Packet, Seal } from '../../src/trace/record.ts'

const HUNDRED = 0x0a00_0064
const EMPTY = { version: 2, type: 1, vhid: 1, advskew: 0, authlen: 7, demotion: 0, advbase: 1 }

function packetOf(seal: Seal, counterHigh = 0, counterLow = 0): Packet {
  return { ...EMPTY, vhid: seal.vhid, counterHigh, counterLow, seal }
}

function digestWith(key: string, addresses: readonly number[]): string {
  return hex(digestOf(packetOf(new Seals().of(key, 1, addresses))))
}

test.each([
  ['secret', 'secret'],
  ['', ''],
  ['1234567890123456789', '1234567890123456789'],
  ['12345678901234567890', '1234567890123456789'],
  ['pässwörd', 'p\xc3\xa4ssw\xc3\xb6rd'],
  ['密碼', '\xe5\xaf\x86\xe7\xa2\xbc'],
  ['😀', '\xf0\x9f\x98\x80'],
  // The nineteenth byte is in the middle of a character.
  ['123456789012345678é', '123456789012345678\xc3'],
])('the key of "%s" is its bytes, at most 19', (password, key) => {
  expect(keyOf(password)).toBe(key)
})

test('a key is the UTF-8 of the phrase, cut', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (password) => {
      expect(keyOf(password)).toBe(Buffer.from(password, 'utf8').subarray(0, 19).toString('latin1'))
    }),
  )
})

test('phrases that agree in 19 bytes make one digest', () => {
  expect(digestWith(keyOf('a'.repeat(19)), [HUNDRED])).toBe(digestWith(keyOf('a'.repeat(40)), [HUNDRED]))
  expect(digestWith(keyOf('a'.repeat(18)), [HUNDRED])).not.toBe(digestWith(keyOf('a'.repeat(19)), [HUNDRED]))
})

const seal = fc.record({
  key: fc.string({ maxLength: 3, unit: fc.constantFrom('a', ' ', '1', '\0') }),
  vhid: fc.integer({ min: 1, max: 3 }),
  addresses: fc.array(fc.constantFrom(1, 2, 11, HUNDRED, 0xfffe_0000), { maxLength: 4 }),
})

test('seals are one object exactly where the digests are equal', () => {
  fc.assert(
    fc.property(seal, seal, (one, other) => {
      const seals = new Seals()
      const [a, b] = [one, other].map(({ key, vhid, addresses }) => seals.of(key, vhid, addresses))
      expect(a === b).toBe(hex(digestOf(packetOf(a!))) === hex(digestOf(packetOf(b!))))
    }),
    { numRuns: 2_000 },
  )
})

test('order of addresses, repeated ones, and zeros at the end of a key make no other seal', () => {
  const seals = new Seals()
  const one = seals.of('key', 1, [3, 1, 2])
  expect(seals.of('key', 1, [1, 2, 3, 2])).toBe(one)
  expect(seals.of('key\0\0', 1, [2, 3, 1])).toBe(one)
  expect(one).toEqual({ key: 'key', vhid: 1, addresses: [1, 2, 3], addresses6: [] })
  expect(seals.of('k\0ey', 1, [1, 2, 3])).not.toBe(one)
  expect(seals.of('\0key', 1, [1, 2, 3])).not.toBe(one)
  expect(seals.of('key', 2, [1, 2, 3])).not.toBe(one)
  expect(seals.of('key', 1, [1, 2])).not.toBe(one)
  expect(new Seals().of('key', 1, [1, 2, 3])).not.toBe(one)
})

test('a key that looks like an address is none', () => {
  const seals = new Seals()
  expect(seals.of('12 x', 1, [11])).not.toBe(seals.of('x', 1, [11, 12]))
  expect(seals.of(',12/x', 1, [11])).not.toBe(seals.of('x', 1, [11, 12]))
  expect(seals.of('1 x', 1, [])).not.toBe(seals.of('x', 1, [1]))
})

test('addresses are ordered as unsigned numbers', () => {
  expect(new Seals().of('', 1, [0xfffe_0000, 9, 0x8000_0000, 10]).addresses).toEqual([9, 10, 0x8000_0000, 0xfffe_0000])
})

test('base, skew, demotion and type are in no digest, the counter is', () => {
  const it = packetOf(new Seals().of('secret', 1, [HUNDRED]))
  const digest = hex(digestOf(it))
  expect(digest).toBe('b7217ac9a1681416c87a43e44a905962e93a00b3')
  const spoilt = { ...it, version: 3, type: 2, advskew: 9, authlen: 9, demotion: 9, advbase: 9 }
  expect(hex(digestOf(spoilt))).toBe(digest)
  expect(hex(digestOf({ ...it, counterLow: 1 }))).not.toBe(digest)
  expect(hex(digestOf({ ...it, counterHigh: 1 }))).not.toBe(digest)
})

test('a virtual host without addresses has a digest, too', () => {
  expect(digestWith('', [])).toMatch(/^[0-9a-f]{40}$/)
})

test('0.0.0.0 and 255.255.255.255 are never in a digest', () => {
  expect(inDigest([0, HUNDRED, 0xffff_ffff, 1, 0xffff_fffe])).toEqual([HUNDRED, 1, 0xffff_fffe])
})

test.each([freebsd93, freebsd12])('$name leaves them out where it seals', (system) => {
  const seals = new Seals()
  const port = { seal: seals.of.bind(seals) } as unknown as Port
  const on = { host: 'a', name: 'em0', address: 1, carrier: true, up: true }
  const machine = freshMachine(false)
  const vhost = new Vhost(machine, on, 'carp0', 1, seals.of('', 1, []))
  vhost.key = 'secret'
  for (const address of [0xffff_ffff, HUNDRED, 0]) vhost.give(address)
  system.reseal(vhost, port)
  expect(vhost.seal).toBe(seals.of('secret', 1, [HUNDRED]))
})
