import { BudgetExceeded } from '../engine/engine.ts'
import { castOf } from '../scenario/compile.ts'
import { ScenarioError } from '../scenario/error.ts'
import { loadScenario } from '../scenario/load.ts'
import { InertEvent } from '../scenario/play.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { simulate } from '../simulate.ts'
import { formatTime, type Micros } from '../time.ts'
import type { GroupHistory } from '../trace/folds/history.ts'
import { mastership } from '../trace/folds/mastership.ts'
import type { Level } from '../trace/record.ts'
import { RecordLimit } from '../trace/recorder.ts'
import type { Trace } from '../trace/trace.ts'
import { Failure } from './exit.ts'

/** What a command line may say in place of the scenario. */
export interface PlayOptions {
  readonly seed?: string
  readonly until?: Micros
  readonly level?: Level
  readonly budget?: number
  readonly records?: number
}

export interface Played {
  readonly trace: Trace
  readonly groups: readonly GroupHistory[]
}

/**
 * Reads a scenario and plays it.
 *
 * @param name - of the file, for messages
 * @throws Failure: the user's errors, with messages to be shown as they are
 */
export function play(text: string, name: string, options: PlayOptions): Played {
  const { until, ...rest } = options
  const loaded = load(text, name)
  const scenario = until === undefined ? loaded : { ...loaded, until }
  const fold = mastership(castOf(scenario))
  try {
    const trace = simulate(scenario, { ...rest, folds: [fold] })
    return { trace, groups: fold.end(scenario.until) }
  } catch (error) {
    throw explained(error, text, name, scenario)
  }
}

function load(text: string, name: string): Scenario {
  try {
    return loadScenario(text, name)
  } catch (error) {
    throw error instanceof ScenarioError ? new Failure(error.message) : error
  }
}

/** What stopped a run, in the words of the command line. */
function explained(error: unknown, text: string, name: string, scenario: Scenario): unknown {
  if (error instanceof InertEvent) return inert(error, text, name, scenario)
  if (error instanceof RecordLimit) {
    const remedy = '--level changes keeps fewer, --records N allows more'
    return new Failure(`${name}: stopped at ${formatTime(error.at)}: more than ${error.limit} records; ${remedy}`)
  }
  if (!(error instanceof BudgetExceeded)) return error
  const { kind, at, limit } = error
  const what =
    kind === 'run'
      ? `more than ${limit} events; --budget N allows more`
      : `more than ${limit} events at one instant: they set each other off in a loop`
  return new Failure(`${name}: stopped at ${formatTime(at)}: ${what}`)
}

/** An event that could not act, shown in its file. */
function inert({ event, reason, at }: InertEvent, text: string, name: string, scenario: Scenario): Failure {
  const remedy = 'say even-if-inert: true where that is meant'
  const message = `at ${formatTime(at)} this can do nothing: ${reason}; ${remedy}`
  const { line } = event
  if (line === undefined) return new Failure(`${name}: ${message}`)
  const lines = text.split(/\r\n|\n|\r/)
  const shown = lines[line - 1] ?? ''
  const column = shown.search(/[^\s-]|$/) + 1
  const path = `events[${scenario.events.indexOf(event)}]`
  const length = Math.max(1, shown.trimEnd().length - column + 1)
  return new Failure(new ScenarioError([{ file: name, line, column, length, path, message }], lines).message)
}
