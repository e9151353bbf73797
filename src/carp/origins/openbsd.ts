import type { Origin } from '../system.ts'
import { CARPDEV, COMMANDS, DRIVERS, GARP_WAIT, IPV6, IPV6_OMITTED } from './kernels.ts'

const MODELS = [
  'the election: timers, preempt, demotion in a byte of its own, send errors, in the order in which the kernel acts',
  'demotion of interface groups, each with a counter; rc(8), which demotes while a machine boots',
  'carpN interfaces: up, down with its goodbye, addresses, parameters and forced states while it runs',
  'load balancing: several nodes in one interface, all modes; which node answers a client, and takes in its packets',
  'carppeer: advertisements to one peer alone; lladdr',
  'a shutdown takes each carpN down: goodbyes',
  'all 36 bytes of an advertisement, digest and constant counter included; the checks on reception',
  'what is logged',
  IPV6,
  COMMANDS,
]

const OMITS = [
  IPV6_OMITTED,
  DRIVERS,
  CARPDEV,
  'lladdr of an interface with several nodes',
  'carpnodes that change while it runs; the routes of an interface with several nodes',
  'pfsync and daemons that demote: a scenario says when they do',
  'ifstated(8)',
]

export const OPENBSD_2008: Origin = {
  source: 'OpenBSD 4.4 and its descendants to May 2009, sys/netinet/ip_carp.c',
  models: MODELS,
  omits: [...OMITS, GARP_WAIT],
}

export const OPENBSD_77: Origin = {
  source: 'OpenBSD 7.7, sys/netinet/ip_carp.c 1.367 (March 2025)',
  models: MODELS,
  omits: [...OMITS, 'balancing ip: an interface that is down takes in what was sent to its address all the same'],
}

export const OPENBSD_2025: Origin = {
  ...OPENBSD_77,
  source: 'OpenBSD 7.8, sys/netinet/ip_carp.c 1.372 (December 2025)',
}
