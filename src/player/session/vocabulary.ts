import { type Vocabulary, vocabularyOf } from '../../host/commands/vocabulary.ts'
import { Simulator } from '../../simulate.ts'
import type { Trace } from '../../trace/trace.ts'
import { currentOf, type Session } from './state.ts'

/** So many records a run has at most that is played again up to the cursor. */
const SHORT = 20_000

/** What a trace was asked last. */
const asked = new WeakMap<Trace, { readonly about: string; readonly words: Vocabulary }>()

/** What can be named in a command on a machine at the cursor; of a long run, what is there when it begins. */
export function vocabularyAt(session: Session, host: string): Vocabulary {
  const { scenario, trace } = currentOf(session)
  const at = trace.records.length > SHORT ? 0 : session.cursor
  const about = `${host} ${at}`
  const last = asked.get(trace)
  if (last?.about === about) return last.words
  const words = new Simulator(scenario).ask(host, at, vocabularyOf)
  asked.set(trace, { about, words })
  return words
}

/** The lines that were typed on a machine by now, the first one first. */
export function historyOf(session: Session, host: string): readonly string[] {
  const { events } = currentOf(session).scenario
  return events.flatMap(({ at, action }) => {
    const isPast = typeof at === 'number' && at <= session.cursor
    return isPast && action.verb === 'run' && action.host === host ? [action.command] : []
  })
}
