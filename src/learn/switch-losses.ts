import type { SwitchLoss } from '../trace/loss.ts'
import type { Explained } from './entry.ts'

/** Why switches did not carry a frame to its station. */
export const SWITCH_LOSSES: Readonly<Record<SwitchLoss, Explained>> = {
  'wrong port': {
    text: 'Lost because a switch has learned that its MAC is behind another port: it sends it there, and nowhere else, until a frame from that MAC comes in elsewhere, or the entry ages.',
    numbers: '300 s, unless ageing says otherwise',
    see: ['virtual MAC', 'GARP'],
    source: 'IEEE 802.1D 7.8, 7.9',
  },
  'no path': {
    text: 'Lost because no cable leads to the switch of the receiver that is in. Both machines keep their carrier.',
    see: ['carrier', 'split-brain'],
  },
  looped: {
    text: 'A copy ends that went in circles between switches. Ethernet has no TTL: a real one would go on for ever; carpsim ends it after 500 switches.',
    see: ['split-brain'],
    source: 'carpsim: spanning-tree: false',
  },
  'port shut': {
    text: 'Lost because a port of a switch on its way is shut.',
    see: ['carrier'],
    source: 'carpsim: port-down',
  },
  'dead port': {
    text: 'Lost because a port on its way is dead, though it has a carrier: of a switch, or one of several that an interface is made of. Nobody is told of it, neither the kernel nor the switch; only LACP finds out, when it has heard nothing for long enough.',
    numbers: '90 s, with LACP',
    see: ['carrier', 'split-brain'],
    source: 'carpsim: port-dead; IEEE 802.1AX 6.4.4, Long_Timeout_Time',
  },
  'switch off': {
    text: 'Lost because a switch on its way has no power.',
    see: ['carrier'],
  },
  'not joined': {
    also: ['IGMP snooping'],
    text: 'Lost because a snooping switch sends the group only to ports that reported that they listen, and this one did not, or not again in time: somebody must ask, a router or the switch itself.',
    numbers: 'a membership ages in 260 s (RFC 3376 8.4)',
    see: ['advertisement', 'split-brain'],
    source: 'RFC 4541 2.1.2: of 224.0.0.0/24 a switch should flood all',
  },
  'source filtered': {
    also: ['forged transmits'],
    text: "Lost because the port takes only frames from the card's own MAC, and advertisements of CARP leave from the virtual one.",
    see: ['virtual MAC', 'split-brain'],
    source: 'source-mac: own',
  },
  'not promiscuous': {
    text: "Lost because the port lets out only frames for the card's own MAC, and this one is for the virtual one: the election is well, and the address is dead.",
    see: ['virtual MAC'],
    source: 'promiscuous: false',
  },
  'port security': {
    also: ['err-disabled'],
    text: 'Lost because its MAC is one too many for the port, or secured on another: at a fail-over the virtual MAC moves, and the port of the new MASTER is shut.',
    see: ['virtual MAC', 'fail-over'],
  },
  'rate limit': {
    also: ['storm control'],
    text: 'Lost because more frames to groups and to all came in by that port, in that second, than it takes.',
    see: ['advertisement'],
  },
}
