import { type Micros, SECOND } from '../../time.ts'
import type { Dialect } from '../dialect.ts'
import type { LimitName, Limits } from '../limits.ts'
import { Stop } from './stop.ts'

/** How many commands a process is worth, and a program that is called. */
const FORK = 100
/** So many commands a second does nobody call too many: who waits between them may go on for ever. */
const RATE = 1000

/** What is left to a script, and to all that it starts, of its limits. */
export class Budget {
  readonly limits: Limits
  readonly #dialect: Dialect
  #steps: number
  #output: number
  processes = 0
  /** Those that one calls, and it another. */
  scripts = 0
  /** When it was looked at last. */
  #at: Micros = 0
  /** Characters of the texts that are being run, one in another. */
  #running = 0
  /** Where a limit was met: nothing of the script goes on. */
  over: Stop | null = null

  constructor(limits: Limits, dialect: Dialect) {
    this.limits = limits
    this.#dialect = dialect
    this.#steps = limits.steps
    this.#output = limits.output
  }

  step(): void {
    if (this.over !== null) throw this.over
    if (--this.#steps < 0) this.exceeded('steps')
  }

  /** Work that grows with a text: a step for each thousand things looked at. */
  work(things: number): void {
    if (things >= 1000) this.#steps -= Math.floor(things / 1000)
  }

  /** A text begins to run, inside of others. */
  enters(text: string): void {
    this.#running += text.length
    if (this.#running > this.limits.source) this.exceeded('source')
  }

  leaves(text: string): void {
    this.#running -= text.length
  }

  wrote(text: string): void {
    this.#output -= text.length
    if (this.#output < 0) this.exceeded('output')
  }

  /** A process is begun, or a program called, at a time of the machine: that takes far more than a command. */
  fork(now: Micros): void {
    const rested = Math.floor(((now - this.#at) * RATE) / SECOND)
    this.#steps = Math.min(this.limits.steps, this.#steps + Math.max(0, rested))
    this.#at = now
    this.step()
    this.#steps -= FORK
  }

  /** What is said of a limit is not held against it. */
  grant(text: string): void {
    this.#output = text.length
  }

  /** Before a text of that length is made. */
  text(length: number): void {
    if (length > this.limits.variable) this.exceeded('variable')
  }

  exceeded(limit: LimitName): never {
    if (this.over !== null) throw this.over
    const error = { is: 'limit', limit, most: this.limits[limit] } as const
    const stop = new Stop('script', this.#dialect.status(error), error)
    this.over = new Stop('script', stop.status)
    throw stop
  }
}
