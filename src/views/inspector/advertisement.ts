import { checksum, encode, hex, PACKET_LENGTH } from '../../carp/packet.ts'
import type { RecordOf } from '../../trace/record.ts'

/** A field of a frame, by the name that display filters of Wireshark have for it. */
export type Field = readonly [name: string, value: string]

const HEX = 16
/** The digest is made of a secret, which no file has: a trace that was stored cannot tell it. */
const LOST = '(not kept in a stored trace)'

/** The address that it was sent to. */
export function destinationOf({ family, peer }: RecordOf<'advert'>): string {
  return peer ?? (family === 'inet' ? '224.0.0.18' : 'ff02::12')
}

export function fieldsOfAdvertisement({ packet, mac }: RecordOf<'advert'>): Field[] {
  const bytes = encode(packet)
  const { addresses, addresses6 } = packet.seal
  const isKept = packet.bytes !== undefined || addresses.length + addresses6.length > 0
  const counter = (BigInt(packet.counterHigh) << 32n) | BigInt(packet.counterLow)
  return [
    ...(mac === undefined ? [] : [['eth.dst', mac] as const]),
    ['carp.version', `${packet.version}`],
    ['carp.type', `${packet.type}${packet.type === 1 ? ' (Advertisement)' : ''}`],
    ['carp.vhid', `${packet.vhid}`],
    ['carp.advskew', `${packet.advskew}`],
    ['carp.authlen', `${packet.authlen}`],
    ['carp.demotion', `${packet.demotion}`],
    ['carp.adver_int', `${packet.advbase}`],
    ['carp.checksum', isKept ? `0x${hex(bytes.subarray(6, 8))} (${isGood(bytes) ? 'correct' : 'incorrect'})` : LOST],
    ['carp.counter', `${counter}`],
    ['carp.hmac', isKept ? hex(bytes.subarray(HEX, PACKET_LENGTH)) : LOST],
  ]
}

function isGood(bytes: Uint8Array): boolean {
  return checksum(bytes.subarray(0, PACKET_LENGTH)) === 0
}
