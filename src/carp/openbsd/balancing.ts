import { sha1 } from '@noble/hashes/legacy.js'
import { KEY_LENGTH } from '../digest.ts'
import type { Vhost } from '../vhost.ts'

// How the nodes of a carp interface share the work (OpenBSD, ip_carp.c, carp_lsdrop, carp_hash, carp_iamatch).

/** Which MAC something is sent from, or answered with: a node's own, the leader's, that as a multicast, the parent's. */
export type MacChoice = 'own' | 'leader' | 'multicast' | 'parent'

/** The MAC that clients learn: of the chosen node in mode arp, else the leader's; a multicast one in mode ip. */
export function answeredMac({ balancing }: Vhost): MacChoice {
  if (balancing === 'arp') return 'own'
  return balancing === 'ip' ? 'multicast' : 'leader'
}

/**
 * The node that a packet is for, in the modes of IP: the same for both directions (carp_lsdrop).
 *
 * @param nodes - how many there are
 */
export function nodeOfAddresses(source: number | string, destination: number | string, nodes: number): number {
  return ((folded(source) ^ folded(destination)) >>> 0) % nodes
}

/** The four words of an IPv6 address on top of each other. */
function folded(address: number | string): number {
  if (typeof address === 'number') return address
  return [0, 8, 16, 24].reduce((sum, at) => sum ^ Number.parseInt(address.slice(at, at + 8), 16), 0)
}

/** The node that answers a client in mode arp: by its MAC, and by the key (carp_hash). */
export function nodeOfMac(key: string, mac: Uint8Array, nodes: number): number {
  return arpHash(key, mac) % nodes
}

/** Jenkins' mix of the client's MAC and of what the key makes of the first bytes of every digest. */
export function arpHash(key: string, mac: Uint8Array): number {
  const bytes = Uint8Array.from(key.padEnd(KEY_LENGTH, '\0'), (character) => character.charCodeAt(0))
  const inner = new Uint8Array(66).fill(0x36, 0, 64)
  bytes.forEach((byte, i) => {
    inner[i]! ^= byte
  })
  inner.set([2, 1], 64)
  const words = sha1(inner)
  const address = new Uint8Array(8)
  address.set(mac)
  return mix(
    0x9e37_79b9 + little(address, 0),
    (little(words, 0) ^ little(words, 4)) + little(address, 4),
    (little(words, 8) ^ little(words, 12)) + little(bytes, 0),
  )
}

/** Four bytes as a little-endian machine reads them. */
function little(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true)
}

/** mix() of carp_hash: three rounds of three shifts. */
function mix(one: number, two: number, three: number): number {
  let [a, b, c] = [one | 0, two | 0, three | 0]
  for (const [x, y, z] of [
    [13, 8, 13],
    [12, 16, 5],
    [3, 10, 15],
  ] as const) {
    a = (a - b - c) ^ (c >>> x)
    b = (b - c - a) ^ (a << y)
    c = (c - a - b) ^ (b >>> z)
  }
  return c >>> 0
}
