import { type Micros, SECOND } from '../time.ts'

/** A tick of the usual kernel (hz=1000): what a timer takes that is asked for at once. */
const LEAST_DELAY: Micros = 1_000

/**
 * How long a timer takes that is asked for at a time. A real kernel counts ticks, and one more; nothing, or less than
 * nothing, is one tick (tvtohz, callout_reset).
 *
 * @param hz - ticks a second; 0: timers are exact
 */
export function timerDelay(delay: Micros, hz: number, now: Micros): Micros {
  if (hz === 0) return delay > 0 ? delay : LEAST_DELAY
  const tick = SECOND / hz
  const ticks = delay > 0 ? Math.ceil(delay / tick) + 1 : 1
  return ticks * tick - (now % tick)
}
