import type { Deed } from '../../../host/carp.ts'
import type { Nic } from '../../../host/nic.ts'
import type { Cut, Hub } from '../../../network/hub.ts'
import type { Family } from '../../../trace/record.ts'
import type { Action, Side } from '../../scenario.ts'
import type { Stage } from '../compile.ts'
import type { ActionOf } from './rule.ts'

/** One direction between two cards on one network. */
interface Way {
  readonly hub: Hub
  readonly cut: Cut
}

const BOTH: readonly Family[] = ['inet', 'inet6']

/** Frames one way are lost, or pass again. */
export function cut(stage: Stage, action: Action & { readonly verb: 'cut' | 'heal' }, cutOff: boolean): Deed {
  const { from, to, network, family } = action
  const hubs = network === undefined ? [...stage.hubs.values()] : [stage.hubs.get(network)!]
  return cutWays(
    hubs.flatMap((hub) => ways(hub, cards(hub, from), cards(hub, to), family && [family])),
    cutOff,
  )
}

/** The groups of machines do not hear each other. */
export function partition(stage: Stage, network: string, groups: readonly (readonly string[])[]): Deed {
  const hub = stage.hubs.get(network)!
  const sides = groups.map((group) => cards(hub, 'any').filter((nic) => group.includes(nic.host)))
  const between = sides.flatMap((from) => sides.flatMap((to) => (to === from ? [] : ways(hub, from, to))))
  return cutWays(between, true)
}

/** What a machine sends on a network, or to another one, is spoilt; where nothing is wrong with it, it is sound again. */
export function impair(stage: Stage, action: ActionOf<'impair'>): Deed {
  const { loss, delay, jitter, duplicate } = action
  const damaged = damagedWays(stage, action)
  const ends = !(loss || delay || jitter || duplicate)
  if (ends && !damaged.some(({ hub, from, to }) => hub.isImpaired(from, to))) {
    return 'to' in action
      ? 'nothing is impaired on that way'
      : `${action.from.host} is not impaired on ${action.network}`
  }
  const impairment = { loss, delay, ...(jitter && { jitter }), ...(duplicate && { duplicate }) }
  return () => {
    for (const { hub, from, to } of damaged) hub.impair(from, ends ? null : impairment, to)
  }
}

/** From whom to whom; to all, where nobody is named. */
function damagedWays(stage: Stage, action: ActionOf<'impair'>): { hub: Hub; from: Nic; to?: Nic }[] {
  const { from, network } = action
  if (!('to' in action)) {
    const hub = stage.hubs.get(network!)!
    return cards(hub, from).map((nic) => ({ hub, from: nic }))
  }
  const { to, both } = action
  const hubs = network === undefined ? [...stage.hubs.values()] : [stage.hubs.get(network)!]
  return hubs.flatMap((hub) => {
    const there = pairs(cards(hub, from), cards(hub, to))
    return [...there, ...(both ? pairs(cards(hub, to), cards(hub, from)) : [])].map((pair) => ({ hub, ...pair }))
  })
}

/** The cards of one side; only machines are plugged into hubs. */
function cards(hub: Hub, side: Side): Nic[] {
  const nics = hub.stations as readonly Nic[]
  if (side === 'any') return [...nics]
  return nics.filter((nic) => nic.host === side.host && nic.name === (side.interface ?? nic.name))
}

function ways(hub: Hub, from: readonly Nic[], to: readonly Nic[], families = BOTH): Way[] {
  return pairs(from, to).flatMap((pair) => families.map((family) => ({ hub, cut: { ...pair, family } })))
}

function pairs(from: readonly Nic[], to: readonly Nic[]): { from: Nic; to: Nic }[] {
  return from.flatMap((a) => to.filter((b) => b !== a).map((b) => ({ from: a, to: b })))
}

function cutWays(all: readonly Way[], cutOff: boolean): Deed {
  const changing = all.filter(({ hub, cut }) => hub.isCut(cut) !== cutOff)
  if (changing.length === 0) return cutOff ? 'that way is cut already' : 'nothing is cut that way'
  return () => {
    for (const { hub, cut } of changing) hub.setCut(cut, cutOff)
  }
}
