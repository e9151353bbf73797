import type { Micros } from '../../time.ts'
import { figuresOf, type GroupHistory } from '../../trace/folds/history.ts'
import { outageFiguresOf, type PingHistory } from '../../trace/folds/pings.ts'
import { count, roughly } from '../words.ts'

/** What a run comes to for one group, in phrases. */
export interface Summary extends Phrases {
  readonly group: string
}

interface Phrases {
  readonly phrases: readonly string[]
  /** Whether there was split-brain, or somebody talked to two machines at once. */
  readonly alarming: boolean
}

export function summaryOf(group: GroupHistory): Summary {
  const { failovers, handovers, nobody, nobodyAtBoot, splitBrains, splitBrain, longestSplitBrain } = figuresOf(group)
  const vacant = roughly(nobody)
  const atBoot = nobodyAtBoot > 0 ? ` (${withoutUnitOf(vacant, roughly(nobodyAtBoot))} at boot)` : ''
  const times = splitBrains === 1 ? 'once, ' : `${splitBrains} times, longest ${roughly(longestSplitBrain)}, in all `
  return {
    group: group.name,
    phrases: [
      `${count(failovers, 'fail-over')}, ${count(handovers, 'hand-over')}`,
      `nobody MASTER ${vacant}${atBoot}`,
      splitBrains === 0 ? 'no split-brain' : `split-brain ${times}${roughly(splitBrain)}`,
    ],
    alarming: splitBrains > 0,
  }
}

/** How one speaks of what a machine asks. */
const ASKED = {
  ping: { one: 'ping', many: 'pings', to: 'to' },
  fetch: { one: 'fetch', many: 'fetches', to: 'of' },
  connection: { one: 'word', many: 'words', to: 'to' },
} as const

/** What a run comes to for a machine that pings an address, or asks it over TCP. */
export function pingSummaryOf(history: PingHistory, all: readonly PingHistory[]): Phrases {
  const { host, address, sent, answered, lost, unclaimed, broken = 0 } = history
  const { lostAtBoot, longestSilence, doubled, doubledTime } = outageFiguresOf(history)
  const several = all.some((other) => other.host === host && other.of === history.of && other.address !== address)
  const asked = ASKED[history.of ?? 'ping']
  const pings = `${count(sent, asked.one, asked.many)}${several ? ` ${asked.to} ${address}` : ''}`
  if (answered === 0 && lost > 0) return { phrases: [`${host} got no answer to ${pings}`], alarming: false }
  const phrases = [`${host} lost ${lost} of ${pings}${lostAtBoot > 0 ? ` (${lostAtBoot} at boot)` : ''}`]
  if (longestSilence > 0) phrases.push(`longest silence ${roughly(longestSilence)}`)
  if (unclaimed > 0) phrases.push(`${unclaimed} to a dead owner`)
  if (broken > 0) phrases.push(`its connection broke ${broken === 1 ? 'once' : `${broken} times`}`)
  if (doubled > 0) phrases.push(`${doubled} answered by two machines, for ${roughly(doubledTime)}`)
  return { phrases, alarming: doubled > 0 }
}

/** `3.04` of `3.04 s`, where the other has the same unit. */
function withoutUnitOf(other: string, text: string): string {
  const [value = text, unit, ...more] = text.split(' ')
  return more.length === 0 && other.endsWith(` ${unit}`) ? value : text
}

/** A change of MASTER, to ask about. */
export interface Question {
  readonly at: Micros
  readonly host: string
}

/** What a reader of a run may want to ask about first: its first fail-over, or what there is instead. */
export function questionOf(groups: readonly GroupHistory[]): Question | undefined {
  const moves = groups.flatMap(({ moves, vhosts }) => moves.map((move) => ({ ...move, vhosts })))
  const move = moves.find(({ kind }) => kind === 'fail-over') ?? moves[0]
  const host = move?.vhosts[move.to[0]!]?.host
  return move === undefined || host === undefined ? undefined : { at: move.t, host }
}
