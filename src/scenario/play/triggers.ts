import { BudgetExceeded } from '../../engine/engine.ts'
import type { Entry } from '../../engine/queue.ts'
import { Task } from '../../engine/task.ts'
import { formatSeconds, type Micros } from '../../time.ts'
import type { Fold } from '../../trace/fold.ts'
import { Chronicle } from '../../trace/folds/chronicle.ts'
import { type Matcher, matcherOf } from '../../trace/folds/happenings.ts'
import { holdsNow, kindsOf, wakeOf } from '../../trace/folds/truth.ts'
import type { Kind, TraceRecord } from '../../trace/record.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Condition } from '../../trace/sentence.ts'
import type { CastHost } from '../../trace/trace.ts'
import type { EventSpec, Scenario, Trigger } from '../scenario.ts'
import type { Stage } from './compile.ts'
import { perform } from './play.ts'

/** Events that sentences trigger, and that set each other off without an end. */
export class TriggerLoop extends Error {
  override readonly name = 'TriggerLoop'
  /** More than may be at one instant, or in the run. */
  readonly kind: 'instant' | 'run'
  readonly at: Micros
  readonly limit: number
  /** Those that happened again and again, in file order. */
  readonly events: readonly EventSpec[]

  constructor(kind: 'instant' | 'run', at: Micros, limit: number, events: readonly EventSpec[]) {
    super(`more than ${limit} events by ${formatSeconds(at)}: they set each other off`)
    this.kind = kind
    this.at = at
    this.limit = limit
    this.events = events
  }
}

/** Lets the events of a scenario wait for their sentences; undefined: it has none that do. */
export function triggersOf(
  scenario: Scenario,
  cast: readonly CastHost[],
  stage: Stage,
  limit: number,
): Triggers | undefined {
  const waiting = scenario.events.some(({ when }) => when !== undefined)
  return waiting ? new Triggers(scenario.events, cast, stage, limit) : undefined
}

/** An event that waits for its sentence. */
interface Waiting {
  readonly event: EventSpec
  readonly trigger: Trigger
  /** Undefined: it waits for a happening. */
  readonly condition: Condition | undefined
  readonly matcher: Matcher | undefined
  /** Whether the condition held when the last entry of the queue was done. */
  held: boolean
  /** Records of the present entry: those that happen, or the one since which the condition holds. */
  causes: (Link | null)[]
  /** When the condition comes to hold by itself, if nothing else changes, and because of what. */
  wake: { readonly t: Micros; readonly cause: Link | null } | null
  /** How often the event was triggered. */
  count: number
}

/**
 * Watches the sentences of events. A sentence counts when all is done that an entry of the queue does: then the event
 * enters the queue behind everything that is there. What is so from the beginning does not come to be.
 */
class Triggers implements Fold<void> {
  readonly kinds: readonly Kind[]
  readonly #stage: Stage
  readonly #limit: number
  readonly #chronicle: Chronicle
  readonly #all: readonly Waiting[]
  readonly #settle = () => this.#look()
  /** Looks at a time at which nothing else need happen. */
  readonly #waker: Entry = { fire: () => this.#wakeUp() }
  readonly #awake = new Set<Micros>()
  #count = 0
  /** The instant in which events were triggered last, and which. */
  #instant: Micros = -1
  readonly #triggered = new Set<EventSpec>()

  /** @param limit - so many events may be triggered in a run */
  constructor(events: readonly EventSpec[], cast: readonly CastHost[], stage: Stage, limit: number) {
    this.#stage = stage
    this.#limit = limit
    const conditions = new Set<Kind>()
    this.#all = events.flatMap((event) => (event.when === undefined ? [] : [waiting(event, event.when)]))
    for (const { condition } of this.#all) for (const kind of condition ? kindsOf(condition) : []) conditions.add(kind)
    this.#chronicle = new Chronicle(cast, [...conditions])
    const happenings = this.#all.flatMap(({ matcher }) => matcher?.kinds ?? [])
    this.kinds = [...new Set([...conditions, ...happenings])]
    for (const one of this.#all) one.held = one.condition !== undefined && holdsNow(one.condition, this.#chronicle, 0)
  }

  record(record: TraceRecord): void {
    const { engine, trace } = this.#stage.world
    const changes = this.#chronicle.kinds.includes(record.kind)
    if (changes) this.#chronicle.record(record)
    for (const one of this.#all) {
      if (one.condition !== undefined && changes) this.#follow(one, one.condition, trace.latest)
      else if (one.matcher?.kinds.includes(record.kind) && one.matcher.fits(record)) one.causes.push(trace.latest)
    }
    engine.afterwards = this.#settle
  }

  end(): void {}

  /** An endless loop as what it is, where a run was given up in the middle of one. */
  explain(error: unknown): unknown {
    if (!(error instanceof BudgetExceeded) || error.kind !== 'instant' || error.at !== this.#instant) return error
    const events = this.#all.filter(({ event }) => this.#triggered.has(event)).map(({ event }) => event)
    return new TriggerLoop('instant', error.at, error.limit, events)
  }

  #follow(one: Waiting, condition: Condition, link: Link | null): void {
    const { now } = this.#stage.world.engine
    if (!holdsNow(condition, this.#chronicle, now)) one.causes = []
    else if (one.causes.length === 0) one.causes.push(link)
    const t = wakeOf(condition, this.#chronicle, now)
    if (t === null) one.wake = null
    else if (t !== one.wake?.t) one.wake = { t, cause: link }
  }

  /** An entry of the queue is done. */
  #look(): void {
    for (const one of this.#all) {
      if (one.condition === undefined) for (const cause of one.causes) this.#release(one, cause)
      else this.#lookAt(one, one.condition)
      one.causes = []
    }
  }

  #lookAt(one: Waiting, condition: Condition): void {
    const { engine } = this.#stage.world
    const holds = holdsNow(condition, this.#chronicle, engine.now)
    if (holds && !one.held) this.#release(one, one.causes[0] ?? one.wake?.cause ?? null)
    one.held = holds
    if (one.wake !== null && one.wake.t > engine.now && !this.#awake.has(one.wake.t)) {
      this.#awake.add(one.wake.t)
      engine.schedule(one.wake.t, this.#waker)
    }
  }

  #release(one: Waiting, cause: Link | null): void {
    const { engine } = this.#stage.world
    const { event, trigger } = one
    if (trigger.once && one.count > 0) return
    one.count += 1
    this.#count += 1
    if (this.#count > this.#limit) throw this.#tooMany()
    this.#note(event)
    engine.cause = cause
    engine.schedule(engine.now + trigger.delay, new Task(engine, () => perform(this.#stage, event)))
    engine.cause = null
  }

  #wakeUp(): void {
    this.#stage.world.engine.afterwards = this.#settle
  }

  #note(event: EventSpec): void {
    const { now } = this.#stage.world.engine
    if (now !== this.#instant) this.#triggered.clear()
    this.#instant = now
    this.#triggered.add(event)
  }

  #tooMany(): TriggerLoop {
    const often = this.#all.filter(({ count }) => count * 10 >= this.#limit).map(({ event }) => event)
    return new TriggerLoop('run', this.#stage.world.engine.now, this.#limit, often)
  }
}

function waiting(event: EventSpec, trigger: Trigger): Waiting {
  const { sentence } = trigger
  const what =
    sentence.sort === 'condition'
      ? { condition: sentence.says, matcher: undefined }
      : { condition: undefined, matcher: matcherOf(sentence.says) }
  return { event, trigger, ...what, held: false, causes: [], wake: null, count: 0 }
}
