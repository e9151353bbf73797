import { hmac } from '@noble/hashes/hmac.js'
import { sha1 } from '@noble/hashes/legacy.js'
import type { Packet, Seal } from '../trace/record.ts'

/** A pass phrase counts with its first 19 bytes: the key field is 20 bytes and ends in a NUL (ifconfig; ucarp). */
export const KEY_LENGTH = 20

/**
 * The key that a pass phrase makes: its bytes (UTF-8), cut to 19, one character a byte. No pass phrase is no bytes:
 * HMAC pads with zeros, so that it is the same as a key of zeros.
 */
export function keyOf(password: string): string {
  const bytes = utf8(password).slice(0, KEY_LENGTH - 1)
  return String.fromCharCode(...bytes)
}

/** How many bytes a pass phrase has. */
export function lengthOf(password: string): number {
  return utf8(password).length
}

const NONE: readonly string[] = []

/** Seals by what they hold, so that equal ones are one object and a digest is compared by comparing references. */
export class Seals {
  /** By vhid; of one vhid there are few. */
  readonly #known = new Map<number, Seal[]>()

  of(key: string, vhid: number, addresses: readonly number[], addresses6 = NONE, lladdr?: string): Seal {
    let known = this.#known.get(vhid)
    if (known === undefined) {
      known = []
      this.#known.set(vhid, known)
    }
    for (const seal of known) if (holds(seal, key, addresses, addresses6, lladdr)) return seal
    return this.#normal({ key, vhid, addresses, addresses6, ...(lladdr && { lladdr }) }, known)
  }

  /** The same by its canonical form, which is made where there is none. */
  #normal(asked: Seal, known: Seal[]): Seal {
    const seal = {
      ...asked,
      // HMAC pads a key with zeros, so that those at its end make no difference.
      key: asked.key.replace(/\0+$/, ''),
      addresses: [...new Set(asked.addresses)].sort((a, b) => a - b),
      // Digits in one case: their order is that of the bytes.
      addresses6: [...new Set(asked.addresses6)].sort(),
    }
    const other = known.find((one) => holds(one, seal.key, seal.addresses, seal.addresses6, seal.lladdr))
    if (other === undefined) known.push(seal)
    return other ?? seal
  }

  /** The seal that makes a digest; where nobody here has it, one that is like no other. */
  thatMade(digest: Uint8Array, vhid: number, counter: Counter): Seal {
    const known = this.#known.get(vhid) ?? []
    const stranger = { key: '', vhid, addresses: [], addresses6: [] }
    return known.find((seal) => sealed(seal, counter).every((byte, i) => byte === digest[i])) ?? stranger
  }
}

function holds(
  seal: Seal,
  key: string,
  addresses: readonly number[],
  addresses6: readonly string[],
  lladdr: string | undefined,
): boolean {
  if (seal.key !== key || seal.lladdr !== lladdr || seal.addresses.length !== addresses.length) return false
  return equal(seal.addresses, addresses) && equal(seal.addresses6, addresses6)
}

function equal<T>(a: readonly T[], b: readonly T[]): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/**
 * The addresses that the BSD kernels put into a digest: they look for the next higher one from 0.0.0.0 up to
 * 255.255.255.255, and so never find these two (carp_hmac_prepare). ucarp takes its one address as it is.
 */
export function inDigest(addresses: readonly number[]): readonly number[] {
  return addresses.every(isFound) ? addresses : addresses.filter(isFound)
}

function isFound(address: number): boolean {
  return address > 0 && address < 0xffff_ffff
}

/**
 * The same of IPv6 addresses: :: and the one of ones alone are never found. A link-local address counts without the
 * number of the interface that the kernel keeps in its third and fourth byte (in6_clearscope).
 */
export function inDigest6(addresses: readonly string[]): readonly string[] {
  // Most have none, and this is asked at each ioctl.
  if (addresses.length === 0) return NONE
  return addresses
    .map((address) => (isLinkLocal(address) ? `${address.slice(0, 4)}0000${address.slice(8)}` : address))
    .filter((address) => !/^(?:0+|f+)$/.test(address))
}

export function isLinkLocal(address: string): boolean {
  return /^fe[89ab]/.test(address)
}

/**
 * HMAC-SHA1 of an advertisement, whichever family its packet is of: over version 2, type 1, on OpenBSD perhaps a MAC, vhid, the IPv4 addresses
 * ascending, the IPv6 addresses ascending, the counter. Skew, base and demotion are not in it (FreeBSD 9.3 and 12,
 * carp_hmac_generate; ucarp, carp_hmac_generate).
 */
export function sealed(seal: Seal, counter: Counter): Uint8Array {
  const mac = seal.lladdr?.split(':').map((octet) => Number.parseInt(octet, 16)) ?? []
  const at4 = 3 + mac.length
  const at6 = at4 + 4 * seal.addresses.length
  const message = new Uint8Array(at6 + 16 * seal.addresses6.length + 8)
  const view = new DataView(message.buffer)
  message.set([2, 1, ...mac, seal.vhid])
  seal.addresses.forEach((address, i) => {
    view.setUint32(at4 + 4 * i, address)
  })
  seal.addresses6.forEach((address, i) => {
    message.set(bytesOf(address), at6 + 16 * i)
  })
  message.set(counterBytes(counter), message.length - 8)
  return hmac(sha1, keyBytes(seal.key), message)
}

/** The digest of an advertisement: what stands there, or what its seal makes. */
export function digestOf(packet: Packet): Uint8Array {
  return packet.bytes?.slice(16) ?? sealed(packet.seal, packet)
}

export type Counter = Pick<Packet, 'counterHigh' | 'counterLow'>

/** The counter as it stands in the packet, in network order. */
export function counterBytes(packet: Counter): Uint8Array {
  const bytes = new Uint8Array(8)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, packet.counterHigh)
  view.setUint32(4, packet.counterLow)
  return bytes
}

/** Hexadecimal digits as bytes. */
function bytesOf(digits: string): number[] {
  return Array.from({ length: digits.length / 2 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16))
}

function keyBytes(key: string): Uint8Array {
  return Uint8Array.from(key.padEnd(KEY_LENGTH, '\0'), (character) => character.charCodeAt(0))
}

/** UTF-8 by hand: TextEncoder belongs to the host environment, and lone surrogates must not differ between them. */
function utf8(text: string): number[] {
  return Array.from(text).flatMap((character) => {
    const code = character.codePointAt(0)!
    if (code < 0x80) return [code]
    if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 0x3f)]
    if (code < 0x10000) return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]
    return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]
  })
}
