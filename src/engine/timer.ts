import type { Micros } from '../time.ts'
import type { Engine } from './engine.ts'
import type { Entry } from './queue.ts'

/** Who is told that a timer has expired. */
export interface TimerOwner {
  expired(timer: object): void
}

/**
 * A one-shot timer. Lazy: moving it later, or stopping it, costs no queue operation. The entry that is already queued
 * pops at its old time, sees the new deadline and goes back with the sequence number of the last arming, so that the
 * order of events is exactly that of an eager timer. Moving it earlier queues a new entry and disowns the old one.
 */
export class Timer<Cause extends object = object> implements Entry {
  armed = false
  deadline: Micros = 0
  /** What armed it. */
  cause: Cause | null = null
  /** The sequence number of the last arming: who was armed first comes first at equal deadlines. */
  sequence = 0
  readonly #engine: Engine<Cause>
  readonly #owner: TimerOwner
  /** The entry of this timer in the queue: its time, and its sequence number to know it by; -1: none. */
  #queuedTime: Micros = 0
  #queuedSequence = -1

  constructor(engine: Engine<Cause>, owner: TimerOwner) {
    this.#engine = engine
    this.#owner = owner
  }

  /** Starts the timer, or starts it anew: it expires `delay` from now, now at the earliest. */
  arm(delay: Micros): void {
    const engine = this.#engine
    const deadline = delay > 0 ? engine.now + delay : engine.now
    this.armed = true
    this.deadline = deadline
    this.sequence = engine.nextSequence()
    if (this.#queuedSequence === -1 || deadline < this.#queuedTime) this.#enqueue()
  }

  /** The same for a time. */
  armAt(time: Micros): void {
    this.arm(time - this.#engine.now)
  }

  disarm(): void {
    this.armed = false
  }

  /** Forgets everything, for another run of an engine that was reset. */
  reset(): void {
    this.armed = false
    this.#queuedSequence = -1
    this.cause = null
  }

  settle(): boolean {
    const { queue } = this.#engine
    if (queue.topSequence !== this.#queuedSequence) {
      queue.drop()
      return false
    }
    if (this.armed && this.#queuedSequence === this.sequence) return true
    this.#moveOrGo()
    return false
  }

  /** While it fires its entry stays at the top of the queue: started anew meanwhile it moves from there, else it goes. */
  fire(): void {
    this.armed = false
    this.#engine.cause = this.cause
    this.#owner.expired(this)
    if (this.#engine.queue.top === this) this.#moveOrGo()
  }

  #moveOrGo(): void {
    const { queue } = this.#engine
    if (this.armed) {
      this.#queuedTime = this.deadline
      this.#queuedSequence = this.sequence
      queue.moveTop(this.deadline, this.sequence)
    } else {
      this.#queuedSequence = -1
      queue.drop()
    }
  }

  #enqueue(): void {
    this.#queuedTime = this.deadline
    this.#queuedSequence = this.sequence
    this.#engine.queue.push(this.deadline, this.sequence, this)
  }
}
