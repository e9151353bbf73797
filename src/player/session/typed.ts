import { ScenarioError } from '../../scenario/error.ts'
import { readScenario } from '../../scenario/load.ts'
import { saveScenario } from '../../scenario/save/save.ts'
import type { EventSpec, Scenario } from '../../scenario/scenario.ts'
import type { Command, Session } from './state.ts'
import { currentOf } from './state.ts'

/** What a line that was typed means. */
export function typed(session: Session, line: string): Command | { error: string } {
  const event = eventOf(currentOf(session).scenario, line.trim())
  if ('error' in event) return event
  return { do: 'act', action: event.action, ...(event.for !== undefined && { for: event.for }) }
}

export function completions(_session: Session, _line: string): readonly string[] {
  return []
}

/** The language's own reader: what is typed is an event of the scenario, less its time. */
function eventOf(scenario: Scenario, line: string): EventSpec | { error: string } {
  const cast = saveScenario({ ...scenario, events: [], expect: [] })
  try {
    return readScenario(cast, 'cast', { patches: [{ event: `0s ${line}` }] }).scenario.events[0]!
  } catch (error) {
    if (error instanceof ScenarioError) return { error: error.problems[0]!.message }
    throw error
  }
}
