import { BudgetExceeded } from '../../engine/engine.ts'
import { InertEvent } from '../../scenario/play/play.ts'
import { TriggerLoop } from '../../scenario/play/triggers.ts'
import { describe, lasting } from '../../scenario/play/verbs.ts'
import type { Action, EventSpec, Scenario } from '../../scenario/scenario.ts'
import { simulate } from '../../simulate.ts'
import type { Micros } from '../../time.ts'
import { RecordLimit } from '../../trace/recorder.ts'
import type { Trace } from '../../trace/trace.ts'
import { TEXTS } from '../texts/texts.ts'

/** One course of events: a scenario and what comes of it. */
export interface Branch {
  readonly id: number
  readonly name: string
  readonly scenario: Scenario
  readonly trace: Trace
  readonly parent: number | null
  /** Where it left its parent: up to the end of that instant both are the same, record by record. */
  readonly from: Micros
  /** What was done then, in words: `cable of skunk1 em0 pulled`. */
  readonly act: string | null
}

/** Something that somebody does, and for how long it lasts, if not for ever. */
export interface Act {
  readonly action: Action
  readonly for?: Micros
}

/** @throws as simulate does; `trouble` has words for it */
export function rootOf(scenario: Scenario): Branch {
  return {
    id: 0,
    name: TEXTS.session.branches.first,
    scenario,
    trace: simulate(scenario),
    parent: null,
    from: 0,
    act: null,
  }
}

/**
 * The branch that begins when somebody acts at that time.
 *
 * The act is an event one microsecond later: events of a script come before everything else of their instant, and what
 * has happened by now, all of this instant included, is to stay as it is.
 *
 * @returns why there is none, where the act can do nothing, or sets off more than may happen
 */
export function branchOf(parent: Branch, id: number, name: string, at: Micros, act: Act): Branch | string {
  const { scenario: before } = parent
  if (at >= before.until) return TEXTS.session.branches.over(before.until)
  const event: EventSpec = { at: at + 1, evenIfInert: false, ...act }
  // What is done now may leave a later event nothing to do: that is no error.
  const others = before.events.map((other) => ({ ...other, evenIfInert: true }))
  try {
    const trace = simulate({ ...before, events: inPlace(others, event, at) })
    const scenario = { ...before, events: inPlace(stillMeant(before.events, trace), event, at) }
    return { id, name, scenario, trace, parent: parent.id, from: at, act: describe(act.action) }
  } catch (error) {
    const words = trouble(error)
    if (words === undefined) throw error
    return words
  }
}

/** In front of what happens after the cursor, so that it finds everything as it is there. */
function inPlace(events: readonly EventSpec[], event: EventSpec, cursor: Micros): EventSpec[] {
  const isLater = ({ at }: EventSpec) => at !== undefined && (typeof at === 'number' ? at : at.from) > cursor
  const place = events.findIndex(isLater)
  return place === -1 ? [...events, event] : [...events.slice(0, place), event, ...events.slice(place)]
}

/** The events as they were, but for those that could do nothing: of these it is said that they may. */
function stillMeant(events: readonly EventSpec[], { records }: Trace): EventSpec[] {
  const inert = new Set<string>()
  for (const record of records) if (record.kind === 'inert') inert.add(`${record.t} ${record.text}`)
  const isInert = ({ at, every, for: time, action }: EventSpec) => {
    return !every && inert.has(`${at} ${describe(time === undefined ? action : lasting(action))}`)
  }
  return events.map((event) => (event.evenIfInert || !isInert(event) ? event : { ...event, evenIfInert: true }))
}

/** What stopped a run, in words; undefined: it is no limit and no event of a scenario. */
export function trouble(error: unknown): string | undefined {
  const { inert, records, loop, events, instant } = TEXTS.session.stopped
  if (error instanceof InertEvent) return inert(describe(error.event.action), error.reason)
  if (error instanceof RecordLimit) return records(error.at, error.limit)
  if (error instanceof TriggerLoop) {
    return loop(error.at, error.events.map(({ action }) => describe(action)).join('; '))
  }
  if (!(error instanceof BudgetExceeded)) return undefined
  return (error.kind === 'run' ? events : instant)(error.at, error.limit)
}
