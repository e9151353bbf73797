import type { Signal } from '../../host/carp.ts'
import { familyOf, formatAddress } from '../../network/address.ts'
import type { Verb } from '../scenario.ts'
import * as addresses from '../schema/addresses.ts'
import * as read from '../schema/fields.ts'
import { checkParent, demote, set } from './actions.ts'
import { type Ability, define, type ReadVerb } from './define.ts'
import { isCarpN } from './virtual-hosts.ts'

const SIGNALS: readonly Signal[] = ['USR1', 'USR2', 'TERM', 'INT', 'HUP', 'QUIT', 'KILL']

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

function onSwitch(verb: 'preempt' | 'allow', what: string, instead: Ability['instead']): ReadVerb {
  return define(verb, {
    target: (on) => on.host(),
    arguments: { to: read.flag('to').describe('Its new value.') },
    action: (target, { to }) => ({ verb, ...target, to }),
    needs: kernel(what, instead),
  })
}

function onAddress(verb: 'add-address' | 'remove-address'): ReadVerb {
  return define(verb, {
    target: (on) => on.vhost(),
    arguments: {
      address: addresses
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

/** The verbs that act on virtual hosts, and on what runs their election. */
export const CARP_VERBS = {
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
  'flush-addresses': define('flush-addresses', {
    target: (on) => on.interface(),
    arguments: {},
    action: (target) => ({ verb: 'flush-addresses', ...target }),
    needs: daemon('addresses that a daemon puts on an interface', () => 'write remove-address'),
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
      client: addresses
        .bareAddress('client is the address of who asks, such as client: 10.0.0.50 or 2001:db8::50')
        .describe('Who asks.'),
      mac: addresses.mac('mac').exactOptional().describe('Its card; derived from its address unless said.'),
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
} as const satisfies Partial<Readonly<Record<Verb, ReadVerb>>>
