import type { Micros } from '../time.ts'
import type { Engine } from './engine.ts'
import { type Entry, type EventQueue, type Lazy, NONE } from './queue.ts'

/** Who is told that a timer has expired. */
export interface TimerOwner {
  expired(timer: object): void
}

/**
 * A one-shot timer. Lazy: moving it later, or stopping it, costs no queue operation. The entry that is already queued
 * comes up at its old time, sees the new deadline and goes back with the sequence number of the last arming, so that the
 * order of events is exactly that of an eager timer. Moving it earlier queues a new entry and disowns the old one.
 */
export class Timer<Cause extends object = object> implements Entry, Lazy {
  readonly lazy: Lazy = this
  armed = false
  deadline: Micros = 0
  /** What armed it. */
  cause: Cause | null = null
  /** The sequence number of the last arming: who was armed first comes first at equal deadlines. */
  sequence = 0
  readonly #engine: Engine<Cause>
  readonly #queue: EventQueue
  readonly #owner: TimerOwner
  /** Its entry in the queue, and when that comes up. */
  #slot = NONE
  #queued: Micros = 0

  constructor(engine: Engine<Cause>, owner: TimerOwner) {
    this.#engine = engine
    this.#queue = engine.queue
    this.#owner = owner
  }

  /** Starts the timer, or starts it anew: it expires `delay` from now, now at the earliest. */
  arm(delay: Micros): void {
    const engine = this.#engine
    const deadline = delay > 0 ? engine.now + delay : engine.now
    this.armed = true
    this.deadline = deadline
    this.sequence = engine.nextSequence()
    if (this.#slot === NONE || deadline < this.#queued) {
      this.#queued = deadline
      this.#slot = this.#queue.push(deadline, this.sequence, this)
    }
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
    this.#slot = NONE
    this.cause = null
  }

  settle(): boolean {
    const queue = this.#queue
    if (this.armed && queue.topSequence === this.sequence) return true
    this.#leaveTop()
    return false
  }

  /** While it fires its entry stays at the top of the queue: started anew meanwhile it moves from there, else it goes. */
  fire(): void {
    this.armed = false
    this.#engine.cause = this.cause
    this.#owner.expired(this)
    this.#leaveTop()
  }

  goOn(slot: number): void {
    const queue = this.#queue
    if (this.#renew(slot)) queue.putBack(slot, this.deadline, this.sequence)
    else queue.release(slot)
  }

  /** The entry at the top goes to where it belongs, or leaves. */
  #leaveTop(): void {
    const queue = this.#queue
    if (this.#renew(queue.topSlot)) queue.moveTop(this.deadline, this.sequence)
    else queue.drop()
  }

  /** Its entry in a slot is to come up again, at the deadline: true. Or not: it was stopped, or disowned that entry. */
  #renew(slot: number): boolean {
    if (slot !== this.#slot) return false
    if (this.armed) this.#queued = this.deadline
    else this.#slot = NONE
    return this.armed
  }
}
