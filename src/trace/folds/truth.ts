import type { Micros } from '../../time.ts'
import type { HastRole, Kind } from '../record.ts'
import { type Condition, type Leaf, leavesOf, type VhostName, within } from '../sentence.ts'
import { common, either, joined } from '../windows.ts'
import { type Chronicle, type Histories, PINGS, type Reach, reachKey, roleKey } from './chronicle.ts'
import type { GroupHistory, VhostState, Window } from './history.ts'
import { HANDOVER_LIMIT } from './mastership.ts'
import type { Stretch } from './track.ts'

// When conditions hold: now, while a run is followed, and afterwards in all of it. Both ask the same of one value.

type LeafOf<Is extends Leaf['is']> = Extract<Leaf, { is: Is }>

/** How one kind of condition is judged. */
interface Judge<L extends Leaf, T> {
  readonly kinds: readonly Kind[]
  holds(leaf: L, value: T): boolean
  now(leaf: L, chronicle: Chronicle, now: Micros): T
  /** Its values from 0 to the end; none: nothing was ever said of it. */
  past(leaf: L, histories: Histories): readonly Stretch<T>[] | undefined
  /** What it is of which nothing was said. */
  readonly start: T
}

type Judges = {
  readonly [Is in Leaf['is']]: Judge<
    LeafOf<Is>,
    {
      state: VhostState
      masters: number
      power: string
      demotion: number
      role: HastRole
      service: boolean
      ping: Reach
    }[Is]
  >
}

const JUDGES: Judges = {
  state: {
    kinds: ['power', 'process', 'transition'],
    holds: ({ state, not }, value) => (value === state) !== not,
    now: ({ vhost }, { mastership }) => mastership.stateOf(vhost),
    past: ({ vhost }, histories) => statesOf(vhost, histories),
    start: 'off',
  },
  masters: {
    kinds: ['power', 'process', 'transition'],
    holds: ({ count }, value) => within(value, count),
    now: mastersNow,
    past: mastersThen,
    start: 0,
  },
  power: {
    kinds: ['power'],
    holds: ({ power, not }, value) => (value === power) !== not,
    now: ({ host }, { power }) => power.now(host),
    past: ({ host }, { power }) => power.get(host),
    start: 'off',
  },
  demotion: {
    kinds: ['power', 'demotion'],
    holds: ({ total }, value) => within(value, total),
    now: ({ host }, { demotion }) => demotion.now(host),
    past: ({ host }, { demotion }) => demotion.get(host),
    start: 0,
  },
  role: {
    kinds: ['power', 'role'],
    holds: ({ role, not }, value) => (value === role) !== not,
    now: ({ host, resource }, { roles }) => roles.now(roleKey(host, resource)),
    past: ({ host, resource }, { roles }) => roles.get(roleKey(host, resource)),
    start: 'init',
  },
  service: {
    kinds: ['power', 'service'],
    holds: ({ runs }, value) => value === runs,
    now: ({ host, name }, { services }) => services.now(reachKey(host, name)),
    past: ({ host, name }, { services }) => services.get(reachKey(host, name)),
    start: false,
  },
  ping: {
    kinds: PINGS,
    holds: ({ answered, by }, value) =>
      value !== null && value.length > 0 === answered && (by === undefined || value.includes(by)),
    now: ({ host, address }, { reach }) => reach.get(reachKey(host, address)) ?? null,
    past: ({ host, address }, { reach }) => reach.get(reachKey(host, address)),
    start: null,
  },
}

/** The kinds of record that a condition depends on. */
export function kindsOf(condition: Condition): Kind[] {
  return [...new Set(leavesOf(condition).flatMap((leaf) => JUDGES[leaf.is].kinds))]
}

/** Whether a condition holds now, of what was followed until now. */
export function holdsNow(condition: Condition, chronicle: Chronicle, now: Micros): boolean {
  if (condition.is === 'and') return condition.parts.every((part) => holdsNow(part, chronicle, now))
  if (condition.is === 'or') return condition.parts.some((part) => holdsNow(part, chronicle, now))
  const judge = judgeOf(condition)
  return judge.holds(condition, judge.now(condition, chronicle, now))
}

/** When a condition may come to hold by itself, because an overlap outlasts what a hand-over may take; null: never. */
export function wakeOf(condition: Condition, { mastership }: Chronicle, now: Micros): Micros | null {
  const wakes = leavesOf(condition).flatMap((leaf) => {
    const since = leaf.is === 'masters' && !leaf.strictly ? mastership.groupNamed(leaf.group)?.severalSince : null
    return since == null ? [] : [since + HANDOVER_LIMIT + 1]
  })
  return wakes.reduce<Micros | null>((least, t) => (t > now && (least === null || t < least) ? t : least), null)
}

/** The windows in which a condition held; times are compared at the ends of instants. */
export function windowsOf(condition: Condition, histories: Histories, end: Micros): Window[] {
  if (condition.is === 'and') return intersection(condition.parts.map((part) => windowsOf(part, histories, end)))
  if (condition.is === 'or') return condition.parts.map((part) => windowsOf(part, histories, end)).reduce(either, [])
  const held = pastOf(condition, histories, end).filter(({ value }) => judgeOf(condition).holds(condition, value))
  return joined(held)
}

/** The value that a condition is about, from 0 to the end. */
export function pastOf(leaf: Leaf, histories: Histories, end: Micros): readonly Stretch<unknown>[] {
  const judge = judgeOf(leaf)
  return judge.past(leaf, histories) ?? [{ from: 0, to: end, value: judge.start }]
}

function intersection(all: readonly Window[][]): Window[] {
  return all.reduce((some, others) => common(some, others))
}

/** The group that a virtual host belongs to. */
export function groupOf({ host, interface: on, vhid }: VhostName, { groups }: Histories): GroupHistory | undefined {
  return groups.find(
    ({ name, vhosts }) =>
      name.endsWith(`/${vhid}`) && vhosts.some((vhost) => vhost.host === host && vhost.interface === on),
  )
}

function statesOf(vhost: VhostName, histories: Histories): Stretch<VhostState>[] | undefined {
  const { host, interface: on } = vhost
  const found = groupOf(vhost, histories)?.vhosts.find((other) => other.host === host && other.interface === on)
  return found?.spans.map(({ from, to, state }) => ({ from, to, value: state }))
}

function mastersNow({ group, strictly }: LeafOf<'masters'>, { mastership }: Chronicle, now: Micros): number {
  const { masters = 0, severalSince = null } = mastership.groupNamed(group) ?? {}
  const mayBeHandover = severalSince !== null && now - severalSince <= HANDOVER_LIMIT
  return mayBeHandover && !strictly ? 1 : masters
}

function mastersThen({ group, strictly }: LeafOf<'masters'>, { groups }: Histories): Stretch<number>[] | undefined {
  const found = groups.find(({ name }) => name === group)
  const handovers = found?.overlaps.filter(({ kind }) => kind === 'hand-over') ?? []
  return found?.tenures.map(({ from, to, masters }) => {
    const handover = !strictly && masters.length > 1 && common([{ from, to }], handovers).length > 0
    return { from, to, value: handover ? 1 : masters.length }
  })
}

function judgeOf(leaf: Leaf): Judge<Leaf, unknown> {
  return JUDGES[leaf.is] as Judge<Leaf, unknown>
}
