import type { Packet } from '../trace/record.ts'
import { type Counter, counterBytes, digestOf } from './digest.ts'
import type { Port } from './rule.ts'
import type { Vhost } from './vhost.ts'

export const PACKET_LENGTH = 36
const VERSION = 2
const ADVERTISEMENT = 1
/** Counter and digest, in 32-bit words. */
const AUTHLEN = 7

/**
 * The next advertisement of a virtual host: its counter moves on. Until a packet was accepted from somebody each one
 * carries a fresh random counter, afterwards the last counter plus one (carp_prepare_ad; ucarp, carp_prepare_ad).
 * Where nobody looks at counters, an advertisement that says the same as the last one is that one.
 */
export function nextPacket(vhost: Vhost, advbase: number, advskew: number, port: Port): Packet {
  const { sent } = vhost
  if (sent !== null && !port.counting && sent.seal === vhost.seal) {
    if (sent.advskew === (advskew & 0xff) && sent.advbase === (advbase & 0xff)) return sent
  }
  const { countsFrom } = vhost
  const packet = made(vhost, advbase, advskew, 0, countsFrom === null ? drawn(port) : after(countsFrom))
  if (countsFrom !== null) vhost.countsFrom = packet
  return packet
}

function drawn(port: Port): Counter {
  const counterHigh = port.draw()
  return { counterHigh, counterLow: port.draw() }
}

function after({ counterHigh, counterLow }: Packet): Counter {
  const low = (counterLow + 1) >>> 0
  return { counterHigh: low === 0 ? (counterHigh + 1) >>> 0 : counterHigh, counterLow: low }
}

/**
 * The next advertisement of a virtual host of OpenBSD: its counter is drawn with the first one, and never changes
 * (carp_prepare_ad, 2008 to 2025).
 */
export function constantPacket(vhost: Vhost, advbase: number, advskew: number, demotion: number, port: Port): Packet {
  const { sent } = vhost
  if (sent === null) [vhost.counterHigh, vhost.counterLow] = port.drawOnce()
  else if (sent.seal === vhost.seal && sent.demotion === (demotion & 0xff)) {
    if (sent.advskew === (advskew & 0xff) && sent.advbase === (advbase & 0xff)) return sent
  }
  return made(vhost, advbase, advskew, demotion, vhost)
}

function made(
  vhost: Vhost,
  advbase: number,
  advskew: number,
  demotion: number,
  { counterHigh, counterLow }: Counter,
): Packet {
  const packet: Packet = {
    version: VERSION,
    type: ADVERTISEMENT,
    vhid: vhost.vhid,
    advskew: advskew & 0xff,
    authlen: AUTHLEN,
    demotion: demotion & 0xff,
    advbase: advbase & 0xff,
    counterHigh,
    counterLow,
    seal: vhost.seal,
  }
  vhost.sent = packet
  return packet
}

/**
 * The 36 bytes of an advertisement, as all systems put them on the wire: version and type, vhid, advskew, authlen,
 * demotion (a pad byte but on OpenBSD), advbase, checksum, counter, HMAC-SHA1.
 */
export function encode(packet: Packet): Uint8Array {
  if (packet.bytes !== undefined) return packet.bytes
  const bytes = new Uint8Array(PACKET_LENGTH)
  bytes[0] = (packet.version << 4) | packet.type
  bytes[1] = packet.vhid
  bytes[2] = packet.advskew
  bytes[3] = packet.authlen
  bytes[4] = packet.demotion
  bytes[5] = packet.advbase
  bytes.set(counterBytes(packet), 8)
  bytes.set(digestOf(packet), 16)
  const sum = checksum(bytes)
  bytes[6] = sum >> 8
  bytes[7] = sum & 0xff
  return bytes
}

/** What the bytes of an advertisement say. */
export interface Decoded extends Omit<Packet, 'seal'> {
  readonly checksumGood: boolean
  readonly digest: Uint8Array
}

/**
 * Reads the bytes of an advertisement. The digest is given as it stands: only who knows key and addresses can check it.
 *
 * @returns undefined where there are fewer than 36 bytes
 */
export function decode(bytes: Uint8Array): Decoded | undefined {
  if (bytes.length < PACKET_LENGTH) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, PACKET_LENGTH)
  return {
    version: view.getUint8(0) >> 4,
    type: view.getUint8(0) & 0xf,
    vhid: view.getUint8(1),
    advskew: view.getUint8(2),
    authlen: view.getUint8(3),
    demotion: view.getUint8(4),
    advbase: view.getUint8(5),
    counterHigh: view.getUint32(8),
    counterLow: view.getUint32(12),
    checksumGood: checksum(bytes.subarray(0, PACKET_LENGTH)) === 0,
    digest: bytes.slice(16, PACKET_LENGTH),
  }
}

/** The Internet checksum (RFC 1071); 0 over bytes that hold a good one. */
export function checksum(bytes: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < bytes.length; i += 2) sum += (bytes[i]! << 8) | (bytes[i + 1] ?? 0)
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  return ~sum & 0xffff
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
