import { BudgetExceeded } from '../engine/engine.ts'
import { castOf } from '../scenario/play/compile.ts'
import { InertEvent } from '../scenario/play/play.ts'
import { TriggerLoop } from '../scenario/play/triggers.ts'
import type { EventSpec } from '../scenario/scenario.ts'
import { simulate } from '../simulate.ts'
import { runSeeds } from '../sweep/seeds.ts'
import { formatTime } from '../time.ts'
import type { Judgement } from '../trace/expectation.ts'
import { expectationsFold } from '../trace/folds/expectations.ts'
import type { GroupHistory } from '../trace/folds/history.ts'
import { mastership } from '../trace/folds/mastership.ts'
import { outages } from '../trace/folds/outages.ts'
import type { PingHistory } from '../trace/folds/pings.ts'
import type { Level } from '../trace/record.ts'
import { RecordLimit } from '../trace/recorder.ts'
import type { Trace } from '../trace/trace.ts'
import type { SeedRun } from '../views/verdict/spread.ts'
import { roughly } from '../views/words.ts'
import { Failure } from './exit.ts'
import { framed } from './frames.ts'
import { progress, showsProgress } from './progress.ts'
import type { Source } from './scenario.ts'

/** How much a run may take and keep. */
export interface PlayOptions {
  readonly level?: Level
  readonly budget?: number
  readonly records?: number
  /** What to do about too many records, besides allowing more. */
  readonly remedy?: string
  readonly triggers?: number
  /** No word of how far a long run has come. */
  readonly quiet?: true
}

export interface Played {
  readonly trace: Trace
  readonly groups: readonly GroupHistory[]
  readonly pings: readonly PingHistory[]
  /** What came of the scenario's expectations, in file order. */
  readonly judgements: readonly Judgement[]
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
  const expecting = expectationsFold(scenario.expect, cast)
  const { until } = scenario
  const shown = shownProgress(options, until, (at) => `${roughly(at)} of ${roughly(until)}`)
  try {
    const { level = 'all', budget, records, triggers } = options
    const limits = { ...(budget && { budget }), ...(records && { records }), ...(triggers && { triggers }) }
    const told = shown && { onProgress: shown.at }
    const trace = simulate(scenario, { level, ...limits, ...told, folds: [groups, pings, expecting] })
    return { trace, groups: groups.end(until), pings: pings.end(until), judgements: expecting.end(until) }
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
export function playSeeds(source: Source, seeds: readonly string[], options: PlayOptions): SeedRun[] {
  const { budget, triggers } = options
  const runs: SeedRun[] = []
  const limits = { ...(budget && { budget }), ...(triggers && { triggers }) }
  const shown = shownProgress(options, seeds.length, (done) => `run ${done} of ${seeds.length}`)
  try {
    for (const run of runSeeds(source.scenario, seeds, limits)) {
      runs.push(run)
      shown?.at(runs.length)
    }
  } catch (error) {
    throw explained(error, { ...source, name: `${source.name}, seed ${seeds[runs.length]}` })
  } finally {
    shown?.end()
  }
  return runs
}

function shownProgress({ quiet }: PlayOptions, total: number, say: (done: number) => string) {
  return showsProgress(quiet ?? false) ? progress(total, say) : undefined
}

/** What stopped a run, in the words of the command line; other errors as they are. */
export function explained(error: unknown, source: Source, remedy = '--level changes keeps fewer'): unknown {
  const { name } = source
  if (error instanceof InertEvent) return inert(error, source)
  if (error instanceof TriggerLoop) return loop(error, source)
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
function inert({ event, reason, at }: InertEvent, source: Source): Failure {
  const remedy = 'say even-if-inert: true where that is meant'
  return new Failure(shownIn(source, event, `at ${formatTime(at)} this can do nothing: ${reason}; ${remedy}`))
}

/** Events that set each other off, each shown in its file. */
function loop({ kind, at, limit, events }: TriggerLoop, source: Source): Failure {
  const [when, remedy] =
    kind === 'instant'
      ? ['at one instant', 'give one of them a delay']
      : [`by ${formatTime(at)}`, '--triggers N allows more']
  const others = events.length > 1 ? 'these events set each other off' : 'this event sets itself off'
  const message = `${others}, more than ${limit} times ${when}; ${remedy}, or write when instead of whenever`
  return new Failure(events.map((event) => shownIn(source, event, message)).join('\n\n'))
}

function shownIn(source: Source, event: EventSpec, message: string): string {
  return framed(source, { ...event, path: `events[${source.scenario.events.indexOf(event)}]` }, message)
}
