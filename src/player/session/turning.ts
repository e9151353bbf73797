import type { Micros } from '../../time.ts'
import type { TraceRecord } from '../../trace/record.ts'
import { countTo, eventsOf, transitionsOf } from './seen.ts'
import { currentOf, type Session } from './state.ts'

/** Who steps to what happens to another machine than the selected one looks at that one: why is asked of it. */
export function turned(before: Session, after: Session, by: 'event' | 'transition'): Session {
  const { selected, cursor } = after
  // A step that has met a question has gone to nothing yet.
  if (selected === null || cursor === before.cursor || after.predicting.question !== null) return after
  const hosts = hostsAt(after, by)
  return hosts.length === 0 || hosts.includes(selected.host) ? after : { ...after, selected: { host: hosts.at(-1)! } }
}

/** Whom the present instant is about, of those that elect: who changes, or else who is in the list of events. */
function hostsAt(session: Session, by: 'event' | 'transition'): string[] {
  const branch = currentOf(session)
  const { cursor, verbose } = session
  const changing = at(transitionsOf(branch), cursor).map(({ host }) => host)
  // Among routine advertisements and timers nobody wants to be turned each time.
  if (changing.length > 0 || by === 'transition' || verbose) return changing
  const electing = new Set(branch.trace.hosts.filter(({ vhosts }) => vhosts.length > 0).map(({ name }) => name))
  return at(eventsOf(branch, session), cursor).flatMap((record) =>
    'host' in record && electing.has(record.host) ? [record.host] : [],
  )
}

function at<R extends TraceRecord>(records: readonly R[], t: Micros): readonly R[] {
  return records.slice(countTo(records, t - 1), countTo(records, t))
}
