import type { Origin } from '../system.ts'
import { CARPDEV, DRIVERS, IPV6, LLADDR } from './kernels.ts'

export const NETBSD_2015: Origin = {
  source: 'NetBSD 7, sys/netinet/ip_carp.c 1.62 (August 2015)',
  functions: [
    'carp_proto_input',
    'carp_proto_input_c',
    'carp_master_down',
    'carp_send_ad',
    'carp_send_ad_all',
    'carp_setrun',
    'carp_set_addr',
    'carp_carpdev_state',
    'carp_ioctl',
    'carp_clone_destroy',
  ],
  models: [
    'the election: timers, preempt, suppression, send errors, in the order in which the kernel acts',
    'carpN interfaces: up, down with its goodbye; addresses, parameters and forced states while it runs, each a reset',
    'a removed address stays in the digest until the next ioctl; rc(8) leaves carpN up at a shutdown: no goodbye',
    'all 36 bytes of an advertisement, digest and anti-replay counter included; the checks on reception',
    'what is logged',
  ],
  omits: [
    IPV6,
    DRIVERS,
    CARPDEV,
    LLADDR,
    'arpbalance',
    'ifconfig(8), sysctl(8), netstat(1): states are forced by the ioctl, for which that ifconfig seems to have no words',
  ],
}
