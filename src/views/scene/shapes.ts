import type { Micros } from '../../time.ts'
import type { VhostState } from '../../trace/folds/history.ts'
import type { Asking, Family, Kind, Loss, TimerName } from '../../trace/record.ts'
import type { Power } from '../../trace/sentence.ts'
import type { CastNetwork } from '../../trace/trace.ts'

/** The network at an instant, after everything that happens in it: plain data, read from the trace alone. */
export interface Scene {
  readonly t: Micros
  readonly title: string
  readonly networks: readonly CastNetwork[]
  /** In file order, clients too. */
  readonly machines: readonly Machine[]
  readonly frames: readonly Flight[]
}

export interface Machine {
  readonly name: string
  readonly system: string
  readonly systemTitle: string
  readonly isClient: boolean
  readonly power: Power
  readonly preempt: boolean
  /** How demoted it is; where groups are demoted, group carp. */
  readonly demotion: number
  readonly cards: readonly Card[]
  readonly vhosts: readonly VhostScene[]
  readonly pings: readonly PingScene[]
}

export interface Card {
  readonly name: string
  readonly network: string
  readonly address: string
  readonly carrier: boolean
  readonly up: boolean
  /** The ways from and to it that are cut. */
  readonly cuts: readonly CutWay[]
  /** What its packet filter blocks, and how what it sends is spoilt, in words. */
  readonly hindrances: readonly string[]
}

export interface CutWay {
  /** `out`: what it sends does not arrive at the other; `in`: what the other sends does not arrive here. */
  readonly way: 'out' | 'in'
  /** `skunk2`, or `skunk2.em0`, or `any`. */
  readonly other: string
  /** Of a cut that lets packets of the other family pass. */
  readonly family?: Family
}

export interface VhostScene {
  readonly interface: string
  readonly vhid: number
  /** `lan/1` */
  readonly group: string
  readonly state: VhostState
  readonly since: Micros
  /** As configured, and as set since. */
  readonly advbase: number
  readonly advskew: number
  /** What its advertisements say, or would: demoted. */
  readonly advertises: number
  readonly addresses: readonly string[]
  /** Those of its addresses for which it answers. */
  readonly holds: readonly string[]
  readonly timers: readonly Timer[]
}

export interface Timer {
  readonly name: TimerName
  readonly deadline: Micros
  readonly left: Micros
  /** Left of what it was armed with: from 1 to 0. */
  readonly share: number
}

export interface PingScene {
  readonly address: string
  /** Absent: it pings. */
  readonly of?: Asking
  /** Who answered the last ping of which anything is known: none where it was lost; null: nobody knows yet. */
  readonly by: readonly string[] | null
  /** Since when it has been so. */
  readonly since: Micros
  readonly lasts: Micros
}

/** A frame on its way to one machine. */
export interface Flight {
  /** Of the record of the frame, and of what becomes of it. */
  readonly id: number
  readonly end: number
  readonly kind: Kind
  readonly from: Place
  /** null: no machine takes it in, and it ends on the network. */
  readonly to: Place | null
  /** From 0 at the sender to 1 at the receiver. */
  readonly progress: number
  /** How far it gets: what is lost may die in the middle. */
  readonly ends: number
  /** Why it will not arrive, and the id of what makes it so. */
  readonly lost?: { readonly why: Loss | 'nobody takes it'; readonly because?: number }
}

export interface Place {
  readonly host: string
  readonly interface: string
}

export interface SceneOptions {
  readonly ascii: boolean
  /** The machine that is selected, or a card of it: `skunk1`, `skunk1.em0`. */
  readonly selected: string | null
  /** The frame that is selected, by the record of what becomes of it. */
  readonly flight?: number | null
}
