import type { Micros } from '../../time.ts'
import type { State } from '../record.ts'

/**
 * What a virtual host is: one of CARP's states, or nothing at all while its machine or daemon is off. One whose machine
 * stands still answers nobody, whatever its state is when it goes on.
 */
export type VhostState = State | 'off' | 'paused'

/** A stretch of time: [from, to). */
export interface Window {
  readonly from: Micros
  readonly to: Micros
}

export interface Span extends Window {
  readonly state: VhostState
}

/** Who was MASTER for a while: places in the group's list of virtual hosts; none, one, or several. */
export interface Tenure extends Window {
  readonly masters: readonly number[]
}

/** More than one MASTER for a while. */
export interface Overlap extends Window {
  readonly kind: 'hand-over' | 'split-brain'
}

/** MASTER became somebody else: after nobody was, or from hand to hand. */
export interface Move {
  readonly kind: 'fail-over' | 'hand-over'
  readonly t: Micros
  readonly from: readonly number[]
  readonly to: readonly number[]
}

/** The life of one virtual host. Its spans follow each other without a gap from 0 to the end of the run. */
export interface VhostHistory {
  readonly host: string
  readonly interface: string
  readonly advbase: number
  readonly advskew: number
  readonly spans: readonly Span[]
}

/** The life of a group: the virtual hosts of one number on one network, which share its addresses. */
export interface GroupHistory {
  /** `lan/1` */
  readonly name: string
  readonly addresses: readonly string[]
  /** In file order. */
  readonly vhosts: readonly VhostHistory[]
  /** One after the other, without a gap, from 0 to the end of the run. */
  readonly tenures: readonly Tenure[]
  readonly overlaps: readonly Overlap[]
  readonly moves: readonly Move[]
}

/** What a history comes to. Times in microseconds. */
export interface Figures {
  readonly failovers: number
  readonly handovers: number
  /** How long nobody was MASTER, in all, and how much of that was before the first one. */
  readonly nobody: Micros
  readonly nobodyAtBoot: Micros
  /** The longest time without a MASTER since there was one. */
  readonly longestNobody: Micros
  readonly splitBrains: number
  readonly splitBrain: Micros
  readonly longestSplitBrain: Micros
}

export function figuresOf({ tenures, overlaps, moves }: GroupHistory): Figures {
  const splitBrains = overlaps.filter(({ kind }) => kind === 'split-brain').map(length)
  const [first] = tenures
  const nobodyAtBoot = first?.masters.length === 0 ? length(first) : 0
  const vacancies = tenures.filter(({ masters }) => masters.length === 0).map(length)
  return {
    failovers: moves.filter(({ kind }) => kind === 'fail-over').length,
    handovers: moves.filter(({ kind }) => kind === 'hand-over').length,
    nobody: sum(vacancies),
    nobodyAtBoot,
    longestNobody: longest(vacancies.slice(nobodyAtBoot > 0 ? 1 : 0)),
    splitBrains: splitBrains.length,
    splitBrain: sum(splitBrains),
    longestSplitBrain: longest(splitBrains),
  }
}

function length({ from, to }: Window): Micros {
  return to - from
}

function sum(times: readonly Micros[]): Micros {
  return times.reduce((total, time) => total + time, 0)
}

function longest(times: readonly Micros[]): Micros {
  return times.reduce((most, time) => Math.max(most, time), 0)
}
