import { CARP_GROUP } from '../../carp/advertisement.ts'
import { checksum } from '../../carp/packet.ts'
import { CARP_MULTICAST, type Ipv4, macBytes, virtualMac } from '../../network/address.ts'

const VERSION_AND_TYPE = 0x21
const CARP = 112
const HEADER = 20
const AUTHENTICATION = 8

/** What an advertisement of VRRPv2 says. */
export interface VrrpPacket {
  readonly vrid: number
  /** 0: it resigns. */
  readonly priority: number
  /** In whole seconds. */
  readonly interval: number
  readonly addresses: readonly Ipv4[]
}

/** The bytes of an advertisement, without authentication (RFC 3768, 5.1). */
export function encodeVrrp({ vrid, priority, interval, addresses }: VrrpPacket): Uint8Array {
  const bytes = new Uint8Array(8 + 4 * addresses.length + AUTHENTICATION)
  const view = new DataView(bytes.buffer)
  bytes.set([VERSION_AND_TYPE, vrid, priority, addresses.length, 0, interval])
  for (const [i, address] of addresses.entries()) view.setUint32(8 + 4 * i, address)
  view.setUint16(6, checksum(bytes))
  return bytes
}

/** The same in its IPv4 packet and Ethernet frame: protocol, group, TTL and MAC are those of CARP (RFC 3768, 5.2, 7.3). */
export function vrrpFrame(source: Ipv4, packet: VrrpPacket): Uint8Array {
  const body = encodeVrrp(packet)
  const ip = new Uint8Array(HEADER)
  const view = new DataView(ip.buffer)
  ip.set([0x45, 0xc0])
  view.setUint16(2, HEADER + body.length)
  ip.set([255, CARP], 8)
  view.setUint32(12, source)
  view.setUint32(16, CARP_GROUP)
  view.setUint16(10, checksum(ip))
  return Uint8Array.of(...macBytes(CARP_MULTICAST), ...macBytes(virtualMac(packet.vrid)), 0x08, 0x00, ...ip, ...body)
}
