import { SentenceNames } from '../../scenario/sentences/names.ts'
import { readSentence } from '../../scenario/sentences/read.ts'
import type { Micros } from '../../time.ts'
import { filterOf } from '../../trace/filter.ts'
import { leading } from '../../trace/leading.ts'
import type { RecordOf, TraceRecord } from '../../trace/record.ts'
import type { Sentence } from '../../trace/sentence.ts'
import type { Trace } from '../../trace/trace.ts'
import { Causes } from '../../views/causes.ts'
import { eventRows } from '../../views/events/events.ts'
import { TEXTS } from '../texts/texts.ts'
import type { Branch } from './branch.ts'

export { stateAt } from './now.ts'

// What of a trace has happened, and what comes next. Lists are made once a trace.

/** How many of these have happened when all is done at that time. */
export function countTo(records: readonly { readonly t: Micros }[], t: Micros): number {
  return leading(records, (record) => record.t <= t)
}

/** How many records there are up to the end of that instant. */
export function upTo({ trace }: Branch, t: Micros): number {
  return countTo(trace.records, t)
}

/** Which events are told. */
export interface Telling {
  /** A sentence; empty: all. */
  readonly filter: string
  readonly verbose: boolean
}

/**
 * The records that are told as events: what the story tells; all of them where that is asked for, or where a filter asks
 * for more than names.
 */
export function eventsOf(branch: Branch, { filter, verbose }: Telling): readonly TraceRecord[] {
  const sentence = filter === '' ? undefined : readFilter(branch, filter).sentence
  const all = verbose || (sentence !== undefined && sentence.sort !== 'names')
  if (sentence === undefined) return all ? branch.trace.records : toldIn(branch.trace)
  return kept(branch.trace, `${all} ${filter}`, () => {
    return (all ? branch.trace.records : toldIn(branch.trace)).filter(filterOf(sentence, branch.trace))
  })
}

/** The changes of state. */
export function transitionsOf({ trace }: Branch): readonly RecordOf<'transition'>[] {
  const isTransition = (record: TraceRecord) => record.kind === 'transition'
  return kept(trace, 'transitions', () => trace.records.filter(isTransition)) as RecordOf<'transition'>[]
}

/** The next time after this one at which one of these happens, or the last one before it. */
export function nextTime(records: readonly TraceRecord[], t: Micros, way: 1 | -1): Micros | undefined {
  return way === 1 ? records[countTo(records, t)]?.t : records[countTo(records, t - 1) - 1]?.t
}

/** Reads what somebody wants to see: a sentence, or what is wrong with it. */
export function readFilter({ scenario }: Branch, text: string): { sentence?: Sentence; wrong?: string } {
  const { sentence, flaw } = readSentence(text, SentenceNames.of(scenario))
  if (sentence !== undefined) return { sentence }
  return { wrong: flaw?.message ?? TEXTS.session.filter.noSentence }
}

/** What the story tells. One record may be told in several entries. */
function toldIn(trace: Trace): readonly TraceRecord[] {
  return kept(trace, 'told', () => {
    const records = new Causes(trace.records)
    return [...new Set(eventRows(trace, { verbose: false }).map(({ id }) => id))].map((id) => records.get(id)!)
  })
}

/** Lists of a trace, those asked for last. */
const lists = new WeakMap<Trace, Map<string, readonly TraceRecord[]>>()
const MOST_LISTS = 20

function kept(trace: Trace, name: string, make: () => readonly TraceRecord[]): readonly TraceRecord[] {
  const known = lists.get(trace) ?? new Map<string, readonly TraceRecord[]>()
  lists.set(trace, known)
  const list = known.get(name) ?? make()
  if (!known.has(name) && known.size >= MOST_LISTS) known.delete(known.keys().next().value!)
  return known.set(name, list).get(name)!
}
