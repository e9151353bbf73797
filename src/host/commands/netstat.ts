import type { BsdUserland, Counter } from '../../carp/system.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { readOptions } from './options.ts'
import { failed, type Outcome, printed } from './outcome.ts'

type Words = readonly (readonly [Counter, string])[]

/**
 * What carp_stats() prints, FreeBSD 9 and 12 alike: `(s)` is there unless the count is one. What came in on an
 * interface without CARP (badif) is counted and not printed.
 */
const FREEBSD: Words = [
  ['ipackets', '\t# packet(s) received (IPv4)'],
  ['ipackets6', '\t# packet(s) received (IPv6)'],
  ['badttl', '\t\t# packet(s) discarded for wrong TTL'],
  ['hdrops', '\t\t# packet(s) shorter than header'],
  ['badsum', '\t\t# discarded for bad checksum(s)'],
  ['badver', '\t\t# discarded packet(s) with a bad version'],
  ['badlen', '\t\t# discarded because packet too short'],
  ['badauth', '\t\t# discarded for bad authentication'],
  ['badvhid', '\t\t# discarded for bad vhid'],
  ['badaddrs', '\t\t# discarded because of a bad address list'],
  ['opackets', '\t# packet(s) sent (IPv4)'],
  ['opackets6', '\t# packet(s) sent (IPv6)'],
  ['onomem', '\t\t# send failed due to mbuf memory error'],
]

const OPENBSD: Words = [
  ['ipackets', '\t# packet(s) received (IPv4)'],
  ['ipackets6', '\t# packet(s) received (IPv6)'],
  ['badif', '\t\t# packet(s) discarded for bad interface'],
  ['badttl', '\t\t# packet(s) discarded for wrong TTL'],
  ['hdrops', '\t\t# packet(s) shorter than header'],
  ['badsum', '\t\t# discarded for bad checksum(s)'],
  ['badver', '\t\t# discarded packet(s) with a bad version'],
  ['badlen', '\t\t# discarded because packet too short'],
  ['badauth', '\t\t# discarded for bad authentication'],
  ['badvhid', '\t\t# discarded for unknown vhid'],
  ['badaddrs', '\t\t# discarded because of a bad address list'],
  ['opackets', '\t# packet(s) sent (IPv4)'],
  ['opackets6', '\t# packet(s) sent (IPv6)'],
  ['onomem', '\t\t# send failed due to mbuf memory error'],
  ['preempt', '\t# transition(s) to master'],
]

const NETBSD: Words = [
  ['ipackets', '\t# packet(s) received (IPv4)'],
  ['ipackets6', '\t# packet(s) received (IPv6)'],
  ['badif', '\t\t# packet(s) discarded for bad interface'],
  ['badttl', '\t\t# packet(s) discarded for wrong TTL'],
  ['hdrops', '\t\t# packet(s) shorter than header'],
  ['badsum', '\t\t# packet(s) discarded for bad checksum'],
  ['badver', '\t\t# packet(s) discarded with a bad version'],
  ['badlen', '\t\t# discarded because packet was too short'],
  ['badauth', '\t\t# packet(s) discarded for bad authentication'],
  ['badvhid', '\t\t# packet(s) discarded for bad vhid'],
  ['badaddrs', '\t\t# packet(s) discarded because of a bad address list'],
  ['opackets', '\t# packet(s) sent (IPv4)'],
  ['opackets6', '\t# packet(s) sent (IPv6)'],
  ['onomem', '\t\t# send failed due to mbuf memory error'],
]

const CARP: Readonly<Record<BsdUserland, Words>> = {
  'FreeBSD 9': FREEBSD,
  'FreeBSD 10': FREEBSD,
  'FreeBSD 14': FREEBSD,
  'OpenBSD 4': OPENBSD,
  'OpenBSD 7': OPENBSD,
  'NetBSD 7': NETBSD,
}

/** netstat(1), as far as it tells of CARP: `netstat -s -p carp`. */
export function netstat(kernel: Kernel, args: readonly string[]): Outcome {
  const options = readOptions(args, 'np:s')
  const known = options?.given.has('s') && (options.given.get('p') ?? 'carp') === 'carp' && options.rest.length === 0
  if (!known) return failed('netstat: carpsim has the statistics of CARP alone: netstat -s -p carp')
  const lines = CARP[kernel.system.userland!].map(([counter, words]) => counted(kernel.counters[counter], words))
  return printed(['carp:', ...lines, ''].join('\n'))
}

function counted(count: number, words: string): string {
  return words.replace('#', `${count}`).replace('(s)', count === 1 ? '' : 's')
}
