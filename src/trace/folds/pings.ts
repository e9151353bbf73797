import type { Micros } from '../../time.ts'
import type { Asking } from '../record.ts'
import type { Window } from './history.ts'

/**
 * Pings one after the other with one outcome: from the send of the first one to the send of the next one that has
 * another, or to the end of the run or of the machine's life.
 */
export interface PingStretch extends Window {
  /** Which machines answered each of them, by name: none, one, or several. */
  readonly by: readonly string[]
  readonly pings: number
  /** Nobody answered, and nobody ever had: the time before the first MASTER. */
  readonly atBoot: boolean
}

/** What became of the pings of one machine to one address, or of its requests over TCP to an address and port. */
export interface PingHistory {
  readonly host: string
  readonly address: string
  /** Absent: pings. */
  readonly of?: Asking
  /** sent = answered + lost + open */
  readonly sent: number
  readonly answered: number
  readonly lost: number
  /** Nobody knows yet: under way at the end, or when the machine that sent them lost its power. */
  readonly open: number
  /** Answers beyond the first. */
  readonly duplicates: number
  /** How often the connection was reset, or given up; of connections alone. */
  readonly broken?: number
  /** Pings of which a request or its passing on went to a MAC that no machine has or answers to. */
  readonly unclaimed: number
  readonly stretches: readonly PingStretch[]
}

/** What a ping history comes to. Times in microseconds. */
export interface OutageFigures {
  /** Silences after the first answer. */
  readonly outages: number
  /** How long nobody answered, in all, and how much of that was before the first answer. */
  readonly silence: Micros
  readonly silenceAtBoot: Micros
  /** How many pings were lost before the first answer. */
  readonly lostAtBoot: number
  /** The longest silence after the first answer. */
  readonly longestSilence: Micros
  /** Pings that two or more machines answered, and for how long. */
  readonly doubled: number
  readonly doubledTime: Micros
}

/** An address without the port that it may have: `10.0.0.3` of `10.0.0.3:80`. */
export function machineOf(address: string): string {
  if (address.startsWith('[')) return address.slice(1, address.indexOf(']'))
  return address.replace(/^([^:]*):\d+$/, '$1')
}

/** The times without an answer, after the first one. */
export function outagesOf({ stretches }: PingHistory): readonly PingStretch[] {
  return stretches.filter(({ by, atBoot }) => by.length === 0 && !atBoot)
}

export function outageFiguresOf(history: PingHistory): OutageFigures {
  const atBoot = history.stretches.filter((stretch) => stretch.atBoot)
  const outages = outagesOf(history)
  const doubled = history.stretches.filter(({ by }) => by.length > 1)
  return {
    outages: outages.length,
    silence: sum(outages, length) + sum(atBoot, length),
    silenceAtBoot: sum(atBoot, length),
    lostAtBoot: sum(atBoot, ({ pings }) => pings),
    longestSilence: outages.reduce((most, outage) => Math.max(most, length(outage)), 0),
    doubled: sum(doubled, ({ pings }) => pings),
    doubledTime: sum(doubled, length),
  }
}

function length({ from, to }: Window): Micros {
  return to - from
}

function sum(stretches: readonly PingStretch[], amount: (stretch: PingStretch) => number): number {
  return stretches.reduce((total, stretch) => total + amount(stretch), 0)
}
