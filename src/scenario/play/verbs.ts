import type { Deed } from '../../host/carp.ts'
import { formatAddress } from '../../network/address.ts'
import type { OfEvent } from '../../trace/event.ts'
import type { Action, EventSpec, Side, Verb } from '../scenario.ts'
import type { Stage } from './compile.ts'
import { CARP } from './deeds/carp.ts'
import { FILTERS } from './deeds/filters.ts'
import { FLAPPING } from './deeds/flap.ts'
import { MACHINES } from './deeds/machines.ts'
import { NETWORKS } from './deeds/networks.ts'
import { BROWN_OUTS } from './deeds/power.ts'
import { PROBES } from './deeds/probe.ts'
import type { Step, VerbRule, VerbRules } from './deeds/rule.ts'

const VERBS: VerbRules<Verb> = { ...NETWORKS, ...MACHINES, ...CARP, ...PROBES, ...FLAPPING, ...FILTERS, ...BROWN_OUTS }

/** What an action is to do now, or why it can do nothing. */
export function deedOf(action: Action, stage: Stage): Deed {
  return ruleOf(action).deed(action, stage)
}

/** An action in words: what the trace calls the fault. */
export function describe(action: Action): string {
  return ruleOf(action).words(action, targetOf(action))
}

/** What the trace says of an action, and of where it is written. */
export function toldOf(action: Action, { line, file }: Pick<EventSpec, 'line' | 'file'>): OfEvent {
  const terms = ruleOf(action).terms?.(action) ?? {}
  return {
    verb: action.verb,
    target: targetOf(action),
    text: describe(action),
    ...(Object.keys(terms).length > 0 && { terms }),
    ...(line !== undefined && { line }),
    ...(file !== undefined && { file }),
  }
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

/** What goes on by itself once an action is done; undefined: nothing does. */
export function courseOf(action: Action, stage: Stage): Iterator<Step> | undefined {
  return ruleOf(action).course?.(action, stage)
}

/** What an action is where it is undone after a while. */
export function lasting(action: Action): Action {
  return ruleOf(action).lasting?.(action) ?? action
}

/** On what an action acts, as a scenario writes it. */
export function targetOf(action: Action): string {
  if ('groups' in action) return action.network
  if ('client' in action) return formatAddress(action.address)
  if ('from' in action) {
    const arrow = 'both' in action ? '<->' : '->'
    return `${sideName(action.from)} ${arrow} ${'to' in action ? sideName(action.to) : action.network}`
  }
  if ('power' in action) return action.power
  if ('cable' in action) return action.cable
  if ('port' in action) return `${action.switch}:${action.port}`
  if ('switch' in action) return action.switch
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
