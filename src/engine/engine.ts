import type { Micros } from '../time.ts'
import { type Entry, EventQueue } from './queue.ts'

/** Picks which of `count` entries of one instant happens next: the seam by which a search explores orders. */
export type Choose = (count: number) => number

export interface RunLimits {
  /** Nothing later than this happens. */
  readonly until: Micros
  /** How many entries may fire before the run is given up. */
  readonly budget: number
  /** How many entries may fire at one instant before the run is given up as a loop. */
  readonly budgetAtOnce: number
}

/** A run that took more entries than it was allowed. */
export class BudgetExceeded extends Error {
  override readonly name = 'BudgetExceeded'
  readonly kind: 'run' | 'instant'
  readonly at: Micros
  readonly limit: number

  constructor(kind: 'run' | 'instant', at: Micros, limit: number) {
    super(`more than ${limit} events ${kind === 'run' ? 'in the run' : 'at one instant'}`)
    this.kind = kind
    this.at = at
    this.limit = limit
  }
}

/**
 * Virtual time: a clock, what is waiting, and the cause of what happens now. It knows nothing of networks.
 *
 * @typeParam Cause - what a thing that happens is caused by; carried by the entries that it schedules
 */
export class Engine<Cause extends object = object> {
  now: Micros = 0
  /** What caused the things that happen now; null for what nobody caused. */
  cause: Cause | null = null
  /** Entries that took effect in this run. */
  fired = 0
  /** To be done once, when the present entry has done all that it does. */
  afterwards: (() => void) | null = null
  readonly queue: EventQueue = new EventQueue()
  #sequence = 0
  #choose: Choose | undefined

  /** Back to an empty time zero, for another run. */
  reset(choose?: Choose): void {
    this.queue.clear()
    this.now = 0
    this.cause = null
    this.fired = 0
    this.afterwards = null
    this.#sequence = 0
    this.#choose = choose
  }

  /** True where somebody chooses among ties: then no entry may stand for several. */
  get exploring(): boolean {
    return this.#choose !== undefined
  }

  /** A new sequence number: whoever draws it earlier comes first among equals of time. */
  nextSequence(): number {
    return this.#sequence++
  }

  /** Schedules an entry behind everything that is already scheduled for that time. */
  schedule(time: Micros, entry: Entry): void {
    this.queue.push(time, this.#sequence++, entry)
  }

  /**
   * Lets everything happen that is due, in order.
   *
   * @throws BudgetExceeded where the limits are reached
   */
  run(limits: RunLimits): void {
    this.#fireAll(limits)
    this.now = limits.until
    this.cause = null
  }

  /** Nothing stands behind the loop: a compiler that enters it while it runs must not find code that never ran. */
  #fireAll({ until, budget, budgetAtOnce }: RunLimits): void {
    const { queue } = this
    let instant = -1
    let atOnce = 0
    while (queue.reach(until)) {
      const time = queue.next
      this.now = time
      const entry = this.#choose === undefined ? this.#first() : this.#chosen(this.#choose)
      if (entry === undefined) continue
      if (time !== instant) {
        instant = time
        atOnce = 0
      }
      if (++this.fired > budget) throw new BudgetExceeded('run', time, budget)
      if (++atOnce > budgetAtOnce) throw new BudgetExceeded('instant', time, budgetAtOnce)
      this.cause = null
      entry.fire()
      if (this.afterwards !== null) this.#settle(this.afterwards)
    }
  }

  #settle(act: () => void): void {
    this.afterwards = null
    this.cause = null
    act()
  }

  /** The earliest entry, if it is due. */
  #first(): Entry | undefined {
    const { queue } = this
    const entry = queue.top
    const { lazy } = entry
    if (lazy === undefined) queue.drop()
    else if (!lazy.settle()) return undefined
    return entry
  }

  /** One of all that are due at this instant; before that, those that were stopped or moved go where they belong. */
  #chosen(choose: Choose): Entry | undefined {
    const { queue } = this
    const tied = queue.tied()
    if (tied.some((sequence) => !this.#isDue(sequence))) return undefined
    if (tied.length > 1) queue.prefer(tied[choose(tied.length)]!)
    return this.#first()
  }

  #isDue(sequence: number): boolean {
    this.queue.prefer(sequence)
    return this.queue.top.lazy?.settle() ?? true
  }
}
