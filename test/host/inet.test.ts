import { expect, test } from 'vitest'
import { Addresses } from '../../src/host/addresses.ts'
import { type Ifaddr, Inet } from '../../src/host/inet.ts'
import { formatIpv4, formatPrefix, parseIpv4 } from '../../src/network/address.ts'

const of = (text: string) => parseIpv4(text)!

function ifaddr(address: string, length: number, label = 'eth0'): Ifaddr {
  return { label, address: of(address), length, broadcast: null }
}

function shown(inet: Inet): string[] {
  return inet.list.map((one) => {
    const broadcast = one.broadcast === null ? '' : ` brd ${formatIpv4(one.broadcast)}`
    return `${formatPrefix(one)}${broadcast}${inet.isSecondary(one) ? ' secondary' : ''} ${one.label}`
  })
}

test('ifconfig gives an alias the mask of its class, and then the one that it is told, with its broadcast address', () => {
  const inet = new Inet([ifaddr('10.0.0.1', 24)])
  expect(inet.setAddress('eth0:0', of('10.0.0.3'))).toBeNull()
  expect(shown(inet)).toEqual(['10.0.0.1/24 eth0', '10.0.0.3/8 brd 10.255.255.255 eth0:0'])
  expect(inet.setMask('eth0:0', 24)).toBeNull()
  expect(shown(inet)).toEqual(['10.0.0.1/24 eth0', '10.0.0.3/24 brd 10.0.0.255 secondary eth0:0'])
  expect(inet.setBroadcast('eth0:0', of('10.0.0.0'))).toBeNull()
  expect(inet.setMask('eth0:0', 16)).toBeNull()
  expect(shown(inet)).toEqual(['10.0.0.1/24 eth0', '10.0.0.3/16 brd 10.0.0.0 eth0:0'])
})

test('an alias that is not there cannot be taken down, nor be given a mask', () => {
  const inet = new Inet([ifaddr('10.0.0.1', 24)])
  const why = 'Cannot assign requested address'
  expect([inet.takeDown('eth0:0'), inet.setMask('eth0:0', 24), inet.setBroadcast('eth0:0', 0)]).toEqual([why, why, why])
})

test('a second address under one label takes the place of the first; the same one changes nothing', () => {
  const inet = new Inet([ifaddr('10.0.0.1', 24)])
  inet.setAddress('eth0:0', of('192.168.0.3'))
  inet.setMask('eth0:0', 30)
  inet.setAddress('eth0:0', of('192.168.0.3'))
  expect(shown(inet)).toEqual(['10.0.0.1/24 eth0', '192.168.0.3/30 brd 192.168.0.3 eth0:0'])
  inet.setAddress('eth0:0', of('172.16.0.4'))
  expect(shown(inet)).toEqual(['10.0.0.1/24 eth0', '172.16.0.4/16 brd 172.16.255.255 eth0:0'])
})

test('an address is there once; the first of a network takes the others with it', () => {
  const inet = new Inet([ifaddr('10.0.0.1', 24)])
  expect(inet.add(ifaddr('10.0.0.3', 24))).toBeNull()
  expect(inet.add(ifaddr('10.1.0.1', 24))).toBeNull()
  expect(inet.add(ifaddr('10.0.0.3', 24))).toBe('File exists')
  // With another mask it is another network.
  expect(inet.add(ifaddr('10.0.0.3', 32))).toBeNull()
  expect(shown(inet)).toEqual([
    '10.0.0.1/24 eth0',
    '10.1.0.1/24 eth0',
    '10.0.0.3/32 eth0',
    '10.0.0.3/24 secondary eth0',
  ])
  inet.remove(inet.list[0]!)
  expect(shown(inet)).toEqual(['10.1.0.1/24 eth0', '10.0.0.3/32 eth0'])
})

test('one of a network with a secondary one: that goes alone', () => {
  const inet = new Inet([ifaddr('10.0.0.1', 24), ifaddr('10.0.0.3', 24, 'eth0:0')])
  expect(inet.takeDown('eth0:0')).toBeNull()
  expect(shown(inet)).toEqual(['10.0.0.1/24 eth0'])
  inet.clear()
  expect(shown(inet)).toEqual([])
})

test('a card answers for what is configured on it, and is in its networks, until power goes', () => {
  const card = { place: 0, name: 'eth0', mac: '02:00:00:00:00:01', prefix: { address: of('10.0.0.1'), length: 24 } }
  const addresses = new Addresses({ ...card, prefix6: null, aliases: [] }, () => undefined)
  const has = () => ['10.0.0.1', '172.16.0.3', '172.16.0.99'].map((text) => addresses.isOwn(of(text)))
  expect(addresses.inet.list).toEqual([{ ...ifaddr('10.0.0.1', 24), broadcast: of('10.0.0.255') }])
  addresses.inet.setAddress('eth0:0', of('172.16.0.3'))
  expect(has()).toEqual([true, true, false])
  expect(addresses.sourceFor(of('172.16.0.99'))).toBe(of('172.16.0.3'))
  // The first address of the card goes: what is left is what it speaks from.
  addresses.inet.remove(addresses.inet.list[0]!)
  expect(has()).toEqual([false, true, false])
  expect(addresses.prefix).toMatchObject({ address: of('172.16.0.3'), length: 16 })
  addresses.powerOn()
  expect(has()).toEqual([true, false, false])
  expect(addresses.prefix).toBe(card.prefix)
})
