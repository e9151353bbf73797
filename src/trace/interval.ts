import { type Micros, SECOND } from '../time.ts'

/** An advertisement interval as it is compared: whole seconds, and the skew's microseconds. */
export interface Interval {
  readonly seconds: number
  readonly micros: number
}

/** advskew in microseconds: 256ths of a second, cut as C's integer division cuts. */
export function skewMicros(advskew: number): Micros {
  return SKEW_MICROS[advskew] ?? cut(advskew)
}

/** Those of a byte: every comparison asks for two. */
const SKEW_MICROS: readonly Micros[] = Array.from({ length: 256 }, (_, advskew) => cut(advskew))

function cut(advskew: number): Micros {
  return Math.trunc((advskew * SECOND) / 256)
}
