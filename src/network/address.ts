import type { Family } from '../trace/record.ts'
import { agree, cutTo, formatIpv6, type Ipv6, parseIpv6 } from './ipv6.ts'

/** A MAC address as it is written: `02:00:00:00:00:01`. */
export type Mac = string

/** An IPv4 address as an unsigned number: equal addresses are equal numbers, and order is numeric order. */
export type Ipv4 = number

/** An address of either family; which one, its type says. */
export type Address = Ipv4 | Ipv6

export const BROADCAST: Mac = 'ff:ff:ff:ff:ff:ff'
/** The Ethernet address of 224.0.0.18. */
export const CARP_MULTICAST: Mac = '01:00:5e:00:00:12'

/** The Ethernet address of 224.0.0.240. */
export const PFSYNC_MULTICAST: Mac = '01:00:5e:00:00:f0'

/** @returns undefined where the text is no dotted quad; leading zeros, which some take for octal, are none (inet_pton) */
export function parseIpv4(text: string): Ipv4 | undefined {
  const match = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/.exec(text)
  if (!match) return undefined
  const parts = match.slice(1).map(Number)
  if (parts.some((part) => part > 255)) return undefined
  return parts.reduce((sum, part) => sum * 256 + part, 0)
}

export function formatIpv4(address: Ipv4): string {
  return `${address >>> 24}.${(address >>> 16) & 0xff}.${(address >>> 8) & 0xff}.${address & 0xff}`
}

export function familyOf(address: Address): Family {
  return typeof address === 'number' ? 'inet' : 'inet6'
}

export function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text)
}

export function formatAddress(address: Address): string {
  return typeof address === 'number' ? formatIpv4(address) : formatIpv6(address)
}

/** `10.0.0.3:80`, `[2001:db8::3]:80` */
export function withPort(address: Address, port: number): string {
  const text = formatAddress(address)
  return typeof address === 'number' ? `${text}:${port}` : `[${text}]:${port}`
}

/** An address with the length of its network part: 10.0.0.1/24. */
export interface Prefix<A extends Address = Ipv4> {
  readonly address: A
  readonly length: number
}

export function isIpv4Prefix(prefix: Prefix<Address>): prefix is Prefix<Ipv4> {
  return typeof prefix.address === 'number'
}

export function isIpv6Prefix(prefix: Prefix<Address>): prefix is Prefix<Ipv6> {
  return typeof prefix.address === 'string'
}

/** Neither what begins with eight zero bits, such as 0.0.0.0, :: and ::1, nor multicast, nor what is beyond in IPv4. */
export function isOfMachine(address: Address): boolean {
  if (typeof address === 'number') return address >= 0x0100_0000 && address < 0xe000_0000
  return !address.startsWith('00') && !address.startsWith('ff')
}

/** How long network parts are that nobody says, and at most. */
const USUAL_LENGTH = { inet: 24, inet6: 64 } as const
const LONGEST = { inet: 32, inet6: 128 } as const

export function parsePrefix(text: string, defaultLength: number): Prefix | undefined {
  const prefix = parseAnyPrefix(text, { inet: defaultLength, inet6: defaultLength })
  return prefix !== undefined && isIpv4Prefix(prefix) ? prefix : undefined
}

/** The same of an address of either family. */
export function parseAnyPrefix(
  text: string,
  defaultLengths: Readonly<Record<Family, number>> = USUAL_LENGTH,
): Prefix<Address> | undefined {
  const [left = '', right, ...rest] = text.split('/')
  const address = parseAddress(left)
  if (address === undefined || rest.length > 0) return undefined
  const family = familyOf(address)
  if (right === undefined) return { address, length: defaultLengths[family] }
  return /^(?:\d{1,2}|1\d\d)$/.test(right) && Number(right) <= LONGEST[family]
    ? { address, length: Number(right) }
    : undefined
}

export function formatPrefix({ address, length }: Prefix<Address>): string {
  return `${formatAddress(address)}/${length}`
}

/** The mask of a prefix length, as an unsigned number. */
export function netmask(length: number): Ipv4 {
  return length === 0 ? 0 : (0xffff_ffff << (32 - length)) >>> 0
}

/** The network of a prefix: its address without what stands behind the length. */
export function networkOf({ address, length }: Prefix<Address>): Prefix<Address> {
  if (typeof address === 'number') return { address: (address & netmask(length)) >>> 0, length }
  return { address: cutTo(address, length), length }
}

/** Whether an address is in the network of a prefix. */
export function isWithin(address: Address, { address: base, length }: Prefix<Address>): boolean {
  if (typeof base === 'string') return typeof address === 'string' && agree(address, base, length)
  if (typeof address === 'string') return false
  const mask = netmask(length)
  return (address & mask) === (base & mask)
}

const OCTETS = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'))

const VIRTUAL_MACS = OCTETS.map((text) => `00:00:5e:00:01:${text}`)

/** The MAC that a virtual host of the kernels answers with: 00:00:5e:00:01:VHID. */
export function virtualMac(vhid: number): Mac {
  return VIRTUAL_MACS[vhid & 0xff]!
}

/** The Ethernet address of a group: 01:00:5e and the low 23 bits of what is taken for its address (RFC 1112 6.4). */
export function ipv4GroupMac(group: Ipv4): Mac {
  return `01:00:5e:${[(group >>> 16) & 0x7f, group >>> 8, group].map(octet).join(':')}`
}

/** What a carp interface of OpenBSD answers with that balances by IP: the virtual MAC as a multicast one. */
export function multicastMac(vhid: number): Mac {
  return `01:00:5e:00:01:${octet(vhid)}`
}

/** Undefined: the text is no address of one card. */
export function parseMac(text: string): Mac | undefined {
  const small = text.toLowerCase()
  return /^[0-9a-f][02468ace](?::[0-9a-f]{2}){5}$/.test(small) && small !== '00:00:00:00:00:00' ? small : undefined
}

/** Whether an Ethernet address is that of a group, or of all: its first bit on the wire says so. */
export function isGroup(mac: Mac): boolean {
  return (Number.parseInt(mac[1]!, 16) & 1) === 1
}

export function macBytes(mac: Mac): Uint8Array {
  return Uint8Array.from(mac.split(':'), (part) => Number.parseInt(part, 16))
}

/** The MAC of a machine's own card: locally administered, from its place in the scenario (machines from 1). */
export function cardMac(machine: number, card: number): Mac {
  return ['02', '00', octet(machine >>> 16), octet(machine >>> 8), octet(card), octet(machine)].join(':')
}

/** The MAC of a client that is no machine of a scenario: locally administered, from the end of its address. */
export function clientMac(address: Address): Mac {
  const end = typeof address === 'number' ? address : Number.parseInt(address.slice(-8), 16)
  return ['02', '01', ...[24, 16, 8, 0].map((shift) => octet(end >>> shift))].join(':')
}

export function octet(value: number): string {
  return OCTETS[value & 0xff]!
}
