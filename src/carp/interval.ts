import { type Micros, SECOND } from '../time.ts'
import { type Interval, skewMicros } from '../trace/interval.ts'

/** The highest skew that a demoted FreeBSD or NetBSD machine advertises (CARP_MAXSKEW). */
export const MAX_SKEW = 240

/** advbase and advskew as a time. */
export function interval(advbase: number, advskew: number): Micros {
  return advbase * SECOND + skewMicros(advskew)
}

/** Whether one interval is shorter, and so better, than another: whole seconds first, as timevalcmp() does. */
export function shorter(advbase: number, advskew: number, thanBase: number, thanSkew: number): boolean {
  return advbase < thanBase || (advbase === thanBase && skewMicros(advskew) < skewMicros(thanSkew))
}

/** An interval as records show it. */
export function intervalOf(advbase: number, advskew: number): Interval {
  return { seconds: advbase, micros: skewMicros(advskew) }
}
