import { BudgetExceeded } from '../engine/engine.ts'
import { castOf } from '../scenario/compile.ts'
import { ScenarioError } from '../scenario/error.ts'
import { InertEvent } from '../scenario/play.ts'
import { simulate } from '../simulate.ts'
import { runSeeds } from '../sweep/seeds.ts'
import { formatTime } from '../time.ts'
import type { GroupHistory } from '../trace/folds/history.ts'
import { mastership } from '../trace/folds/mastership.ts'
import type { Level } from '../trace/record.ts'
import { RecordLimit } from '../trace/recorder.ts'
import type { Trace } from '../trace/trace.ts'
import type { SeedRun } from '../views/spread.ts'
import { Failure } from './exit.ts'
import { progress, showsProgress } from './progress.ts'
import type { Source } from './scenario.ts'

/** How much a run may take and keep. */
export interface PlayOptions {
  readonly level?: Level
  readonly budget?: number
  readonly records?: number
  /** What to do about too many records, besides allowing more. */
  readonly remedy?: string
  /** No word of how far a long run has come. */
  readonly quiet?: true
}

export interface Played {
  readonly trace: Trace
  readonly groups: readonly GroupHistory[]
}

/**
 * Plays a scenario.
 *
 * @throws Failure: the user's errors, with messages to be shown as they are
 */
export function play(source: Source, options: PlayOptions): Played {
  const { scenario } = source
  const fold = mastership(castOf(scenario))
  const { level = 'all', budget, records, quiet = false } = options
  const shown = showsProgress(quiet) ? progress(scenario.until) : undefined
  try {
    const limits = { ...(budget && { budget }), ...(records && { records }) }
    const told = shown && { onProgress: shown.at }
    const trace = simulate(scenario, { level, ...limits, ...told, folds: [fold] })
    return { trace, groups: fold.end(scenario.until) }
  } catch (error) {
    throw explained(error, source, options.remedy)
  } finally {
    shown?.end()
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
function explained(error: unknown, source: Source, remedy = '--level changes keeps fewer'): unknown {
  const { name } = source
  if (error instanceof InertEvent) return inert(error, source)
  if (error instanceof RecordLimit) {
    const remedies = `${remedy}, --records N allows more`
    return new Failure(`${name}: stopped at ${formatTime(error.at)}: more than ${error.limit} records; ${remedies}`)
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
function inert({ event, reason, at }: InertEvent, { name, scenario, sources }: Source): Failure {
  const remedy = 'say even-if-inert: true where that is meant'
  const message = `at ${formatTime(at)} this can do nothing: ${reason}; ${remedy}`
  const { line, file = name } = event
  const shown = line === undefined ? undefined : sources.get(file)?.lines[line - 1]
  if (line === undefined || shown === undefined) return new Failure(`${name}: ${message}`)
  const column = shown.search(/[^\s-]|$/) + 1
  const path = `events[${scenario.events.indexOf(event)}]`
  const length = Math.max(1, shown.trimEnd().length - column + 1)
  return new Failure(new ScenarioError([{ file, line, column, length, path, message }], sources).message)
}
