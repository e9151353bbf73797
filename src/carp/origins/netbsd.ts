import type { Origin } from '../system.ts'
import { CARPDEV, COMMANDS, DRIVERS, IPV6, IPV6_OMITTED, LLADDR } from './kernels.ts'

export const NETBSD_2015: Origin = {
  source: 'NetBSD 7, sys/netinet/ip_carp.c 1.62 (August 2015)',
  models: [
    'the election: timers, preempt, suppression, send errors, in the order in which the kernel acts',
    'carpN interfaces: up, down with its goodbye; addresses, parameters and forced states while it runs, each a reset',
    'a removed address stays in the digest until the next ioctl; rc(8) leaves carpN up at a shutdown: no goodbye',
    'all 36 bytes of an advertisement, digest and anti-replay counter included; the checks on reception',
    'what is logged',
    IPV6,
    `${COMMANDS}; states are forced by the ioctl alone`,
  ],
  omits: [IPV6_OMITTED, DRIVERS, CARPDEV, LLADDR, 'arpbalance: its sysctl is kept, and balances nothing'],
}
