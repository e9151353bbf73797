import type { Seals } from '../carp/digest.ts'
import { checksum, decode, PACKET_LENGTH } from '../carp/packet.ts'
import type { Mac } from '../network/address.ts'
import type { AdvertisementFrame } from './advertisement-frame.ts'
import type { Deed } from './carp.ts'
import type { Nic } from './nic.ts'
import type { World } from './world.ts'

const ETHERNET = 14
const LEAST = ETHERNET + 20
const IPV4 = 0x0800
const CARP = 112

/** What keeps bytes from being a frame that can be played; undefined: nothing does. */
export function flawOfFrame(bytes: Uint8Array): string | undefined {
  if (bytes.length < LEAST) return `it has ${bytes.length} bytes, and Ethernet and IPv4 alone take ${LEAST}`
  const { type, header, protocol } = headersOf(bytes)
  if (type !== IPV4) return `its EtherType is 0x${type.toString(16).padStart(4, '0')}, and IPv4 has 0x0800`
  if (header < 20 || bytes[ETHERNET]! >> 4 !== 4) return 'its IPv4 header begins with 45, at byte 15'
  if (protocol !== CARP) return `its IP protocol is ${protocol}, and CARP has 112`
  if ((bytes[0]! & 1) === 0) return 'it is for one station alone: its first byte is odd where it is for all, such as 01'
  return undefined
}

/** A card sends a frame as it stands, past packet filters, as a program does that writes to the wire itself. */
export function inject(nic: Nic, frame: string, { engine, trace, seals }: World): Deed {
  if (nic.state !== 'sent')
    return `${nic.host}.${nic.name} has ${nic.state === 'no carrier' ? 'no carrier' : 'been taken down'}`
  return () => {
    const forged = forgedFrame(bytesOf(frame)!, seals)
    const { packet } = forged.payload
    const { vhid, advbase, advskew } = packet
    const where = { host: nic.host, interface: nic.name, vhid, family: forged.family }
    engine.cause = trace.note({ kind: 'advert', ...where, advbase, advskew, packet })
    nic.socket.transmit(forged)
  }
}

/** Bytes from hexadecimal digits, two each; undefined: it is something else. */
export function bytesOf(text: string): Uint8Array | undefined {
  if (!/^(?:[0-9a-f]{2})+$/i.test(text)) return undefined
  return Uint8Array.from(text.match(/../g)!, (byte) => Number.parseInt(byte, 16))
}

/** A frame as its bytes say it. Whose key made the digest is found out by trying those that are known. */
export function forgedFrame(bytes: Uint8Array, seals: Seals): AdvertisementFrame {
  const { view, header, end } = headersOf(bytes)
  const ip = bytes.subarray(ETHERNET, ETHERNET + header)
  const carp = bytes.slice(ETHERNET + header, end)
  const whole = new Uint8Array(PACKET_LENGTH)
  whole.set(carp.subarray(0, PACKET_LENGTH))
  const { checksumGood, digest, ...fields } = decode(whole)!
  const seal = seals.thatMade(digest, fields.vhid, fields)
  const payload = {
    on: 'advert',
    protocol: 'carp',
    family: 'inet',
    source: view.getUint32(ETHERNET + 12),
    destination: view.getUint32(ETHERNET + 16),
    ttl: view.getUint8(ETHERNET + 8),
    packet: { ...fields, seal, bytes: whole },
    length: Math.min(carp.length, PACKET_LENGTH),
    checksumGood: checksumGood && checksum(ip) === 0,
    sound: false,
  } as const
  return { source: macAt(bytes, 6), destination: macAt(bytes, 0), unicast: false, family: 'inet', payload }
}

function headersOf(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return {
    view,
    type: view.getUint16(12),
    /** Of the IPv4 header. */
    header: (view.getUint8(ETHERNET) & 0xf) * 4,
    protocol: view.getUint8(ETHERNET + 9),
    /** Of the packet: what follows is padding. */
    end: ETHERNET + view.getUint16(ETHERNET + 2),
  }
}

function macAt(bytes: Uint8Array, at: number): Mac {
  return Array.from(bytes.subarray(at, at + 6), (byte) => byte.toString(16).padStart(2, '0')).join(':')
}
