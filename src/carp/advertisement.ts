import type { Family, Packet } from '../trace/record.ts'

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
}

/** 224.0.0.18 and ff02::12, where advertisements go. */
export const CARP_GROUP = 0xe000_0012
export const CARP_GROUP6 = 'ff020000000000000000000000000012'
