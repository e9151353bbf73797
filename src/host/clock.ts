import type { Engine } from '../engine/engine.ts'
import { type Micros, SECOND } from '../time.ts'
import type { Link } from '../trace/recorder.ts'

/** How a machine's clock goes. */
export interface Rate {
  /** Ticks a second, by which the kernel rounds its timers; 0: they are exact. */
  readonly ticks: number
  /** By how many millionths it is too fast; negative: too slow. */
  readonly drift: number
}

/** A tick of the usual kernel (hz=1000): what a timer takes that is asked for at once. */
const LEAST_DELAY: Micros = 1_000

/** The clock of a machine, which may stand for a while, and go too fast or too slow. */
export class Clock {
  readonly #exact: boolean
  readonly #engine: Engine<Link>
  readonly #rate: Rate
  /** By how much true time it is behind, because it stood. */
  #lag: Micros = 0
  #boot: Micros = 0

  constructor(engine: Engine<Link>, rate: Rate) {
    this.#engine = engine
    this.#rate = rate
    this.#exact = rate.ticks === 0 && rate.drift === 0
  }

  /** The machine boots. */
  start(): void {
    this.#lag = 0
    this.#boot = this.now
  }

  /** It stood still for so long. */
  stood(lag: Micros): void {
    this.#lag += lag
  }

  /** What it shows. */
  get now(): Micros {
    const time = this.#engine.now - this.#lag
    const { drift } = this.#rate
    return drift === 0 ? time : shownAfter(time, drift)
  }

  get uptime(): Micros {
    return this.now - this.#boot
  }

  /** How long something takes by true time that takes so long by this clock, from now on. */
  lasts(delay: Micros): Micros {
    const { drift } = this.#rate
    return drift === 0 ? delay : momentOf(this.now + delay, drift) + this.#lag - this.#engine.now
  }

  /** How long a timer of the kernel takes that is asked for now. */
  timerDelay(delay: Micros): Micros {
    if (this.#exact) return delay > 0 ? delay : LEAST_DELAY
    const { ticks } = this.#rate
    if (ticks !== 0) return this.lasts(inTicks(delay, SECOND / ticks, this.now))
    return this.lasts(delay > 0 ? delay : LEAST_DELAY)
  }
}

/**
 * How long a timer takes that is asked for at a time, by the same clock. A real kernel counts ticks, and one more;
 * nothing, or less than nothing, is one tick (tvtohz, callout_reset).
 */
export function inTicks(delay: Micros, tick: Micros, now: Micros): Micros {
  const ticks = delay > 0 ? Math.ceil(delay / tick) + 1 : 1
  return ticks * tick - (now % tick)
}

/**
 * What a clock shows after a time that is fast by so many millionths. Whole seconds and the rest are multiplied apart,
 * so that no product is beyond 2^53.
 */
export function shownAfter(time: Micros, ppm: number): Micros {
  const rest = time % SECOND
  return time + ((time - rest) / SECOND) * ppm + Math.floor((rest * ppm) / SECOND)
}

/** The first moment at which such a clock shows that, or more. */
export function momentOf(shown: Micros, ppm: number): Micros {
  const second = SECOND + ppm
  const rest = shown % second
  return ((shown - rest) / second) * SECOND + Math.ceil((rest * SECOND) / second)
}
