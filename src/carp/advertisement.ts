import type { Packet } from '../trace/record.ts'
import { PACKET_LENGTH } from './packet.ts'

/** An advertisement as it travels: the IPv4 packet of protocol 112 around the 36 bytes. */
export interface Advertisement {
  /** It is an input of the election as it stands. */
  readonly on: 'advert'
  readonly protocol: 'carp'
  /** IPv4 source and destination, as unsigned numbers. */
  readonly source: number
  readonly destination: number
  readonly ttl: number
  readonly packet: Packet
  /** How many of the 36 bytes there are. */
  readonly length: number
  readonly checksumGood: boolean
}

/** 224.0.0.18, where advertisements go. */
export const CARP_GROUP = 0xe000_0012

/** One that arrives as it was sent. */
export function asSent(packet: Packet, source: number): Advertisement {
  const ways = { on: 'advert', protocol: 'carp', destination: CARP_GROUP, ttl: 255 } as const
  return { ...ways, source, packet, length: PACKET_LENGTH, checksumGood: true }
}
