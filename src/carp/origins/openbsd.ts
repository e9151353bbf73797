import type { Origin } from '../system.ts'
import { CARPDEV, DRIVERS, GARP_WAIT, IPV6, LLADDR } from './kernels.ts'

const FUNCTIONS = [
  'carp_proto_input',
  'carp_proto_input_c',
  'carp_master_down',
  'carp_send_ad',
  'carp_setrun',
  'carp_set_addr',
  'carp_carpdev_state',
  'carp_group_demote_count',
  'carp_ioctl',
  'carp_clone_destroy',
  'carp_lsdrop',
  'carp_iamatch',
]

const MODELS = [
  'the election: timers, preempt, demotion by groups in a byte of its own, send errors, in the order in which the kernel acts',
  'carpN interfaces: up, down with its goodbye, addresses, parameters and forced states while it runs',
  'load balancing: several nodes in one interface, all modes; which node answers a client, and takes in its packets',
  'a shutdown takes each carpN down: goodbyes',
  'all 36 bytes of an advertisement, digest and constant counter included; the checks on reception',
  'what is logged',
]

const OMITS = [
  'carpnodes and balancing that change while it runs; the link state and the routes of an interface with several nodes',
  IPV6,
  DRIVERS,
  CARPDEV,
  LLADDR,
  'carppeer: advertisements to one peer alone',
  'demotion by pfsync, by daemons, by rc(8) at boot: a scenario says when; interface groups other than carp',
  'ifconfig(8), sysctl(8), netstat(1), ifstated(8)',
]

export const OPENBSD_2008: Origin = {
  source: 'OpenBSD 4.4 and its descendants to May 2009, sys/netinet/ip_carp.c',
  functions: [...FUNCTIONS, 'carp_hash'],
  models: MODELS,
  omits: [...OMITS, GARP_WAIT],
}

export const OPENBSD_77: Origin = {
  source: 'OpenBSD 7.7, sys/netinet/ip_carp.c 1.367 (March 2025)',
  functions: FUNCTIONS,
  models: MODELS,
  omits: [...OMITS, 'balancing ip: an interface that is down takes in what was sent to its address all the same'],
}

export const OPENBSD_2025: Origin = {
  ...OPENBSD_77,
  source: 'OpenBSD 7.8, sys/netinet/ip_carp.c 1.372 (December 2025)',
}
