import { digestCheck, KERNEL_CHECKS, versionCheck } from '../checklist.ts'
import { keyOf } from '../digest.ts'
import { FREEBSD_9 } from '../functions.ts'
import { masterDownTime, placeByVhid, reseal } from '../kernel-rules.ts'
import { SILENT_SYNC } from '../pfsync.ts'
import { tabulate } from '../rule.ts'
import { step } from '../step.ts'
import { linkGood, suppressedSkew } from '../suppression.ts'
import type { Check, KernelSystem, Request } from '../system.ts'
import type { Vhost } from '../vhost.ts'
import { freebsdRules, type Start } from './rules.ts'

// FreeBSD 8 and 9, sys/netinet/ip_carp.c: the last release lines in which a virtual host is an interface, carpN.

const EINVAL = 22
const ENETDOWN = 50

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
  runs: 'kernel',
  userland: 'FreeBSD 9',
  functions: FREEBSD_9,
  checks,
  device: 'carpN',
  demotes: 'machine',
  demotable: false,
  skew: suppressedSkew,
  masterDownTime,
  linkEvents: 'at once',
  demotionRound: 'at once',
  announcesDemotion: (before, after) => before === 0 && after === 1,
  roundOrder: 'newest first',
  guardsRound: false,
  roundBeforeLine: false,
  allowIsLink: false,
  // em(4) and others queue the frame, and it never leaves.
  sees: { 'no carrier': 0, 'interface down': ENETDOWN },
  linkGood,
  position: placeByVhid,
  transitionLines: ({ device }, from, to, reason) => {
    if (reason === '') return []
    return [{ level: 1, line: `${device}: ${from} -> ${to}${reason === 'initialized' ? '' : ` (${reason})`}` }]
  },
  logLevel: 1,
  devd: true,
  counter: 'counted on',
  hands: 'one frame',
  joins: 'with an address',
  needsSubnet: true,
  parentResets: false,
  linkWalk: (list) => list,
  hearsByPeer: false,
  rcDemotion: 0,
  sync: SILENT_SYNC,
  connects: { inet: 'never', inet6: 'never' },
  countsMasters: false,
  advertMac: () => 'own',
  balancings: [],
  takesDownAtShutdown: false,
  // Every ioctl on a carpN ends in carp_hmac_prepare(), a mere reading one too.
  read: reseal,
  keyField: (_, password) => keyOf(password),
  reseal,
} as const satisfies Partial<KernelSystem>

/** In how far a release is unlike the others. */
export interface Release extends Pick<KernelSystem, 'name' | 'title' | 'origin'> {
  readonly start: Start
}

/** The kernel of one release. */
export function freebsd9({ start, ...named }: Release): KernelSystem {
  const rules = tabulate(freebsdRules(start))
  return {
    ...ALIKE,
    ...named,
    rules,
    configure: (vhost, request, port) => {
      if (vhost.state !== 'INIT' && request.state !== vhost.state) {
        step(rules, vhost, { on: 'force', state: request.state }, port)
      }
      const error = store(vhost, request)
      if (error === 0) step(rules, vhost, { on: 'set', renumbered: false }, port)
      reseal(vhost, port)
      return error
    },
  }
}

/** carp_ioctl(), SIOCSVH: skew 255 and more, and base above 255, are refused; the vhid is stored by then. */
function store(vhost: Vhost, request: Request): number {
  if (request.vhid > 255) return EINVAL
  vhost.vhid = request.vhid
  if (request.advbase > 0 || request.advskew > 0) {
    if (request.advskew >= 255 || request.advbase > 255) return EINVAL
    vhost.advbase = request.advbase
    vhost.advskew = request.advskew
  }
  vhost.key = request.key
  return 0
}
