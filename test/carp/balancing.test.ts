import { expect, test } from 'vitest'
import { arpHash, nodeOfAddresses } from '../../src/carp/openbsd/balancing.ts'
import { macBytes, parseAddress } from '../../src/network/address.ts'

// Which node serves a client (OpenBSD, ip_carp.c, carp_lsdrop, carp_hash).

function nodeOf(client: string, address: string, nodes: number): number {
  return nodeOfAddresses(parseAddress(client)!, parseAddress(address)!, nodes)
}

test('IPv4: the rest of client and address, one laid on the other', () => {
  expect(nodeOf('10.0.0.50', '10.0.0.100', 7)).toBe(86 % 7)
  expect(nodeOf('200.0.0.1', '10.0.0.2', 5)).toBe(0xc2000003 % 5)
})

test('IPv6: the four words of both, one laid on the other', () => {
  expect(nodeOf('2001:db8::50', '2001:db8::100', 7)).toBe(0x150 % 7)
  expect(nodeOf('2001:db8:0:1:8000::50', '2001:db8::100', 7)).toBe((0x8000_0000 + 0x151) % 7)
  expect(nodeOf('2001:db8::1', 'fe80::1', 3)).toBe(0xde810db8 % 3)
})

test('mode arp: the card and the key', () => {
  expect(arpHash('secret', macBytes('02:00:00:00:00:09'))).toBe(0xc8559eba)
  expect(arpHash('secret', macBytes('02:f8:a3:85:4e:3a'))).toBe(0x618a0d75)
})
