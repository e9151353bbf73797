import type { Micros } from '../../time.ts'
import { interval } from '../interval.ts'

/** Where advbase and advskew are 0: one 256th of a second. */
export const LEAST_INTERVAL: Micros = 3_906

/** From one advertisement to the next since advbase 0 is taken (carp_send_ad). */
export function advertInterval(advbase: number, advskew: number): Micros {
  return interval(advbase, advskew) || LEAST_INTERVAL
}
