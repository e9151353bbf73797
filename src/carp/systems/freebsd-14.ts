import { MAX_ERRORS, MIN_SUCCESSES } from '../kernel-rules.ts'
import { FREEBSD_14 } from '../origins/freebsd.ts'
import type { Port } from '../rule.ts'
import type { Check, KernelSystem } from '../system.ts'
import type { Vhost } from '../vhost.ts'
import { CHECKS, freebsd10, takeBackErrors } from './freebsd-12.ts'

// FreeBSD 14, sys/netinet/ip_carp.c: as 12, with a floor under the demoted skew, send errors that are forgiven, and the
// TTL looked at after vhid and version.

/** 13 on: a success counts only after an error; three in a row end the trouble. */
function sendRecovers(vhost: Vhost, port: Port): void {
  if (vhost.errors === 0 || ++vhost.successes < MIN_SUCCESSES) return
  if (vhost.errors >= MAX_ERRORS) takeBackErrors(vhost, port)
  vhost.errors = 0
}

/** Who has a peer of that family takes any TTL. */
const ttl: Check = {
  ...CHECKS.ttl,
  fails: (heard, vhost) => vhost!.peerOf(heard.family) === null && CHECKS.ttl.fails(heard),
}

export const freebsd14: KernelSystem = freebsd10({
  name: 'freebsd-14',
  title: 'FreeBSD 14',
  origin: FREEBSD_14,
  userland: 'FreeBSD 14',
  skewFloor: 0,
  refusesFirst: true,
  sendSucceeded: sendRecovers,
  checks: [CHECKS.length, CHECKS.checksum, CHECKS.vhid, CHECKS.version, ttl, CHECKS.digest],
  // 13 on: carp_sc_state() takes them away with the link; nd6_ns_output() asks carp_macmatch6().
  network: { peer: 'peer', keepsRoutes: 'with link', solicitsAsVirtual: true },
})
