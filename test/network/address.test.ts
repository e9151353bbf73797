import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CARP_GROUP } from '../../src/carp/advertisement.ts'
import {
  BROADCAST,
  CARP_MULTICAST,
  cardMac,
  formatIpv4,
  formatPrefix,
  netmask,
  octet,
  parseIpv4,
  parsePrefix,
  virtualMac,
} from '../../src/network/address.ts'
import { gratuitousArp } from '../../src/network/frame.ts'

const address = fc.nat(0xffff_ffff)
const length = fc.nat(32)

test('an address that is written is read back', () => {
  fc.assert(
    fc.property(address, (ip) => {
      const text = formatIpv4(ip)
      expect(text).toMatch(/^\d{1,3}(\.\d{1,3}){3}$/)
      expect(parseIpv4(text)).toBe(ip)
    }),
  )
})

test.each([
  ['0.0.0.0', 0],
  ['10.0.0.1', 0x0a00_0001],
  ['127.255.255.255', 0x7fff_ffff],
  ['128.0.0.0', 0x8000_0000],
  ['224.0.0.18', CARP_GROUP],
  ['255.255.255.255', 0xffff_ffff],
])('%s is the unsigned number %i', (text, ip) => {
  expect(parseIpv4(text)).toBe(ip)
  expect(formatIpv4(ip)).toBe(text)
})

test.each([
  '',
  '10',
  '10.0.0',
  '10.0.0.1.1',
  '10.0.0.256',
  '10.0.0.-1',
  '10.0.0.1 ',
  ' 10.0.0.1',
  '10.0.0.1\n',
  '10..0.1',
  '10.000.0.3',
  '010.0.0.3',
  '10.0.0.03',
])('the text "%s" is no address', (text) => {
  expect(parseIpv4(text)).toBe(undefined)
})

test('a prefix that is written is read back', () => {
  fc.assert(
    fc.property(address, length, length, (ip, bits, other) => {
      const prefix = { address: ip, length: bits }
      expect(parsePrefix(formatPrefix(prefix), other)).toEqual(prefix)
      expect(parsePrefix(formatIpv4(ip), other)).toEqual({ address: ip, length: other })
    }),
  )
})

test.each([
  '10.0.0.1/',
  '10.0.0.1/33',
  '10.0.0.1/-1',
  '10.0.0.1/24/24',
  '10.0.0.1/a',
  '10.0.0/24',
  '/24',
  '10.0.0.1/024',
])('the text "%s" is no prefix', (text) => {
  expect(parsePrefix(text, 24)).toBe(undefined)
})

test.each([
  [0, '0.0.0.0'],
  [1, '128.0.0.0'],
  [8, '255.0.0.0'],
  [24, '255.255.255.0'],
  [31, '255.255.255.254'],
  [32, '255.255.255.255'],
])('the mask of /%i is %s', (bits, mask) => {
  expect(formatIpv4(netmask(bits))).toBe(mask)
})

test('a mask has as many ones as its length, all in front', () => {
  fc.assert(
    fc.property(length, (bits) => {
      expect(netmask(bits).toString(2).padStart(32, '0')).toBe('1'.repeat(bits).padEnd(32, '0'))
    }),
  )
})

test('addresses of cards and of virtual hosts', () => {
  expect(cardMac(1, 0)).toBe('02:00:00:00:00:01')
  expect(cardMac(3, 1)).toBe('02:00:00:00:01:03')
  expect(cardMac(256, 0)).toBe('02:00:00:01:00:00')
  expect(cardMac(65_536 + 2, 255)).toBe('02:00:01:00:ff:02')
  expect(virtualMac(1)).toBe('00:00:5e:00:01:01')
  expect(virtualMac(255)).toBe('00:00:5e:00:01:ff')
  expect(octet(10)).toBe('0a')
  expect(octet(-1)).toBe('ff')
  expect(CARP_MULTICAST).toBe('01:00:5e:00:00:12')
})

test('no two cards have one address', () => {
  const place = fc.tuple(fc.integer({ min: 1, max: 0xff_ffff }), fc.nat(255))
  fc.assert(
    fc.property(place, place, ([machine, card], [otherMachine, otherCard]) => {
      const same = machine === otherMachine && card === otherCard
      expect(cardMac(machine, card) === cardMac(otherMachine, otherCard)).toBe(same)
    }),
  )
})

test('a gratuitous ARP is a broadcast request for the address of its own sender', () => {
  const frame = gratuitousArp('02:00:00:00:00:01', '00:00:5e:00:01:01', 0x0a00_0064)
  expect(frame).toEqual({
    source: '02:00:00:00:00:01',
    destination: BROADCAST,
    family: 'inet',
    unicast: false,
    payload: {
      protocol: 'arp',
      operation: 'request',
      senderMac: '00:00:5e:00:01:01',
      sender: 0x0a00_0064,
      target: 0x0a00_0064,
    },
  })
})
