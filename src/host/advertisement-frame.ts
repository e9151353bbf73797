import { type Advertisement, asSent } from '../carp/advertisement.ts'
import { type Address, familyOf, type Mac } from '../network/address.ts'
import type { Frame } from '../network/frame.ts'
import type { Packet } from '../trace/record.ts'

export interface AdvertisementFrame extends Frame {
  readonly payload: Advertisement
}

/**
 * An advertisement in its Ethernet frame and in a packet of the family of its source, TTL or hop limit 255. On IPv6 the
 * checksum covers the 36 bytes alone, as on IPv4: no pseudo header (FreeBSD 12.1, carp_send_ad_locked).
 */
export function advertisementFrame(
  source: Mac,
  destination: Mac,
  address: Address,
  packet: Packet,
): AdvertisementFrame {
  const family = familyOf(address)
  const payload = asSent(packet, family, address)
  return { source, destination, unicast: false, family, payload }
}

/** The same in a frame for one machine alone. */
export function peerFrame(
  source: Mac,
  destination: Mac,
  address: Address,
  peer: Address,
  packet: Packet,
): AdvertisementFrame {
  const frame = advertisementFrame(source, destination, address, packet)
  return { ...frame, unicast: true, payload: { ...frame.payload, destination: peer, sound: false } }
}
