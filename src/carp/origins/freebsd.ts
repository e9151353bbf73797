import type { Origin } from '../system.ts'
import { COMMANDS, DRIVERS, GARP_WAIT, IPV6, IPV6_OMITTED } from './kernels.ts'

const OMITS = [
  IPV6_OMITTED,
  GARP_WAIT,
  DRIVERS,
  'the host routes of virtual addresses that come and go with the state',
  'bridges and VLANs as the interface of a virtual host',
]

const OF_CARP_INTERFACES = {
  models: [
    'the election: timers, preempt, suppression, send errors, in the order in which the kernel acts',
    'carpN interfaces: up, down with its goodbye, addresses, parameters and forced states while it runs',
    'all 36 bytes of an advertisement, digest and anti-replay counter included; the checks on reception',
    'what is logged and counted, link states, device events',
    IPV6,
    COMMANDS,
  ],
  omits: [...OMITS, 'arpbalance: its sysctl is kept, and balances nothing'],
}

export const FREEBSD_93: Origin = {
  source: 'FreeBSD 9.3, sys/netinet/ip_carp.c (r233200)',
  ...OF_CARP_INTERFACES,
}

export const FREEBSD_82: Origin = {
  source: 'FreeBSD 8.0 to 8.2, sys/netinet/ip_carp.c 1.78 (August 2010)',
  models: [
    'all that is modelled of FreeBSD 9.3',
    'what was before: with preempt and without suppression INIT is followed by MASTER at once',
  ],
  omits: [...OF_CARP_INTERFACES.omits, 'the module if_carp, which 8.0 and 8.1 do not have'],
}

const NEWER = [
  ...OMITS,
  'pfsync: it demotes where a scenario says so',
  'the DSCP of frames: its sysctl is kept, and marks none',
]

export const FREEBSD_12: Origin = {
  source: 'FreeBSD 12.1, sys/netinet/ip_carp.c',
  models: [
    'the election: timers, preempt, demotion with its factors, send errors, in the order in which the kernel acts',
    'vhids on interfaces: addresses, parameters and forced states while it runs, allow, the tasks that the kernel defers',
    'all 36 bytes of an advertisement, digest and anti-replay counter included; the checks on reception',
    'what is logged and counted, device events',
    IPV6,
    COMMANDS,
  ],
  omits: NEWER,
}

export const FREEBSD_14: Origin = {
  source: 'FreeBSD 14, sys/netinet/ip_carp.c',
  models: [
    'all that is modelled of FreeBSD 12.1',
    'what is new since: the virtual MAC in neighbour solicitations, a floor under the demoted skew, send errors that are forgiven, the order of the checks, peer and peer6',
  ],
  omits: NEWER,
}
