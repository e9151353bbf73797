import type { Entry } from '../../engine/queue.ts'
import { Task } from '../../engine/task.ts'
import type { Host } from '../../host/host.ts'
import { formatSeconds, type Micros } from '../../time.ts'
import type { Action, EventSpec, Scenario } from '../scenario.ts'
import type { Stage } from './compile.ts'
import type { Step } from './deeds/rule.ts'
import { drawn } from './drawn.ts'
import { courseOf, deedOf, describe, lasting, toldOf, undoing } from './verbs.ts'

/** An event of a scenario that was to act at a time of its own, and could not. */
export class InertEvent extends Error {
  override readonly name = 'InertEvent'
  readonly event: EventSpec
  readonly reason: string
  readonly at: Micros

  constructor(event: EventSpec, reason: string, at: Micros) {
    super(`${describe(event.action)}: this can do nothing at ${formatSeconds(at)}: ${reason}`)
    this.event = event
    this.reason = reason
    this.at = at
  }
}

/** Lays the boots and the events of a scenario on the queue: boots first, then events, each in file order. */
export function schedule(scenario: Scenario, stage: Stage): void {
  const { engine, random } = stage.world
  for (const { name, boot } of scenario.hosts) {
    if (boot !== null) engine.schedule(boot, new Boot(stage.hosts.get(name)!))
  }
  for (const event of scenario.events) {
    if (event.at === undefined) continue
    const entry = new Scripted(stage, event, engine.nextSequence())
    const at = drawn(event.at, () => random.stream('event times'))
    engine.queue.push(at, entry.sequence, entry)
  }
  stage.fabric.start()
}

/** The boot that a machine is configured with. It is no fault: nothing caused it. */
class Boot implements Entry {
  readonly #host: Host

  constructor(host: Host) {
    this.#host = host
  }

  fire(): void {
    const boot = this.#host.boot()
    if (typeof boot !== 'string') boot()
  }
}

/** An event of the script: happens, and comes back where it repeats. */
class Scripted implements Entry {
  readonly sequence: number
  readonly #stage: Stage
  readonly #event: EventSpec
  #left: number

  constructor(stage: Stage, event: EventSpec, sequence: number) {
    this.sequence = sequence
    this.#stage = stage
    this.#event = event
    this.#left = event.every?.times ?? 1
  }

  fire(): void {
    const { engine } = this.#stage.world
    const { every } = this.#event
    this.#left -= 1
    if (every !== undefined && this.#left > 0) engine.queue.push(engine.now + every.period, this.sequence, this)
    const { at, evenIfInert } = this.#event
    const reason = perform(this.#stage, this.#event)
    if (reason !== null && typeof at === 'number' && every === undefined && !evenIfInert) {
      throw new InertEvent(this.#event, reason, engine.now)
    }
  }
}

/**
 * Lets an event happen, and lets it be undone where it lasts for a while.
 *
 * @returns null, or the reason why it could do nothing
 */
export function perform(stage: Stage, event: EventSpec): string | null {
  const { engine } = stage.world
  const { for: time } = event
  const action = time === undefined ? event.action : lasting(event.action)
  const undo = time === undefined ? undefined : undoing(action, stage)
  const reason = act(stage, event, action)
  if (reason !== null) return reason
  const course = courseOf(action, stage)
  const end = time === undefined ? Number.POSITIVE_INFINITY : engine.now + time
  // Its cause is the fault that it ends. What goes on by itself may be as it was when it ends.
  if (undo !== undefined) {
    const ending = () => course === undefined || typeof deedOf(undo, stage) !== 'string'
    engine.schedule(end, new Task(engine, () => ending() && act(stage, event, undo)))
  }
  if (course !== undefined) follow(stage, event, course, end)
  return null
}

/** Lets happen by itself, step by step, what an event has begun; each step is caused by that event. */
function follow(stage: Stage, event: EventSpec, steps: Iterator<Step>, end: Micros): void {
  const { engine } = stage.world
  const { cause } = engine
  const next = () => {
    const { value: step, done } = steps.next()
    if (done === true || engine.now + step.after >= end) return
    const { after, ...what } = step
    engine.cause = cause
    const { for: _, ...begun } = event
    const task = new Task(engine, () => {
      perform(stage, { ...begun, ...what })
      next()
    })
    engine.schedule(engine.now + after, task)
  }
  next()
}

/**
 * Does what an action says, or records that it can do nothing.
 *
 * @returns null, or the reason
 */
function act(stage: Stage, event: EventSpec, action: Action): string | null {
  const { engine, trace } = stage.world
  const deed = deedOf(action, stage)
  if (typeof deed === 'string') {
    trace.note({ kind: 'inert', ...toldOf(action, event), reason: deed })
    return deed
  }
  if (trace.wants.fault) engine.cause = trace.note({ kind: 'fault', ...toldOf(action, event) })
  else trace.counts.fault += 1
  const { cause } = engine
  deed()
  engine.cause = cause
  return null
}
