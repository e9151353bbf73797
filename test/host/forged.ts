import { Seals } from '../../src/carp/digest.ts'
import { checksum, encode, hex } from '../../src/carp/packet.ts'
import type { Packet } from '../../src/trace/record.ts'

/** What an attacker puts into an advertisement; what is left out is good. */
export interface Forgery {
  readonly source?: number
  readonly destination?: number
  readonly ttl?: number
  readonly password?: string
  readonly addresses?: readonly number[]
  readonly fields?: Partial<Packet>
  /** So many of the 36 bytes. */
  readonly length?: number
  readonly badChecksum?: boolean
}

const FIELDS = { version: 2, type: 1, vhid: 1, advskew: 0, authlen: 7, demotion: 0, advbase: 1 } as const

/** An Ethernet frame with an advertisement, in hexadecimal digits. */
export function forged(forgery: Forgery): string {
  const { source = 0x0a00_0003, destination = 0xe000_0012, ttl = 255, password = 'secret', length = 36 } = forgery
  const vhid = forgery.fields?.vhid ?? FIELDS.vhid
  const seal = new Seals().of(password, vhid, forgery.addresses ?? [0x0a00_0064])
  const carp = encode({ ...FIELDS, counterHigh: 0, counterLow: 5, seal, ...forgery.fields })
  if (forgery.badChecksum) carp[6]! ^= 1
  const ip = new Uint8Array(20)
  const view = new DataView(ip.buffer)
  view.setUint32(0, 0x4510_0000 + 20 + length)
  view.setUint32(4, 0x0001_4000)
  view.setUint32(8, ttl * 0x100_0000 + 112 * 0x1_0000)
  view.setUint32(12, source)
  view.setUint32(16, destination)
  view.setUint16(10, checksum(ip))
  return `01005e00001200005e0001010800${hex(ip)}${hex(carp.subarray(0, length))}`
}
