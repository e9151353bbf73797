import type { Micros } from '../../time.ts'
import type { Trace } from '../../trace/trace.ts'
import type { Parted } from '../lanes/parted.ts'
import type { Difference, Pair } from './compare.ts'
import { differencesBetween } from './diff.ts'

/**
 * Where each virtual host of two runs first does otherwise, in each of them.
 *
 * @param seen - up to the end of this instant: as if both runs ended there
 */
export function firstDifferences(
  traces: Pair<Trace>,
  seen: Micros = Number.POSITIVE_INFINITY,
): Pair<readonly Parted[]> {
  const firsts = new Map<string, Difference>()
  for (const difference of differencesBetween(traces, seen)) {
    const [{ key }] = difference.courses
    if (!firsts.has(key)) firsts.set(key, difference)
  }
  const of = (side: 0 | 1) => [...firsts.values()].map((difference) => partedIn(difference, side))
  return [of(0), of(1)]
}

/** Who changes in the other run alone parts from it when that happens there. */
function partedIn({ kind, t, courses, changes }: Difference, side: 0 | 1): Parted {
  const { host, interface: on, group } = courses[side].subject
  return { host, interface: on, group, kind, t: changes[side]?.t ?? t }
}
