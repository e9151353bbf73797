import { digestCheck, KERNEL_CHECKS, versionCheck } from '../checklist.ts'
import { FREEBSD_9 } from '../functions.ts'
import { tabulate } from '../rule.ts'
import { configureBy, SUPPRESSING } from '../suppression.ts'
import type { Check, KernelSystem } from '../system.ts'
import { freebsdRules, type Start } from './rules.ts'

// FreeBSD 8 and 9, sys/netinet/ip_carp.c: the last release lines in which a virtual host is an interface, carpN.

/** carp_input(), carp_input_c(): type nibble, authlen, pad and counter are not looked at. */
const checks: readonly Check[] = [
  KERNEL_CHECKS.ttl,
  KERNEL_CHECKS.length,
  KERNEL_CHECKS.checksum,
  {
    refusal: 'no-vhid',
    counter: 'badvhid',

    // RUNNING is never without UP.
    fails: (_, vhost) => vhost === undefined || !vhost.running,
  },
  versionCheck((heard, _, vhost) => `${vhost!.device}; invalid version ${heard.packet.version}`),
  digestCheck((_heard, _on, vhost) => `${vhost!.device}: incorrect hash`),
]

/** What the releases have in common. */
const ALIKE = {
  ...SUPPRESSING,
  userland: 'FreeBSD 9',
  functions: FREEBSD_9,
  checks,
  roundOrder: 'newest first',
  transitionLines: ({ device }, from, to, reason) => {
    if (reason === '') return []
    return [{ level: 1, line: `${device}: ${from} -> ${to}${reason === 'initialized' ? '' : ` (${reason})`}` }]
  },
  logLevel: 1,
  devd: true,
  hands: 'one frame',
  joins: 'with an address',
  parentResets: false,
  linkWalk: (list) => list,
} as const satisfies Partial<KernelSystem>

/** In how far a release is unlike the others. */
export interface Release extends Pick<KernelSystem, 'name' | 'title' | 'origin'> {
  readonly start: Start
}

/** The kernel of one release. */
export function freebsd9({ start, ...named }: Release): KernelSystem {
  const rules = tabulate(freebsdRules(start))
  return { ...ALIKE, ...named, rules, configure: configureBy(rules) }
}
