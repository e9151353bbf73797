import { checksum, encode, hex, PACKET_LENGTH } from '../../carp/packet.ts'
import { formatSeconds } from '../../time.ts'
import type { RecordOf } from '../../trace/record.ts'
import type { Line } from '../lanes/paint.ts'
import { exactly } from '../words.ts'
import { field, heading } from './lines.ts'

const HEX = 16
/** The digest is made of a secret, which no file has: a trace that was stored cannot tell it. */
const LOST = '(not kept in a stored trace)'

/** An advertisement with all its fields, each by the name that display filters of Wireshark have for it. */
export function advertisementLines(advert: RecordOf<'advert'>, age: number): Line[] {
  const { id, t, host, interface: on, family, packet, peer } = advert
  const bytes = encode(packet)
  const { addresses, addresses6 } = packet.seal
  const isKept = packet.bytes !== undefined || addresses.length + addresses6.length > 0
  const counter = (BigInt(packet.counterHigh) << 32n) | BigInt(packet.counterLow)
  const to = peer ?? (family === 'inet' ? '224.0.0.18' : 'ff02::12')
  return [
    heading(`advertisement #${id} of ${host} on ${on}`),
    field('sent', `${formatSeconds(t)}, ${exactly(age)} ago, to ${to}`),
    field('carp.version', `${packet.version}`),
    field('carp.type', `${packet.type}${packet.type === 1 ? ' (Advertisement)' : ''}`),
    field('carp.vhid', `${packet.vhid}`),
    field('carp.advskew', `${packet.advskew}`),
    field('carp.authlen', `${packet.authlen}`),
    field('carp.demotion', `${packet.demotion}`),
    field('carp.adver_int', `${packet.advbase}`),
    field(
      'carp.checksum',
      isKept ? `0x${hex(bytes.subarray(6, 8))} (${isGood(bytes) ? 'correct' : 'incorrect'})` : LOST,
    ),
    field('carp.counter', `${counter}`),
    field('carp.hmac', isKept ? hex(bytes.subarray(HEX, PACKET_LENGTH)) : LOST),
  ]
}

function isGood(bytes: Uint8Array): boolean {
  return checksum(bytes.subarray(0, PACKET_LENGTH)) === 0
}
