import type { Prefix } from '../../network/address.ts'
import type { Action, HostSpec, InterfaceSpec, NetworkSpec, Scenario, VhostSpec } from '../../scenario/scenario.ts'
import { type Micros, SECOND } from '../../time.ts'

/** A tiny run, before it is said which system plays it. What somebody has no operation for does nothing. */
export interface Play {
  readonly players: readonly Player[]
  readonly events?: readonly (readonly [Micros, Action])[]
  readonly until?: Micros
  readonly network?: Partial<NetworkSpec>
}

/** A machine, named by its place: a, b. */
export interface Player {
  readonly advskew?: number
  readonly preempt?: boolean
  readonly boot?: Micros
  /** The last number of its own address; unless given, its place from 1. */
  readonly number?: number
  /** How many virtual hosts it has on the network; one unless given. */
  readonly vhosts?: number
  /** How many addresses each of them has; one unless given. */
  readonly addresses?: number
  /** It has a second card, with a virtual host, on a network of its own. */
  readonly secondCard?: boolean
}

/** Where what is looked at happens. */
export const CARD = 'em0'
export const VHID = 1
/** Both machines have settled long before; no advertisement is due just then. */
export const THEN: Micros = 10.25 * SECOND
const UNTIL: Micros = 16 * SECOND
const EXACT = { latency: 100, jitter: 0, loss: 0, duplicate: 0, reorder: 0 }

/** A tiny run as a scenario of one system. */
export function scenarioOf({ players, events = [], until = UNTIL, network }: Play, system: string): Scenario {
  return {
    carpsim: 1,
    title: '',
    story: '',
    seed: '1',
    until,
    counters: 'random',
    networks: [
      { name: 'lan', ...EXACT, ...network },
      ...players.flatMap(({ secondCard }, i) => (secondCard ? [{ name: `lan-${nameOf(i)}`, ...EXACT }] : [])),
    ],
    hosts: players.map((player, i) => hostOf(player, i, system)),
    groups: [],
    events: events.map(([at, action]) => ({ at, evenIfInert: true, action })),
    expect: [],
  }
}

function nameOf(place: number): string {
  return 'ab'[place]!
}

function hostOf(player: Player, place: number, system: string): HostSpec {
  const { number = place + 1, boot = 0, preempt = false, secondCard = false } = player
  const name = nameOf(place)
  const second: InterfaceSpec = { name: 'em1', address: prefix(1, number), plug: `lan-${name}` }
  return {
    name,
    system,
    boot,
    preempt,
    ticks: 0,
    interfaces: [{ name: CARD, address: prefix(0, number), plug: 'lan' }, ...(secondCard ? [second] : [])],
    carp: vhostsOf(player),
    ucarp: { deadratio: 3, shutdown: false, neutral: false, ignoreifstate: false, nomcast: false },
  }
}

function vhostsOf({ advskew = 0, vhosts = 1, addresses = 1, secondCard = false }: Player): VhostSpec[] {
  const vhost = (card: string, net: number, vhid: number): VhostSpec => ({
    vhid,
    interface: card,
    advbase: 1,
    advskew,
    password: 'secret',
    addresses: Array.from({ length: addresses }, (_, i) => prefix(net, 10 * vhid + 90 + i)),
  })
  const own = Array.from({ length: vhosts }, (_, i) => vhost(CARD, 0, VHID + i))
  return secondCard ? [...own, vhost('em1', 1, VHID)] : own
}

/** 10.0.NET.NUMBER/24 */
export function prefix(net: number, number: number): Prefix {
  return { address: ((10 << 24) | (net << 8) | number) >>> 0, length: 24 }
}

/** Neither hears the other, from the start. */
export const APART: readonly (readonly [Micros, Action])[] = [
  [0, { verb: 'cut', from: { host: 'a' }, to: { host: 'b' } }],
  [0, { verb: 'cut', from: { host: 'b' }, to: { host: 'a' } }],
]
export const A_HEARS_B: readonly [Micros, Action] = [THEN, { verb: 'heal', from: { host: 'b' }, to: { host: 'a' } }]
export const B_HEARS_A: readonly [Micros, Action] = [THEN, { verb: 'heal', from: { host: 'a' }, to: { host: 'b' } }]

/** `a` is MASTER and hears `b` from THEN on, which is MASTER, too, hears nobody, and speaks at other times. */
export function hearing(b: Player, a: Player = {}, events: Play['events'] = []): Play {
  return {
    players: [
      { advskew: 50, ...a },
      { boot: SECOND / 2, ...b },
    ],
    events: [...APART, ...events, A_HEARS_B],
  }
}

export const A_LAN = { host: 'a', interface: CARD } as const
export const A_VHOST = { ...A_LAN, vhid: VHID } as const
