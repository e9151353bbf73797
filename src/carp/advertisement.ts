import type { Family, Packet } from '../trace/record.ts'
import { PACKET_LENGTH } from './packet.ts'

/** An advertisement as it travels: the IPv4 or IPv6 packet of protocol 112 around the 36 bytes. */
export interface Advertisement {
  /** It is an input of the election as it stands. */
  readonly on: 'advert'
  readonly protocol: 'carp'
  readonly family: Family
  /** IPv4 addresses as unsigned numbers, IPv6 ones as 32 hexadecimal digits. */
  readonly source: number | string
  readonly destination: number | string
  /** On IPv6 the hop limit. */
  readonly ttl: number
  readonly packet: Packet
  /** How many of the 36 bytes there are. */
  readonly length: number
  readonly checksumGood: boolean
  /** A system made it, for all: nothing of the above can be wrong with it, and nobody need look. */
  readonly sound: boolean
}

/** 224.0.0.18 and ff02::12, where advertisements go. */
export const CARP_GROUP = 0xe000_0012
export const CARP_GROUP6 = 'ff020000000000000000000000000012'

/** Whether it was sent to all, and not to one machine alone. */
export function isForAll({ family, destination }: Pick<Advertisement, 'family' | 'destination'>): boolean {
  return destination === (family === 'inet' ? CARP_GROUP : CARP_GROUP6)
}

/** One that arrives as it was sent. */
export function asSent(packet: Packet, family: Family, source: number | string): Advertisement {
  const destination = family === 'inet' ? CARP_GROUP : CARP_GROUP6
  const ways = { on: 'advert', protocol: 'carp', family, destination, ttl: 255 } as const
  return { ...ways, source, packet, length: PACKET_LENGTH, checksumGood: true, sound: true }
}
