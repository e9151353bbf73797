import type { Address, Mac } from '../network/address.ts'
import type { Frame, TcpSegment } from '../network/frame.ts'

/**
 * By which of some ports a frame goes: all frames of a flow go by the same one. FreeBSD, if_ethersubr.c,
 * m_ether_tcpip_hash(): FNV-1 over MACs, addresses and ports, begun with a random key.
 */
export function portOfFlow({ source, destination, payload }: Frame, key: number, ports: number): number {
  const { source: from, destination: to, sourcePort, destinationPort } = payload as Partial<TcpSegment>
  const flow = [
    ...bytesOf(source),
    ...bytesOf(destination),
    ...(from === undefined ? [] : bytesOf(from)),
    ...(to === undefined ? [] : bytesOf(to)),
    ...(sourcePort === undefined ? [] : [sourcePort >> 8, sourcePort & 0xff]),
    ...(destinationPort === undefined ? [] : [destinationPort >> 8, destinationPort & 0xff]),
  ]
  return (flow.reduce((hash, byte) => Math.imul(hash, FNV_PRIME) ^ byte, key) >>> 0) % ports
}

const FNV_PRIME = 0x01000193

/** A number is an IPv4 address; hexadecimal digits are a MAC, or an IPv6 address. */
function bytesOf(address: Address | Mac): number[] {
  if (typeof address === 'number') return [24, 16, 8, 0].map((bits) => (address >>> bits) & 0xff)
  return (address.replaceAll(':', '').match(/../g) ?? []).map((digits) => Number.parseInt(digits, 16))
}
