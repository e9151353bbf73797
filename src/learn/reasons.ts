import type { Loss, Refusal } from '../trace/record.ts'
import { BOOT, CABLE_PULL, type Entry, type Explained, PREEMPT } from './entry.ts'
import { ROUTE_LOSSES } from './route-losses.ts'
import { SWITCH_LOSSES } from './switch-losses.ts'

/** Why a virtual host changes its state, or does not: the rules of all systems, by carpsim's names. */
const RULES = {
  'better advertisement heard': {
    text: 'A MASTER hears one whose interval is shorter, or in the kernels as long, and gives way. Of equal ones both do; ucarp lets the lower address stay.',
    numbers: 'his advbase + advskew/256 s ≤ mine',
    see: ['worse advertisement heard', 'flapping', 'hand-over'],
    shows: PREEMPT,
    source:
      'carp_input_c, MASTER; carp_proto_input_c (OpenBSD, NetBSD); packethandler (ucarp); log: more frequent advertisement received',
  },
  'worse advertisement heard': {
    text: 'A MASTER hears a slower one and stays. ucarp tells its neighbours again where the address is.',
    numbers: 'his advbase + advskew/256 s > mine',
    see: ['better advertisement heard', 'GARP'],
    source: 'carp_input_c, MASTER; carp_proto_input_c (OpenBSD, NetBSD); packethandler (ucarp)',
  },
  'slower master heard': {
    text: 'A backup that may preempt hears a MASTER whose interval is longer than its own, and takes over at once.',
    numbers: 'mine < his, and preempt is on',
    see: ['preempt', 'hand-over'],
    shows: PREEMPT,
    source:
      'carp_input_c, BACKUP; carp_proto_input_c (OpenBSD, NetBSD); packethandler (ucarp); log: preempting a slower master',
  },
  'master too slow': {
    text: 'A backup hears a MASTER that advertises so seldom that the timer would run out in between, and takes over at once, preempt or not. A goodbye is such a case.',
    numbers: 'his advbase + advskew/256 s > 3 × my advbase + advskew/256 s',
    see: ['bow-out', 'advbase', 'preempt'],
    source:
      'carp_input_c, BACKUP; carp_proto_input_c (OpenBSD, NetBSD); packethandler (ucarp); log: master will time out',
  },
  'less demoted master heard': {
    text: 'A MASTER on OpenBSD hears one whose demotion byte is smaller than its own, and gives way, however long his interval is. Demotion is compared before advskew.',
    numbers: 'his demotion < mine, 0 to 255',
    see: ['demotion', 'better advertisement heard', 'hand-over'],
    source: 'carp_proto_input_c, MASTER; OpenBSD 5.3 and later',
  },
  'more demoted master heard': {
    text: 'A backup on OpenBSD hears a MASTER whose demotion byte is larger than its own, and takes over at once, preempt or not. FreeBSD, NetBSD and ucarp send 0 there.',
    numbers: 'his demotion > mine, 0 to 255',
    see: ['demotion', 'preempt', 'slower master heard'],
    source: 'carp_proto_input_c, BACKUP; OpenBSD',
  },
  'master heard': {
    text: 'A backup hears the MASTER, and its master-down timer starts anew. So it goes most of the time.',
    see: ['master-down timer'],
    shows: BOOT,
    source: 'carp_input_c, BACKUP; carp_proto_input_c (OpenBSD, NetBSD); packethandler (ucarp)',
  },
  'master-down timer without a start': {
    text: 'The timer ran out in a virtual host that is INIT: the kernel says so, and nothing else happens.',
    see: ['INIT', 'master-down timer'],
    source: 'carp_master_down_locked, FreeBSD 9.3; carp_master_down (OpenBSD, NetBSD)',
  },
  'time to advertise': {
    text: 'The interval is over, and the MASTER sends its next advertisement.',
    see: ['advertisement', 'interval'],
    source: 'carp_send_ad_locked; carp_send_ad (OpenBSD, NetBSD, ucarp)',
  },
  forced: {
    text: 'Somebody typed ifconfig … state master or state backup. The others are told nothing; with preempt the better machine comes back at the next advertisement. NetBSD undoes it in the same call.',
    see: ['preempt', 'parameters set'],
    source: 'ifconfig(8); carp_ioctl',
  },
  'interface up': {
    text: 'Carrier is back, or the interface is taken up: the virtual host is a BACKUP and waits its full time.',
    see: ['carrier', 'BACKUP', 'demotion'],
    shows: CABLE_PULL,
    source: 'carp_sc_state, carp_carpdev_state_locked; carp_carpdev_state (OpenBSD, NetBSD)',
  },
  'interface down': {
    text: 'Carrier is lost, or the interface is taken down: the virtual host goes to INIT, and the machine is demoted until it is back. ucarp becomes BACKUP and is deaf for whole sleeps of 10 s. Frames from and to it are lost.',
    see: ['carrier', 'INIT', 'demotion'],
    shows: CABLE_PULL,
    source: 'carp_sc_state, carp_carpdev_state_locked; carp_carpdev_state (OpenBSD, NetBSD); ucarp, docarp',
  },
  'address added': {
    text: 'A virtual address was given. The kernels begin again from BACKUP, a MASTER too, and the digest is another.',
    see: ['virtual address', 'digest'],
    source: 'carp_attach; carp_set_addr (9.3, OpenBSD, NetBSD)',
  },
  'address removed': {
    text: 'A virtual address was taken away: it begins again from BACKUP, and the digest is another. OpenBSD keeps the state while an address is left; NetBSD notices nothing, and the digest lags behind.',
    see: ['virtual address', 'digest'],
    source: 'carp_detach; carp_addr_updated (OpenBSD)',
  },
  'parameters set': {
    text: 'By a command advbase, advskew or password were changed while it runs. FreeBSD 9.3 and OpenBSD start the timer of its state anew; NetBSD makes it a BACKUP again, a MASTER too, without goodbye.',
    see: ['advskew', 'advbase', 'password'],
    shows: PREEMPT,
    source: 'carp_ioctl, carp_setrun',
  },
  'taken up': {
    text: 'By ifconfig carp0 up the virtual host starts as a BACKUP.',
    see: ['taken down', 'BACKUP'],
    source: 'carp_ioctl, FreeBSD 9.3, OpenBSD, NetBSD',
  },
  'taken down': {
    text: 'By ifconfig carp0 down a MASTER says goodbye, and the virtual host goes to INIT.',
    see: ['bow-out', 'INIT'],
    source: 'carp_ioctl, FreeBSD 9.3, OpenBSD, NetBSD',
  },
  'demotion changed': {
    text: "The machine's demotion became another, and its masters say so at once, out of turn. OpenBSD and NetBSD say so only when it becomes more, the kernel's own ones only from 0 to 1.",
    see: ['demotion'],
    source: 'carp_send_ad_all; carp_ioctl, SIOCSIFGATTR (OpenBSD)',
  },
  destroyed: {
    text: 'The virtual host was taken away, with its last address or its interface. It says no goodbye.',
    see: ['address removed', 'demotion'],
    source: 'carp_destroy; carp_clone_destroy (9.3, OpenBSD, NetBSD)',
  },
  started: {
    text: 'A ucarp process begins, or its carrier is back: it is a BACKUP and waits its full time.',
    see: ['ucarp', 'BACKUP'],
    source: 'ucarp 1.5.2, carp_setrun',
  },
  'told to stand down': {
    text: 'SIGUSR2 came to ucarp: a MASTER becomes BACKUP and is deaf for 3 s. It sends no goodbye, so the others wait their full time.',
    numbers: '3 s, then its master-down time',
    see: ['ucarp', 'bow-out'],
    source: 'ucarp(8); ucarp 1.5.2, docarp',
  },
} as const satisfies Readonly<Record<string, Explained>>

/** Why a frame never arrived. An interface that is down is a rule, too, and explained there. */
const LOSSES: Readonly<Record<Exclude<Loss, keyof typeof RULES>, Explained>> = {
  'no carrier': {
    text: 'Lost because the cable of the sender or the receiver is out.',
    see: ['carrier', 'interface down'],
    shows: CABLE_PULL,
  },
  cut: {
    text: 'Lost because this direction is cut, by cut or partition.',
    see: ['one-way cut', 'partition'],
  },
  loss: {
    text: "Lost by chance: the network's loss, or an impaired sender.",
    numbers: 'loss: 0.1% in a network; impair … loss: 30%',
    see: ['false alarm', 'seed'],
  },
  blocked: {
    text: 'Lost at a packet filter that blocks its protocol. libpcap, and so ucarp, reads past it.',
    see: ['capture', 'split-brain'],
    source: 'carpsim: block',
  },
  'no state': {
    text: 'Lost at a packet filter that keeps states: the connection that it belongs to began elsewhere, and nobody told.',
    see: ['client'],
    source: 'pf.conf(5), keep state',
  },
  ...ROUTE_LOSSES,
  off: {
    text: 'Lost because the receiver has no power.',
    see: ['crash', 'shutdown'],
  },
  paused: {
    text: 'Lost because the receiver stands still, and keeps no frame for later.',
    numbers: 'pause … queued: 64 keeps so many',
    see: ['pause'],
  },
  ...SWITCH_LOSSES,
}

/** Why an advertisement that arrived is refused. */
const REFUSALS: Readonly<Record<Refusal, Explained>> = {
  'bad-hmac': {
    also: ['badauth', 'incorrect hash'],
    text: 'Refused because the digest is not what the receiver computes: another password, another list of addresses. To the receiver the sender does not exist, so both become MASTER.',
    see: ['digest', 'password', 'virtual address', 'split-brain'],
    source: 'carp_input_c, badauth; log: incorrect hash',
  },
  'no-vhid': {
    also: ['badvhid'],
    text: 'Refused because the receiver has no virtual host of that number on that interface; on FreeBSD 10 on, none with an address of that family.',
    see: ['vhid', 'IPv6'],
    source: 'carp_input_c, badvhid',
  },
  'bad-ttl': {
    text: 'Refused because it passed a router: the TTL is no longer 255.',
    numbers: 'TTL 255',
    see: ['advertisement'],
    source: 'carp_input, badttl',
  },
  'bad-version': {
    text: 'Refused because the version is not 2: VRRP on the same protocol number, as a rule.',
    see: ['advertisement'],
    source: 'carp_input_c, badver',
  },
  'bad-checksum': {
    text: 'Refused because its bytes were spoilt on the way.',
    see: ['advertisement'],
    source: 'carp_input, badsum',
  },
  short: {
    text: 'Refused because it has fewer than 36 bytes.',
    see: ['advertisement'],
    source: 'carp_input, badlen',
  },
  other: {
    also: ['replay or network loop detected'],
    text: 'Refused because it has the counter of the receiver itself, which OpenBSD compares: a recorded packet, or a loop of the network that brings its own back.',
    see: ['counter', 'echo', 'bad-hmac'],
    source: 'carp_proto_input_c (OpenBSD), badauth; log: replay or network loop detected',
  },
}

/** Why a frame was never sent. */
const UNSENT: Readonly<Record<string, Explained>> = {
  'send error': {
    also: ['ENOBUFS', 'senderr_demotion_factor'],
    text: 'An advertisement could not be sent. After three in a row the machine is demoted, until three in a row succeed; FreeBSD 12 never takes it back.',
    numbers: 'FreeBSD 10 on: net.inet.carp.senderr_demotion_factor, default 240',
    see: ['demotion'],
    source: 'carp_send_ad_error',
  },
}

const named = (table: Readonly<Record<string, Explained>>): Entry[] =>
  Object.entries(table).map(([word, entry]) => ({ word, ...entry }))

export const REASONS: readonly Entry[] = [...named(RULES), ...named(LOSSES), ...named(REFUSALS), ...named(UNSENT)]
