import { type Choose, Engine } from './engine/engine.ts'
import { inhabit } from './host/commands/install.ts'
import type { Host } from './host/host.ts'
import { build, castOf, reset, type Stage } from './scenario/play/compile.ts'
import { schedule } from './scenario/play/play.ts'
import { triggersOf } from './scenario/play/triggers.ts'
import { deedOf } from './scenario/play/verbs.ts'
import type { Action, Scenario } from './scenario/scenario.ts'
import type { Micros } from './time.ts'
import type { Judgement } from './trace/expectation.ts'
import { type Fold, measure } from './trace/fold.ts'
import { expectationsFold } from './trace/folds/expectations.ts'
import { CHANGES } from './trace/kinds.ts'
import type { Level } from './trace/record.ts'
import { type Link, Recorder } from './trace/recorder.ts'
import { aboutOf, type CastHost, type Trace } from './trace/trace.ts'

export interface SimulateOptions {
  /** Instead of the scenario's. */
  readonly seed?: string
  /** How much of the run is kept; `all` unless given. */
  readonly level?: Level
  /** Measures to take live. */
  readonly folds?: readonly Fold<unknown>[]
  /** How many events may happen; 50 million unless given. */
  readonly budget?: number
  /** How many records may be kept; 2 million unless given. */
  readonly records?: number
  /** How many events sentences may trigger; 20,000 unless given. */
  readonly triggers?: number
  /** Picks among events of one instant. */
  readonly choose?: Choose
  /** Is told now and then how far the run has come, in virtual time. What it does makes no difference to the run. */
  readonly onProgress?: (at: Micros) => void
}

const EVENT_BUDGET = 50_000_000
const RECORD_BUDGET = 2_000_000
/** So often a run tells how far it has come. */
const PROGRESS_STEPS = 200
/** More events than this at one instant are a loop. */
const INSTANT_BUDGET = 10_000
const TRIGGER_BUDGET = 20_000

/**
 * Plays a scenario: a pure function of it and its seed. The same scenario gives the same trace on every machine.
 *
 * @throws InertEvent where an event of the file cannot act; BudgetExceeded, RecordLimit, TriggerLoop where
 * a limit is reached
 */
export function simulate(scenario: Scenario, options: SimulateOptions = {}): Trace {
  return new Simulator(scenario).run(options)
}

type Head = Omit<Trace, 'seed' | 'until' | 'level' | 'records' | 'counts' | 'counters'>

/** A run that has begun. */
interface Run {
  readonly budget: number
  readonly triggers: ReturnType<typeof triggersOf>
}

/** A scenario that is played again and again, with other seeds: its machines are plugged together once. */
export class Simulator {
  readonly #scenario: Scenario
  readonly #engine = new Engine<Link>()
  readonly #trace = new Recorder(this.#engine, 'all', [], RECORD_BUDGET)
  readonly #stage: Stage
  readonly #cast: readonly CastHost[]
  /** What is the same in the traces of all its runs. */
  readonly #head: Head

  constructor(scenario: Scenario) {
    this.#scenario = scenario
    this.#stage = build(scenario, this.#engine, this.#trace)
    this.#cast = castOf(scenario)
    const networks = scenario.networks.map(({ name, loss }) => ({ name, loss }))
    this.#head = { carpsim: 1, ...aboutOf(scenario), networks, hosts: this.#cast }
  }

  run(options: SimulateOptions = {}): Trace {
    const { until } = this.#scenario
    this.#play(options, until)
    const { level = 'all', seed = this.#scenario.seed } = options
    const trace = this.#trace
    return {
      ...this.#head,
      seed,
      until,
      level,
      records: trace.records(),
      counts: trace.counts,
      counters: countersOf(this.#stage),
    }
  }

  /** What keeps each of these actions from acting once all is done that happens until that time; null: nothing does. */
  obstacles(actions: readonly Action[], at: Micros): (string | null)[] {
    this.#play({ level: 'metrics' }, at)
    return this.#obstaclesTo(actions)
  }

  /** The same, for whoever has other things to do in between; tells how many events have happened. */
  *obstaclesByAndBy(actions: readonly Action[], at: Micros): Generator<number, (string | null)[]> {
    const run = this.#begin({ level: 'metrics' })
    for (const stop of stopsOf(at)) {
      this.#goOn(run, stop)
      yield this.#engine.fired
    }
    return this.#obstaclesTo(actions)
  }

  /** What a machine says of itself once all is done that happens until that time. */
  ask<Answer>(host: string, at: Micros, question: (host: Host) => Answer): Answer {
    const machine = this.#stage.hosts.get(host)!
    inhabit(machine, this.#scenario.hosts.find(({ name }) => name === host)!)
    this.#play({ level: 'metrics' }, at)
    return question(machine)
  }

  #obstaclesTo(actions: readonly Action[]): (string | null)[] {
    return actions.map((action) => {
      const deed = deedOf(action, this.#stage)
      return typeof deed === 'string' ? deed : null
    })
  }

  #play(options: SimulateOptions, until: Micros): void {
    const { onProgress } = options
    const run = this.#begin(options)
    if (onProgress === undefined) this.#goOn(run, until)
    else {
      for (const stop of stopsOf(until)) {
        this.#goOn(run, stop)
        onProgress(stop)
      }
    }
  }

  /** All is laid out for a run. */
  #begin(options: SimulateOptions): Run {
    const scenario = this.#scenario
    const stage = this.#stage
    const { level = 'all', folds = [], seed = scenario.seed, budget = EVENT_BUDGET } = options
    this.#engine.reset(options.choose)
    const triggers = triggersOf(scenario, this.#cast, stage, options.triggers ?? TRIGGER_BUDGET)
    this.#trace.reset(level, triggers ? [...folds, triggers] : folds, options.records ?? RECORD_BUDGET)
    reset(stage, seed)
    schedule(scenario, stage)
    return { budget, triggers }
  }

  /** It comes as far as that time. */
  #goOn({ budget, triggers }: Run, until: Micros): void {
    try {
      this.#engine.run({ until, budget, budgetAtOnce: INSTANT_BUDGET })
    } catch (error) {
      throw triggers?.explain(error) ?? error
    }
  }
}

/**
 * Judges what a scenario expects, over the records of a run.
 *
 * @throws Error where the trace does not keep what an expectation is about; `expectationsFold` judges live at any level
 */
export function judge({ expect }: Scenario, { records, until, hosts, level }: Trace): readonly Judgement[] {
  const fold = expectationsFold(expect, hosts)
  const missing = level === 'all' ? undefined : fold.kinds.find((kind) => level === 'metrics' || !CHANGES.has(kind))
  if (missing !== undefined) throw new Error(`a trace of level ${level} does not keep every ${missing}`)
  return measure(records, until, fold)
}

/** The ends of the stretches that a run is played in, so that it can tell between them how far it has come. */
function stopsOf(until: Micros): Micros[] {
  const stops = Array.from({ length: PROGRESS_STEPS }, (_, i) => Math.floor((until / PROGRESS_STEPS) * (i + 1)))
  return [...stops.slice(0, -1), until]
}

function countersOf({ hosts }: Stage): Trace['counters'] {
  const all: Record<string, Readonly<Record<string, number>>> = {}
  for (const { name, power, carp } of hosts.values()) {
    if (power !== 'off' && carp.counters !== undefined) all[name] = carp.counters
  }
  return all
}
