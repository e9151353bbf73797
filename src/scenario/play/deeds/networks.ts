import { sendBurst } from '../../../host/burst.ts'
import type { Deed } from '../../../host/carp.ts'
import { inject } from '../../../host/forged-frame.ts'
import type { Direction } from '../../../network/health.ts'
import { formatTime } from '../../../time.ts'
import type { Terms } from '../../../trace/event.ts'
import type { Family } from '../../../trace/record.ts'
import { formatPercent } from '../../percent.ts'
import type { Stage } from '../compile.ts'
import { cableName, plugged } from './cables.ts'
import { cut, impair, partition } from './cuts.ts'
import { type ActionOf, hostOf, type OnHost, type VerbRules, whenOn } from './rule.ts'
import { configure, configureBack, killPort, openPort, settings } from './switches.ts'

interface OnInterface extends OnHost {
  readonly interface: string
}

type Filtered = ActionOf<'block' | 'unblock'>

type Wire =
  | 'configure'
  | 'burst'
  | 'port-down'
  | 'port-up'
  | 'port-dead'
  | 'port-alive'
  | 'unplug'
  | 'plug'
  | 'interface-down'
  | 'interface-up'
  | 'cut'
  | 'heal'
  | 'partition'
  | 'impair'

/** What can happen to cables, cards and frames. */
export const NETWORKS: VerbRules<Wire | 'block' | 'unblock' | 'inject' | 'send-error' | 'lose-garp'> = {
  unplug: {
    deed: (action, stage) => plugged(action, stage, false),
    words: (action) => `cable ${cableName(action)} pulled`,
    undo: (action) => ({ ...action, verb: 'plug' }),
  },
  plug: {
    deed: (action, stage) => plugged(action, stage, true),
    words: (action) => `cable ${cableName(action)} back`,
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
  'port-down': {
    deed: (action, stage) => openPort(action, stage, false),
    words: (_, target) => `port ${target} shut`,
    undo: (action) => ({ ...action, verb: 'port-up' }),
  },
  'port-up': {
    deed: (action, stage) => openPort(action, stage, true),
    words: (_, target) => `port ${target} opened`,
    undo: (action) => ({ ...action, verb: 'port-down' }),
  },
  'port-dead': {
    deed: (action, stage) => killPort(action, stage, true),
    words: ({ directions }, target) => `port ${target} dies${ways(directions)}, and keeps its carrier`,
    terms: ({ directions }) => ({ directions }),
    undo: (action) => ({ ...action, verb: 'port-alive' }),
  },
  'port-alive': {
    deed: (action, stage) => killPort(action, stage, false),
    words: ({ directions }, target) => `port ${target} is well again${ways(directions)}`,
    terms: ({ directions }) => ({ directions }),
    undo: (action) => ({ ...action, verb: 'port-dead' }),
  },
  configure: {
    deed: (action, stage) => configure(action, stage),
    words: (action, target) =>
      `${target}: ${Object.entries(settings(action))
        .map((setting) => setting.join(' '))
        .join(', ')}`,
    undo: (action, stage) => configureBack(action, stage),
  },
  burst: {
    deed: (action, stage) =>
      whenOn(action, stage, (host) => () => sendBurst(host.nic(action.interface), action, host.world)),
    words: ({ frames, over, kind }, target) => `${target}: ${frames} ${kind} frames over ${formatTime(over)}`,
  },
  cut: {
    deed: (action, stage) => cut(stage, action, true),
    words: ({ family }, target) => `cut: ${target}${only(family)}`,
    terms: limits,
    undo: (action) => ({ ...action, verb: 'heal' }),
  },
  heal: {
    deed: (action, stage) => cut(stage, action, false),
    words: ({ from, to, network, family }, target) => {
      const healed =
        from === 'any' && to === 'any' ? `${network ?? 'every network'} is whole again` : `healed: ${target}`
      return `${healed}${only(family)}`
    },
    terms: limits,
  },
  partition: {
    deed: ({ network, groups }, stage) => partition(stage, network, groups),
    words: ({ groups }, target) => `${target} falls apart: ${groups.map((group) => group.join(' ')).join(' | ')}`,
    terms: ({ groups }) => ({ groups }),
    undo: ({ network }) => ({ verb: 'heal', from: 'any', to: 'any', network }),
  },
  impair: {
    deed: (action, stage) => impair(stage, action),
    words: damage,
    terms: ({ loss, delay, jitter, duplicate, ...way }) => ({
      ...('to' in way && way.network !== undefined && { network: way.network }),
      loss,
      delay,
      ...(jitter !== undefined && { jitter }),
      ...(duplicate !== undefined && { duplicate }),
    }),
    undo: ({ jitter: _, duplicate: __, ...action }) => ({ ...action, loss: 0, delay: 0 }),
  },
  block: {
    deed: (action, stage) => filter(action, stage, true),
    words: (action, target) => `${target}: packet filter blocks ${filtered(action)}`,
    terms: ({ proto, directions }) => ({ proto, directions }),
    undo: (action) => ({ ...action, verb: 'unblock' }),
  },
  unblock: {
    deed: (action, stage) => filter(action, stage, false),
    words: (action, target) => `${target}: packet filter lets ${filtered(action)} pass`,
    terms: ({ proto, directions }) => ({ proto, directions }),
    undo: (action) => ({ ...action, verb: 'block' }),
  },
  inject: {
    deed: (action, stage) =>
      whenOn(action, stage, (host) => inject(host.nic(action.interface), action.frame, host.world)),
    words: (_, target) => `${target}: a forged advertisement is sent`,
  },
  'send-error': {
    deed: (action, stage) =>
      whenOn(action, stage, (host) => () => {
        const { errno, times } = action
        host.nic(action.interface).failSends(errno, times, stage.world.engine.cause)
      }),
    words: ({ times, errno }, target) => `${target}: the next ${times} sends fail with ${errno}`,
  },
  'lose-garp': {
    deed: (action, stage) =>
      whenOn(action, stage, (host) => () => {
        host.nic(action.interface).loseAnnouncements(action.times, stage.world.engine.cause)
      }),
    words: ({ times }, target) =>
      `${target}: the next ${times === 1 ? 'announcement is' : `${times} announcements are`} lost`,
  },
}

/** What a cut does not concern, or what heals it. */
function limits({ network, family }: ActionOf<'cut' | 'heal'>): Terms {
  return { ...(network !== undefined && { network }), ...(family !== undefined && { family }) }
}

/** `fw1 -> fw2: 30% lost, 20ms late, up to 5ms more, 1% twice` */
function damage({ loss, delay, jitter, duplicate }: ActionOf<'impair'>, target: string): string {
  const more = [
    ...(jitter ? [`up to ${formatTime(jitter)} more`] : []),
    ...(duplicate ? [`${formatPercent(duplicate)} twice`] : []),
  ]
  return [`${target}: ${formatPercent(loss)} lost`, `${formatTime(delay)} late`, ...more].join(', ')
}

/** Of a cut that lets packets of the other family pass. */
function only(family: Family | undefined): string {
  if (family === undefined) return ''
  return family === 'inet' ? ', IPv4 only' : ', IPv6 only'
}

function interfaceUp(action: OnInterface, stage: Stage, up: boolean): Deed {
  const host = hostOf(action, stage)
  return host.setUp(host.nic(action.interface), up)
}

function filter({ proto, directions, ...on }: Filtered, stage: Stage, blocked: boolean): Deed {
  const host = hostOf(on, stage)
  return host.block(host.nic(on.interface), proto, directions, blocked)
}

/** Of one direction, which. */
function ways(directions: readonly Direction[]): string {
  return directions.length > 1 ? '' : ` (${directions.join()})`
}

/** `carp`, or `carp in` where it is one direction only. */
function filtered({ proto, directions }: Filtered): string {
  return directions.length > 1 ? proto : `${proto} ${directions.join()}`
}
