import type { Micros } from '../../time.ts'
import { measure } from '../../trace/fold.ts'
import type { GroupHistory } from '../../trace/folds/history.ts'
import { mastership } from '../../trace/folds/mastership.ts'
import type { RecordOf } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { faultsOf } from '../../views/faults.ts'
import { once } from '../../views/once.ts'
import { affectedBy } from './affected.ts'
import { type Answer, type When, type Who, whoOf } from './answers.ts'

export * from './answers.ts'

// What can be asked before something that is done plays out, and what the answer is. A fault has been played out by the
// time at which the next thing is done, or the run ends: who is MASTER then, and since when, is read from the trace.

/** What is done at one instant, and the groups whose machines it is about. */
export interface Doing {
  readonly t: Micros
  /** In words: `cable of skunk1 em0 pulled`. */
  readonly faults: readonly string[]
  /** `lan/1`; none: who is MASTER has nothing to do with it. */
  readonly groups: readonly string[]
}

/** What comes of it in a group. */
export interface Outcome {
  readonly group: string
  /** When it was done. */
  readonly t: Micros
  readonly who: Who
  /** The places of those who are MASTER. */
  readonly masters: readonly number[]
  /** Since when; null: since before, nothing changed. */
  readonly since: Micros | null
  /** How often somebody became MASTER, or ceased to be. */
  readonly changes: number
  /** When it was looked: all that was recorded before that id had happened. */
  readonly at: Micros
  readonly before: number
}

export interface Judgement {
  readonly answer: Answer
  readonly outcome: Outcome
  readonly who: boolean
  /** Whether both are right. */
  readonly right: boolean
  /** By how much that time was missed: more than zero, where it takes longer than was said. Null: there is no such time. */
  readonly off: Micros | null
}

/** What will come of what is done next: one question for each group. */
export interface Question extends Doing {
  /** To the first of the groups. */
  readonly answers: readonly Answer[]
}

/** Whether somebody wants to be asked, what he has seen, and how he does. */
export interface Predicting {
  readonly on: boolean
  /** Of each branch, by its id, up to when it has been seen: nothing later is shown. */
  readonly seen: ReadonlyMap<number, Micros>
  readonly question: Question | null
  /** Whether time went on when the question came. */
  readonly played: boolean
  /** What was answered last. */
  readonly judged: readonly Judgement[]
  readonly asked: number
  readonly right: number
}

export const NOT_PREDICTING: Predicting = {
  on: false,
  seen: new Map(),
  question: null,
  played: false,
  judged: [],
  asked: 0,
  right: 0,
}

/** All that is done in a run. To look at something changes nothing. */
const doneIn = once((trace: Trace): readonly RecordOf<'fault'>[] =>
  faultsOf(trace.records).filter(({ verb }) => verb !== 'probe'),
)

/** The first thing that is done after one time, up to another, and is worth a question. */
export function nextDoing(trace: Trace, after: Micros, upTo: Micros): Doing | undefined {
  for (const { t } of doneIn(trace)) {
    if (t > upTo) return undefined
    if (t <= after) continue
    const doing = doingAt(trace, t)
    if (doing.groups.length > 0) return doing
  }
  return undefined
}

export function doingAt(trace: Trace, t: Micros): Doing {
  const faults = doneIn(trace).filter((fault) => fault.t === t)
  const groups = new Set(faults.flatMap((fault) => affectedBy(trace, fault)))
  return { t, faults: faults.map(({ text }) => text), groups: [...groups] }
}

/** What comes of what is done at a time, in a group. */
export function outcomeOf(trace: Trace, t: Micros, group: string): Outcome {
  const next = nextOf(trace, t)
  const at = next?.t ?? trace.until
  const before = next?.id ?? Number.MAX_SAFE_INTEGER
  const { tenures, overlaps } = groupIn(trace, { at, before, group })
  const { from, masters } = tenures.at(-1)!
  // MASTER is handed over when the new one takes it; that the old one yields comes of that.
  const handOver = overlaps.find(({ to, kind }) => to === from && kind === 'hand-over')
  const began = handOver !== undefined && handOver.from >= t ? handOver.from : from
  const changes = tenures.filter((tenure) => tenure.from >= t).length
  return { group, t, who: whoOf(masters), masters, since: began < t ? null : began, changes, at, before }
}

/** A group as it was before anything was done at that time. */
export function groupBefore(trace: Trace, t: Micros, group: string): GroupHistory {
  const before = doneIn(trace).find((fault) => fault.t === t)!.id
  return groupIn(trace, { at: t, before, group })
}

/** The first thing that is done later than at that time. */
export function nextOf(trace: Trace, t: Micros): RecordOf<'fault'> | undefined {
  return doneIn(trace).find((fault) => fault.t > t)
}

/** When all had happened that was recorded before an id; a group of that time. */
type Moment = Pick<Outcome, 'at' | 'before' | 'group'>

/** A group as it was then. */
export function groupIn(trace: Trace, { at, before, group }: Moment): GroupHistory {
  const known = measured(trace).get(before) ?? measure(recordsBefore(trace, before), at + 1, mastership(trace.hosts))
  measured(trace).set(before, known)
  return known.find(({ name }) => name === group)!
}

const measured = once((_: Trace) => new Map<number, readonly GroupHistory[]>())

function recordsBefore({ records }: Trace, before: number) {
  const end = records.findIndex(({ id }) => id >= before)
  return end === -1 ? records : records.slice(0, end)
}

/** Whether an answer is right; of one that is not, what of it is. */
export function judged(answer: Answer, outcome: Outcome): Judgement {
  const { since, t } = outcome
  const { when } = answer
  const who = answer.who === outcome.who
  const off = when === null || since === null ? null : missedBy(when, since - t)
  const inTime = when === null || since === null ? when === since : off === 0
  return { answer, outcome, who, right: who && inTime, off }
}

function missedBy({ from, to, said }: When, delay: Micros): Micros {
  if (delay >= from && delay < to) return 0
  return delay - (said ?? (delay < from ? from : to - 1))
}
