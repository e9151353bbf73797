import { ERRNOS, type Errno } from '../../host/errno.ts'
import type { Verb } from '../scenario.ts'
import * as read from '../schema/fields.ts'
import { cut, impair, inject, partition } from './actions.ts'
import { CARP_VERBS } from './carp-verbs.ts'
import { define, type ReadVerb } from './define.ts'
import { MACHINE_VERBS } from './machine-verbs.ts'
import { protocol } from './protocols.ts'
import { SWITCH_VERBS } from './switch-verbs.ts'
import type { Direction } from './targets.ts'

const EVERYWHERE: Direction = { from: 'any', to: 'any' }
const SEND_ERRORS = Object.keys(ERRNOS) as Errno[]

function onHost(verb: 'resume' | 'flush-arp' | 'interrupt'): ReadVerb {
  return define(verb, { target: (on) => on.host(), arguments: {}, action: (target) => ({ verb, ...target }) })
}

function onInterface(verb: 'interface-down' | 'interface-up'): ReadVerb {
  return define(verb, { target: (on) => on.interface(), arguments: {}, action: (target) => ({ verb, ...target }) })
}

function onDirection(verb: 'cut' | 'heal'): ReadVerb {
  return define(verb, {
    target: (on) => (verb === 'heal' && on.text === 'all' ? EVERYWHERE : on.direction()),
    arguments: {
      network: read.text('network').exactOptional().describe('On that network only.'),
      family: read
        .oneOf('family', ['inet', 'inet6'])
        .exactOptional()
        .describe('Packets of that family only: inet (IPv4, ARP) or inet6 (IPv6); both unless said.'),
    },
    action: (target, { network, family }, on) =>
      cut({ verb, ...target, ...(network && { network }), ...(family && { family }) }, on),
  })
}

function onFilter(verb: 'block' | 'unblock'): ReadVerb {
  return define(verb, {
    target: (on) => on.interface(),
    arguments: {
      proto: protocol('proto').describe(
        'What is blocked: carp (112), icmp (1), tcp (6), pfsync (240), arp or icmp6 (58).',
      ),
      direction: read
        .oneOf('direction', ['in', 'out', 'both'])
        .default('both')
        .describe('Which way; both unless said.'),
    },
    action: (target, { proto, direction }) => {
      return { verb, ...target, proto, directions: direction === 'both' ? ['in', 'out'] : [direction] }
    },
  })
}

/** The verbs of the language. */
export const VERBS: Readonly<Record<Verb, ReadVerb>> = {
  ...SWITCH_VERBS,
  ...MACHINE_VERBS,
  'interface-down': onInterface('interface-down'),
  'interface-up': onInterface('interface-up'),
  cut: onDirection('cut'),
  heal: onDirection('heal'),
  partition: define('partition', {
    target: (on) => on.network(on.text, on.at),
    arguments: {
      groups: read.groups.describe('Who still hears whom: a list of lists of hosts.'),
      rest: read.text('rest').optional().describe('All machines that no group lists go with this one.'),
    },
    action: ({ network }, { groups, rest }, on) => partition(network, { groups, rest }, on),
  }),
  pause: define('pause', {
    target: (on) => on.host(),
    arguments: {
      clock: read
        .oneOf('clock', ['jumps', 'stops'])
        .default('jumps')
        .describe('Whether its clock jumps over the pause, as it does unless said, or stops, too.'),
      queued: read
        .whole(0, 1_000_000, 'queued is how many frames are kept meanwhile, 0 or more')
        .default(0)
        .describe('So many frames wait for it.'),
    },
    action: (target, { clock, queued }) => ({ verb: 'pause', ...target, clock, queued }),
  }),
  resume: onHost('resume'),
  impair: define('impair', {
    target: (on) => on.wayInto(),
    arguments: {
      network: read
        .text('network')
        .exactOptional()
        .describe('On that network only, of two machines that share several.'),
      loss: read.percent('loss').default(0).describe('So many frames are lost.'),
      delay: read.time('delay', '20ms').default(0).describe('So much later each arrives.'),
      jitter: read.time('jitter', '5ms').default(0).describe('Up to that much later still, drawn for each frame.'),
      duplicate: read.percent('duplicate').default(0).describe('So many frames arrive twice.'),
    },
    action: impair,
  }),
  block: onFilter('block'),
  unblock: onFilter('unblock'),
  inject: define('inject', {
    target: (on) => on.interface(),
    arguments: { frame: read.text('frame').describe('The Ethernet frame, in hexadecimal digits.') },
    action: (target, { frame }, on) => inject({ verb: 'inject', ...target, frame }, on),
  }),
  'send-error': define('send-error', {
    target: (on) => on.interface(),
    arguments: { errno: read.oneOf('errno', SEND_ERRORS).describe('The error.') },
    action: (target, { errno, times = 1 }) => ({ verb: 'send-error', ...target, errno, times }),
  }),
  'flush-arp': onHost('flush-arp'),
  'lose-garp': define('lose-garp', {
    target: (on) => on.interface(),
    arguments: {},
    action: (target, { times = 1 }) => ({ verb: 'lose-garp', ...target, times }),
  }),
  ...CARP_VERBS,
  run: define('run', {
    target: (on) => on.host(),
    arguments: {
      command: read
        .words('command is what is typed on the machine, such as command: ifconfig carp0')
        .describe('The command, or a list of them: ifconfig carp0 down && ifconfig carp0 up.'),
      input: read.text('input').exactOptional().describe('What is typed into it: vim adds it to the end of the file.'),
    },
    action: (target, { command, input }) => ({
      verb: 'run',
      ...target,
      command,
      ...(input !== undefined && { input }),
    }),
  }),
  interrupt: onHost('interrupt'),
}
