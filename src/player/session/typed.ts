import { ScenarioError } from '../../scenario/error.ts'
import { readScenario } from '../../scenario/load.ts'
import { VERBS } from '../../scenario/read/verbs.ts'
import { saveScenario } from '../../scenario/save/save.ts'
import type { EventSpec, Scenario } from '../../scenario/scenario.ts'
import { shown } from '../../scenario/text/printable.ts'
import { didYouMean } from '../../scenario/text/suggest.ts'
import { TEXTS } from '../texts/texts.ts'
import { LINES, type Typed, usageOf } from './lines.ts'
import { currentOf, type Session } from './state.ts'

export { completions } from './completions.ts'

const LONGEST = 2_000
const USAGE = TEXTS.session.usage

/** What a line means that somebody typed: a word of the player, or an event of the language, less its time. */
export function typed(session: Session, line: string): Typed {
  if (line.length > LONGEST) return { error: USAGE.tooLong(LONGEST) }
  const [word = ''] = line.trim().split(/\s/)
  const rest = line.trim().slice(word.length).trim()
  if (word === '') return { error: USAGE.nothing }
  const isVerb = Object.hasOwn(VERBS, word)
  // A machine can be paused, too.
  if (Object.hasOwn(LINES, word) && !(isVerb && rest !== '')) {
    return LINES[word]!.read(rest, session) ?? { error: usageOf(word) }
  }
  if (isVerb) return acting(currentOf(session).scenario, `${word} ${rest}`)
  return { error: USAGE.unknown(shown(word)) + didYouMean(word, KNOWN) }
}

const KNOWN = [...Object.keys(LINES), ...Object.keys(VERBS)]

const TIMES = ['at', 'when', 'whenever', 'every']

function acting(scenario: Scenario, line: string): Typed {
  const words = line.replace(/"[^"]*"|'[^']*'/g, '').split(/\s+/)
  const time = TIMES.find((word) => words.includes(word))
  if (time !== undefined) return { error: USAGE.now(time) }
  const event = eventOf(scenario, line)
  if ('error' in event) return event
  return { do: 'act', action: event.action, ...(event.for !== undefined && { for: event.for }) }
}

/** By the reader of the language: what is typed is one event more of the same machines. */
function eventOf(scenario: Scenario, line: string): EventSpec | { readonly error: string } {
  const patches = [{ event: `0s ${line}` }]
  try {
    return readScenario(castOf(scenario), 'machines', { patches }).scenario.events[0]!
  } catch (error) {
    if (error instanceof ScenarioError) return { error: error.problems[0]!.message }
    throw error
  }
}

const casts = new WeakMap<Scenario['hosts'], string>()

/** The machines of a scenario and their networks as a file: the same for all branches. */
function castOf(scenario: Scenario): string {
  const known = casts.get(scenario.hosts) ?? saveScenario({ ...scenario, events: [], expect: [] })
  casts.set(scenario.hosts, known)
  return known
}
