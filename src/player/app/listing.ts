import { filterOf } from '../../trace/filter.ts'
import type { Sentence } from '../../trace/sentence.ts'
import type { Trace } from '../../trace/trace.ts'
import { type EventRow, eventRows, lastBy, paintEvents, rowsTold, tellAhead } from '../../views/events/events.ts'
import type { Line } from '../../views/lanes/paint.ts'
import { seenIn } from '../session/known.ts'
import { eventsOf, readFilter, stateAt } from '../session/seen.ts'
import { currentOf, type Session } from '../session/session.ts'
import { TEXTS } from '../texts/texts.ts'
import type { Size } from './program.ts'

/** The list of events around the cursor; of a long run, whether it has been told so far. */
export function eventLines(session: Session, size: Size, ascii: boolean): Line[] {
  const { trace } = currentOf(session)
  const list = { verbose: isFull(session) }
  const isWhole = tellAhead(trace, list, atOnce(list))
  const told = rowsTold(trace, list)
  const isThere = (told.rows.at(-size.rows)?.t ?? 0) > session.cursor
  if (isWhole || (session.filter === '' && isThere)) {
    const rows = isWhole ? rowsOf(session) : seenOf(session, told.rows)
    return paintEvents(rows, rowAt(rows, session), size, { ascii })
  }
  return [[{ text: ` ${TEXTS.reading(told.share)}`, style: 'faint' }]]
}

/** How many records are told between two frames: a long run must not make anybody wait for the next one. */
function atOnce({ verbose }: { readonly verbose: boolean }): number {
  return verbose ? 2_000 : 10_000
}

/** Does a part of what keys will ask of a long run: to list its events, to step through them, to know how things are. */
export function readOn(session: Session): void {
  const branch = currentOf(session)
  const list = listsOf(session).find((one) => !isTold(branch.trace, one))
  if (list !== undefined) tellAhead(branch.trace, list, atOnce(list))
  else if (!followed.has(branch.trace)) {
    eventsOf(branch, session)
    stateAt(branch, session.cursor)
    followed.add(branch.trace)
  }
}

/** Whether all of that is done. */
export function isRead(session: Session): boolean {
  const { trace } = currentOf(session)
  return listsOf(session).every((list) => isTold(trace, list)) && followed.has(trace)
}

const followed = new WeakSet<Trace>()

function listsOf(session: Session): { readonly verbose: boolean }[] {
  return [{ verbose: false }, { verbose: isFull(session) }]
}

function isTold(trace: Trace, list: { readonly verbose: boolean }): boolean {
  return rowsTold(trace, list).share === 1
}

/** The row of the list of events that is looked at: what is picked, or what happened last; -1: nothing has happened. */
export function rowAt(rows: readonly EventRow[], { cursor, picked }: Session): number {
  const last = lastBy(rows, cursor)
  for (let at = last; picked !== null && rows[at]?.t === rows[last]?.t && at >= 0; at--) {
    if (rows[at]!.id === picked) return at
  }
  return last
}

/** What happened, as far as it has been seen. */
export function rowsOf(session: Session): readonly EventRow[] {
  return seenOf(session, allRowsOf(session))
}

function seenOf(session: Session, rows: readonly EventRow[]): readonly EventRow[] {
  const seen = seenIn(session)
  if (seen >= currentOf(session).scenario.until) return rows
  return rows.slice(0, lastBy(rows, seen) + 1).flatMap((row) => row.by(seen) ?? [])
}

/** Lists of a trace are made once, for the last question that was asked of it. */
const lists = new WeakMap<Trace, { readonly about: string; readonly rows: readonly EventRow[] }>()

function allRowsOf(session: Session): readonly EventRow[] {
  const branch = currentOf(session)
  const { filter, verbose } = session
  const about = `${verbose} ${filter}`
  const known = lists.get(branch.trace)
  if (known?.about === about) return known.rows
  const sentence = sentenceOf(session)
  const rows = eventRows(branch.trace, {
    verbose: isFull(session),
    ...(sentence !== undefined && { filter: filterOf(sentence, branch.trace) }),
  })
  lists.set(branch.trace, { about, rows })
  return rows
}

/** Whether the list is of all that happened: that is asked for, or a filter asks for more than names. */
function isFull(session: Session): boolean {
  const sentence = sentenceOf(session)
  return session.verbose || (sentence !== undefined && sentence.sort !== 'names')
}

function sentenceOf(session: Session): Sentence | undefined {
  return session.filter === '' ? undefined : readFilter(currentOf(session), session.filter).sentence
}
