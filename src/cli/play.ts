import { BudgetExceeded } from '../engine/engine.ts'
import { castOf } from '../scenario/compile.ts'
import { ScenarioError } from '../scenario/error.ts'
import { InertEvent } from '../scenario/play.ts'
import { simulate } from '../simulate.ts'
import { runSeeds } from '../sweep/seeds.ts'
import { formatTime } from '../time.ts'
import type { GroupHistory } from '../trace/folds/history.ts'
import { mastership } from '../trace/folds/mastership.ts'
import { outages } from '../trace/folds/outages.ts'
import type { PingHistory } from '../trace/folds/pings.ts'
import type { Level } from '../trace/record.ts'
import { RecordLimit } from '../trace/recorder.ts'
import type { Trace } from '../trace/trace.ts'
import type { SeedRun } from '../views/spread.ts'
import { Failure } from './exit.ts'
import type { Source } from './scenario.ts'

/** How much a run may take and keep. */
export interface PlayOptions {
  readonly level?: Level
  readonly budget?: number
  readonly records?: number
}

export interface Played {
  readonly trace: Trace
  readonly groups: readonly GroupHistory[]
  readonly pings: readonly PingHistory[]
}

/**
 * Plays a scenario.
 *
 * @throws Failure: the user's errors, with messages to be shown as they are
 */
export function play(source: Source, options: PlayOptions): Played {
  const { scenario } = source
  const cast = castOf(scenario)
  const groups = mastership(cast)
  const pings = outages(cast)
  try {
    const { level = 'all', budget, records } = options
    const limits = { ...(budget && { budget }), ...(records && { records }) }
    const trace = simulate(scenario, { level, ...limits, folds: [groups, pings] })
    return { trace, groups: groups.end(scenario.until), pings: pings.end(scenario.until) }
  } catch (error) {
    throw explained(error, source)
  }
}

/**
 * Plays a scenario once for each seed; of each run there are figures only.
 *
 * @throws Failure: the user's errors, with messages to be shown as they are
 */
export function playSeeds(source: Source, seeds: readonly string[], { budget }: PlayOptions): SeedRun[] {
  const runs: SeedRun[] = []
  try {
    for (const run of runSeeds(source.scenario, seeds, budget === undefined ? {} : { budget })) runs.push(run)
  } catch (error) {
    throw explained(error, { ...source, name: `${source.name}, seed ${seeds[runs.length]}` })
  }
  return runs
}

/** What stopped a run, in the words of the command line. */
function explained(error: unknown, source: Source): unknown {
  const { name } = source
  if (error instanceof InertEvent) return inert(error, source)
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
function inert({ event, reason, at }: InertEvent, { name, text, scenario }: Source): Failure {
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
