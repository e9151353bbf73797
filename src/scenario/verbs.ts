import type { Deed, Parameters } from '../host/carp.ts'
import { runCommand } from '../host/commands/command.ts'
import type { Host } from '../host/host.ts'
import { formatPrefix } from '../network/address.ts'
import { formatTime } from '../time.ts'
import type { Stage } from './compile.ts'
import { cut, impair, partition } from './cuts.ts'
import { formatPercent } from './percent.ts'
import type { Action, Side, Verb } from './scenario.ts'

/** A verb of the language: what it does, how the trace tells it, and what undoes it. */
interface VerbRule<A> {
  /** What is to be done now, or why nothing can be done. */
  deed(action: A, stage: Stage): Deed
  /** In words; `target` is what it acts on, as a scenario writes it. */
  words(action: A, target: string): string
  /** For `for:`: what undoes it, seen from the time before. Absent: it cannot be undone. */
  undo?(action: A, stage: Stage): Action
  /** What it is where it lasts for a while, if that is not itself. */
  lasting?(action: A): Action
}

type Verbs = { readonly [V in Verb]: VerbRule<Action & { readonly verb: V }> }

interface OnHost {
  readonly host: string
}

interface OnInterface extends OnHost {
  readonly interface: string
}

/** A deed of a machine that must be on for it. */
function whenOn({ host: name }: OnHost, stage: Stage, deed: (host: Host) => Deed): Deed {
  const host = hostOf({ host: name }, stage)
  return host.power === 'on' ? deed(host) : `${name} is ${host.power}`
}

function hostOf({ host }: OnHost, stage: Stage): Host {
  return stage.hosts.get(host)!
}

function carrier(action: OnInterface, stage: Stage, present: boolean): Deed {
  const host = hostOf(action, stage)
  return host.setCarrier(host.nic(action.interface), present)
}

function interfaceUp(action: OnInterface, stage: Stage, up: boolean): Deed {
  const host = hostOf(action, stage)
  return host.setUp(host.nic(action.interface), up)
}

function filter({ proto, directions, ...on }: Filtered, stage: Stage, blocked: boolean): Deed {
  const host = hostOf(on, stage)
  return host.block(host.nic(on.interface), proto, directions, blocked)
}

type Filtered = Action & { readonly verb: 'block' | 'unblock' }

/** `carp`, or `carp in` where it is one direction only. */
function filtered({ proto, directions }: Filtered): string {
  return directions.length > 1 ? proto : `${proto} ${directions.join()}`
}

const VERBS: Verbs = {
  unplug: {
    deed: (action, stage) => carrier(action, stage, false),
    words: ({ host, interface: on }) => `cable of ${host} ${on} pulled`,
    undo: (action) => ({ ...action, verb: 'plug' }),
  },
  plug: {
    deed: (action, stage) => carrier(action, stage, true),
    words: ({ host, interface: on }) => `cable of ${host} ${on} back`,
    undo: (action) => ({ ...action, verb: 'unplug' }),
  },
  'interface-down': {
    deed: (action, stage) => interfaceUp(action, stage, false),
    words: ({ host, interface: on }) => `${host}: ifconfig ${on} down`,
    undo: (action) => ({ ...action, verb: 'interface-up' }),
  },
  'interface-up': {
    deed: (action, stage) => interfaceUp(action, stage, true),
    words: ({ host, interface: on }) => `${host}: ifconfig ${on} up`,
    undo: (action) => ({ ...action, verb: 'interface-down' }),
  },
  cut: {
    deed: (action, stage) => cut(stage, action, true),
    words: (_, target) => `cut: ${target}`,
    undo: (action) => ({ ...action, verb: 'heal' }),
  },
  heal: {
    deed: (action, stage) => cut(stage, action, false),
    words: ({ from, to, network }, target) =>
      from === 'any' && to === 'any' ? `${network ?? 'every network'} is whole again` : `healed: ${target}`,
  },
  partition: {
    deed: ({ network, groups }, stage) => partition(stage, network, groups),
    words: ({ groups }, target) => `${target} falls apart: ${groups.map((group) => group.join(' ')).join(' | ')}`,
    undo: ({ network }) => ({ verb: 'heal', from: 'any', to: 'any', network }),
  },
  impair: {
    deed: (action, stage) => impair(stage, action),
    words: ({ loss, delay }, target) => `${target}: ${formatPercent(loss)} lost, ${formatTime(delay)} late`,
    undo: (action) => ({ ...action, loss: 0, delay: 0 }),
  },
  boot: {
    deed: (action, stage) => hostOf(action, stage).boot(),
    words: ({ host }) => `${host} boots`,
    undo: (action) => ({ ...action, verb: 'crash' }),
  },
  crash: {
    deed: (action, stage) => hostOf(action, stage).crash(),
    words: ({ host }) => `${host} loses power`,
    undo: (action) => ({ ...action, verb: 'boot' }),
  },
  shutdown: {
    deed: (action, stage) => hostOf(action, stage).shutdown(),
    words: ({ host }) => `${host} is shut down`,
    undo: (action) => ({ ...action, verb: 'boot' }),
  },
  reboot: {
    deed: (action, stage) => hostOf(action, stage).reboot(),
    words: ({ host }) => `${host} reboots`,
    undo: (action) => ({ ...action, verb: 'boot' }),
    lasting: (action) => ({ ...action, verb: 'shutdown' }),
  },
  pause: {
    deed: (action, stage) => hostOf(action, stage).pause(action),
    words: ({ host }) => `${host} stands still`,
    undo: ({ host }) => ({ verb: 'resume', host }),
  },
  resume: { deed: (action, stage) => hostOf(action, stage).resume(), words: ({ host }) => `${host} goes on` },
  block: {
    deed: (action, stage) => filter(action, stage, true),
    words: (action, target) => `${target}: packet filter blocks ${filtered(action)}`,
    undo: (action) => ({ ...action, verb: 'unblock' }),
  },
  unblock: {
    deed: (action, stage) => filter(action, stage, false),
    words: (action, target) => `${target}: packet filter lets ${filtered(action)} pass`,
    undo: (action) => ({ ...action, verb: 'block' }),
  },
  'send-error': {
    deed: (action, stage) =>
      whenOn(action, stage, (host) => () => {
        const { errno, times } = action
        host.nic(action.interface).failSends(errno, times, stage.world.engine.cause)
      }),
    words: ({ times, errno }, target) => `${target}: the next ${times} sends fail with ${errno}`,
  },
  set: {
    deed: (action, stage) =>
      whenOn(action, stage, ({ carp }) => carp.set(action.interface, action.vhid, action.parameters)),
    words: ({ parameters }, target) => {
      const { password, ...numbers } = parameters
      const words = Object.entries(numbers).map(([name, value]) => `${name} ${value}`)
      return `${target}: ${[...words, ...(password === undefined ? [] : ['another password'])].join(', ')}`
    },
    undo: (action, stage) => ({ ...action, parameters: before(action, stage) }),
  },
  force: {
    deed: (action, stage) => whenOn(action, stage, ({ carp }) => carp.force(action.interface, action.vhid, action.to)),
    words: ({ to }, target) => `${target}: state ${to.toLowerCase()}`,
  },
  'carp-down': {
    deed: (action, stage) => whenOn(action, stage, ({ carp }) => carp.setUp(action.interface, action.vhid, false)),
    words: (_, target) => `${target}: ifconfig down`,
    undo: (action) => ({ ...action, verb: 'carp-up' }),
  },
  'carp-up': {
    deed: (action, stage) => whenOn(action, stage, ({ carp }) => carp.setUp(action.interface, action.vhid, true)),
    words: (_, target) => `${target}: ifconfig up`,
    undo: (action) => ({ ...action, verb: 'carp-down' }),
  },
  'add-address': {
    deed: (action, stage) =>
      whenOn(action, stage, ({ carp }) => carp.addAddress(action.interface, action.vhid, action.address)),
    words: ({ address }, target) => `${target}: address ${formatPrefix(address)} added`,
    undo: (action) => ({ ...action, verb: 'remove-address' }),
  },
  'remove-address': {
    deed: (action, stage) =>
      whenOn(action, stage, ({ carp }) => carp.removeAddress(action.interface, action.vhid, action.address)),
    words: ({ address }, target) => `${target}: address ${formatPrefix(address)} removed`,
    undo: (action) => ({ ...action, verb: 'add-address' }),
  },
  preempt: {
    deed: (action, stage) => whenOn(action, stage, ({ carp }) => carp.setPreempt(action.to)),
    words: ({ to }, target) => `${target}: net.inet.carp.preempt=${to ? 1 : 0}`,
    undo: (action) => ({ ...action, to: !action.to }),
  },
  allow: {
    deed: (action, stage) => whenOn(action, stage, ({ carp }) => carp.setAllow(action.to)),
    words: ({ to }, target) => `${target}: net.inet.carp.allow=${to ? 1 : 0}`,
    undo: (action) => ({ ...action, to: !action.to }),
  },
  demote: {
    deed: (action, stage) => whenOn(action, stage, ({ carp }) => carp.demote(action.by, action.reason)),
    words: ({ by, reason }, target) => `${target}: demotion ${by < 0 ? '' : '+'}${by} (${reason})`,
    undo: (action) => ({ ...action, by: -action.by }),
  },
  signal: {
    deed: (action, stage) => whenOn(action, stage, ({ carp }) => carp.signal(action.name)),
    words: ({ name }, target) => `${target}: SIG${name} to ucarp`,
  },
  run: {
    deed: (action, stage) => whenOn(action, stage, (host) => () => runCommand(host, action.command)),
    words: ({ command }, target) => `${target}# ${command}`,
  },
}

/** The present values of what is to be set. */
function before(
  { host, interface: on, vhid, parameters }: Action & { readonly verb: 'set' },
  stage: Stage,
): Parameters {
  const vhost = hostOf({ host }, stage).carp.find(on, vhid)
  if (vhost === undefined) return parameters
  return {
    ...(parameters.advbase !== undefined && { advbase: vhost.advbase }),
    ...(parameters.advskew !== undefined && { advskew: vhost.advskew }),
  }
}

/** What an action is to do now, or why it can do nothing. */
export function deedOf(action: Action, stage: Stage): Deed {
  return ruleOf(action).deed(action, stage)
}

/** An action in words: what the trace calls the fault. */
export function describe(action: Action): string {
  return ruleOf(action).words(action, targetOf(action))
}

/** Whether something undoes an action. A password is forgotten when there is another. */
export function canBeUndone(action: Action): boolean {
  if (action.verb === 'set' && action.parameters.password !== undefined) return false
  return ruleOf(action).undo !== undefined
}

/** The action that undoes another one that is about to be done. */
export function undoing(action: Action, stage: Stage): Action | undefined {
  return ruleOf(action).undo?.(action, stage)
}

/** What an action is where it is undone after a while. */
export function lasting(action: Action): Action {
  return ruleOf(action).lasting?.(action) ?? action
}

/** On what an action acts, as a scenario writes it. */
export function targetOf(action: Action): string {
  if ('groups' in action) return action.network
  if ('from' in action) return `${sideName(action.from)} -> ${'to' in action ? sideName(action.to) : action.network}`
  const on = 'interface' in action ? `.${action.interface}` : ''
  return `${action.host}${on}${'vhid' in action ? `/${action.vhid}` : ''}`
}

function ruleOf(action: Action): VerbRule<Action> {
  return VERBS[action.verb] as VerbRule<Action>
}

function sideName(side: Side): string {
  if (side === 'any') return 'any'
  return side.interface === undefined ? side.host : `${side.host}.${side.interface}`
}
