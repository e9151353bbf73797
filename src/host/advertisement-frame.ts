import { type Advertisement, CARP_GROUP } from '../carp/advertisement.ts'
import { PACKET_LENGTH } from '../carp/packet.ts'
import type { Ipv4, Mac } from '../network/address.ts'
import type { Frame } from '../network/frame.ts'
import type { Packet } from '../trace/record.ts'

export interface AdvertisementFrame extends Frame {
  readonly payload: Advertisement
}

/** An advertisement in its IPv4 packet (TTL 255) and its Ethernet frame. */
export function advertisementFrame(source: Mac, destination: Mac, address: Ipv4, packet: Packet): AdvertisementFrame {
  const payload: Advertisement = {
    on: 'advert',
    protocol: 'carp',
    source: address,
    destination: CARP_GROUP,
    ttl: 255,
    packet,
    length: PACKET_LENGTH,
    checksumGood: true,
  }
  return { source, destination, unicast: false, payload }
}

/** The same in a frame for one machine alone. */
export function peerFrame(
  source: Mac,
  destination: Mac,
  address: Ipv4,
  peer: Ipv4,
  packet: Packet,
): AdvertisementFrame {
  const frame = advertisementFrame(source, destination, address, packet)
  return { ...frame, unicast: true, payload: { ...frame.payload, destination: peer } }
}
