import type { KernelSystem } from '../system.ts'
import { CHECKS, freebsd10, sendRecovers } from './freebsd-12.ts'

// FreeBSD 14, sys/netinet/ip_carp.c: as 12, with a floor under the demoted skew, send errors that are forgiven, and the
// TTL looked at after vhid and version.

export const freebsd14: KernelSystem = freebsd10({
  name: 'freebsd-14',
  title: 'FreeBSD 14',
  skewFloor: 0,
  refusesFirst: true,
  sendSucceeded: sendRecovers,
  checks: [CHECKS.length, CHECKS.checksum, CHECKS.vhid, CHECKS.version, CHECKS.ttl, CHECKS.digest],
})
