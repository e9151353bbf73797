import type { Signal } from '../../host/carp.ts'
import { ERRNOS, type Errno } from '../../host/errno.ts'
import type { Protocol } from '../../host/packet-filter.ts'
import { familyOf, formatAddress } from '../../network/address.ts'
import type { Verb } from '../scenario.ts'
import * as read from '../schema/fields.ts'
import { checkParent, cut, demote, impair, inject, partition, set } from './actions.ts'
import { type Ability, define, type ReadVerb } from './define.ts'
import type { Direction } from './targets.ts'
import { isCarpN } from './virtual-hosts.ts'

const SIGNALS: readonly Signal[] = ['USR1', 'USR2', 'TERM', 'INT', 'HUP', 'QUIT', 'KILL']
const EVERYWHERE: Direction = { from: 'any', to: 'any' }
const SEND_ERRORS = Object.keys(ERRNOS) as Errno[]

function onHost(verb: 'boot' | 'crash' | 'shutdown' | 'reboot' | 'resume'): ReadVerb {
  return define(verb, { target: (on) => on.host(), arguments: {}, action: (target) => ({ verb, ...target }) })
}

function onInterface(verb: 'unplug' | 'plug' | 'interface-down' | 'interface-up'): ReadVerb {
  return define(verb, { target: (on) => on.interface(), arguments: {}, action: (target) => ({ verb, ...target }) })
}

function onCarpInterface(verb: 'carp-down' | 'carp-up'): ReadVerb {
  return define(verb, {
    target: (on) => on.vhost(),
    arguments: {},
    action: (target) => ({ verb, ...target }),
    needs: {
      has: isCarpN,
      what: 'carp interfaces to take up and down',
      instead: () => 'write interface-down or remove-address instead',
    },
  })
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

function onSwitch(verb: 'preempt' | 'allow', what: string, instead: Ability['instead']): ReadVerb {
  return define(verb, {
    target: (on) => on.host(),
    arguments: { to: read.flag('to').describe('Its new value.') },
    action: (target, { to }) => ({ verb, ...target, to }),
    needs: kernel(what, instead),
  })
}

/** Those protocols of which anything is ever sent, by number too. */
const PROTOCOLS: Readonly<Record<string, Protocol>> = {
  carp: 'carp',
  '112': 'carp',
  icmp: 'icmp',
  '1': 'icmp',
  arp: 'arp',
  icmp6: 'icmp6',
  '58': 'icmp6',
}

function onFilter(verb: 'block' | 'unblock'): ReadVerb {
  return define(verb, {
    target: (on) => on.interface(),
    arguments: {
      proto: read
        .field('proto is carp (112), icmp (1), arp or icmp6 (58): nothing else is ever sent', (value) =>
          Object.hasOwn(PROTOCOLS, value) ? PROTOCOLS[value] : undefined,
        )
        .describe('What is blocked: carp (112), icmp (1), arp or icmp6 (58).'),
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

function onAddress(verb: 'add-address' | 'remove-address'): ReadVerb {
  return define(verb, {
    target: (on) => on.vhost(),
    arguments: {
      address: read
        .anyAddress('address is an address such as 10.0.0.4/24 or 2001:db8::4/64')
        .describe('The address, of IPv4 or IPv6.'),
    },
    action: (target, { address }, on) => {
      checkParent(target, address, on)
      return { verb, ...target, address }
    },
    needs: kernel(
      'virtual addresses that change while it runs',
      () => 'leave the event out: it has one address for life',
    ),
  })
}

function kernel(what: string, instead: Ability['instead']): Ability {
  return { has: (system) => system.runs === 'kernel', what, instead }
}

function daemon(what: string, instead: Ability['instead']): Ability {
  return { has: (system) => system.runs === 'daemon', what, instead }
}

/** The verbs of the language. */
export const VERBS: Readonly<Record<Verb, ReadVerb>> = {
  unplug: onInterface('unplug'),
  plug: onInterface('plug'),
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
  boot: onHost('boot'),
  crash: onHost('crash'),
  shutdown: onHost('shutdown'),
  reboot: onHost('reboot'),
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
    target: (on) => on.intoNetwork(),
    arguments: {
      loss: read.percent('loss').default(0).describe('So many frames are lost.'),
      delay: read.time('delay', '20ms').default(0).describe('So much later each arrives.'),
    },
    action: (target, { loss, delay }, on) => impair({ verb: 'impair', ...target, loss, delay }, on),
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
  set: define('set', {
    target: (on) => on.vhost(),
    arguments: {
      advbase: read.advbase.exactOptional().describe('Whole seconds between advertisements.'),
      advskew: read.advskew.exactOptional().describe('256ths of a second on top.'),
      password: read.text('password').exactOptional().describe('The shared secret.'),
    },
    action: (target, { advbase, advskew, password }, on) => set(target, { advbase, advskew, password }, on),
    needs: kernel('running changes of parameters', () => 'leave the event out: it keeps what carp says'),
  }),
  force: define('force', {
    target: (on) => on.vhost(),
    arguments: { to: read.oneOf('to', ['backup', 'master']).describe('The state.') },
    action: (target, { to }) => ({ verb: 'force', ...target, to: to === 'master' ? 'MASTER' : 'BACKUP' }),
    needs: kernel('forced states', (host) => `write signal: ${host} and name: USR2, which makes it a backup`),
  }),
  'carp-down': onCarpInterface('carp-down'),
  'carp-up': onCarpInterface('carp-up'),
  'add-address': onAddress('add-address'),
  'remove-address': onAddress('remove-address'),
  preempt: onSwitch(
    'preempt',
    'preempt switch while it runs',
    () => 'leave the event out: preempt at the host is for the whole run',
  ),
  allow: onSwitch('allow', 'net.inet.carp.allow', (host) => `write cut: any -> ${host}, which makes it deaf`),
  demote: define('demote', {
    target: (on) => on.host(),
    arguments: {
      by: read
        .whole(-1_000_000, 1_000_000, 'by is what is added to the demotion, such as 240, or -240 to take it back')
        .describe('How much; less than 0 takes it back.'),
      reason: read
        .text('reason')
        .exactOptional()
        .describe('What the kernel logs as the reason; default: the command, sysctl or carpdemote.'),
      group: read
        .words('group is an interface group of this machine, such as group: internal')
        .exactOptional()
        .describe('OpenBSD: the interface group that is demoted; carp unless said.'),
    },
    action: demote,
    needs: {
      has: (system) => system.runs === 'kernel' && system.demotable,
      what: 'demotion counter to write to',
      instead: () => 'write unplug (a lost carrier) or send-error (three failed sends), which suppress it',
    },
  }),
  signal: define('signal', {
    target: (on) => on.host(),
    arguments: { name: read.oneOf('name', SIGNALS).describe('The signal.') },
    action: (target, { name }) => ({ verb: 'signal', ...target, name }),
    needs: daemon('ucarp to signal', () => 'its kernel runs CARP: write force and to: backup or master'),
  }),
  start: define('start', {
    target: (on) => on.vhost(),
    arguments: {
      takes: read
        .time('takes', '16ms')
        .default(0)
        .describe('So long it captures frames already, and takes no part; no time unless said.'),
    },
    action: (target, { takes }) => ({ verb: 'start', ...target, takes }),
    needs: daemon('ucarp to start', () => 'leave the event out: its kernel runs CARP from the boot on'),
  }),
  probe: define('probe', {
    target: (on) => on.virtualAddress(),
    arguments: {
      client: read
        .bareAddress('client is the address of who asks, such as client: 10.0.0.50 or 2001:db8::50')
        .describe('Who asks.'),
      mac: read.mac('mac').exactOptional().describe('Its card; derived from its address unless said.'),
    },
    action: ({ address }, { client, mac }, on) => {
      if (familyOf(client) !== familyOf(address)) {
        const other = familyOf(address) === 'inet' ? '10.0.0.50' : '2001:db8::50'
        return on.complain(
          'client',
          `${formatAddress(client)} asks for no ${formatAddress(address)}; write one such as ${other}`,
        )
      }
      return { verb: 'probe', address, client, mac: mac ?? on.macOf(client) }
    },
  }),
  run: define('run', {
    target: (on) => on.host(),
    arguments: {
      command: read
        .words('command is what is typed on the machine, such as command: ifconfig carp0')
        .describe('The command.'),
    },
    action: (target, { command }) => ({ verb: 'run', ...target, command }),
  }),
}
