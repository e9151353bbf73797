import { type Micros, parseTime, SECOND } from '../../time.ts'
import type { VhostHistory } from '../../trace/folds/history.ts'
import { HANDOVER_LIMIT } from '../../trace/folds/mastership.ts'

// What can be answered to the question who will be MASTER of a group, and when.

/** Who is MASTER of a group: the one at that place of its virtual hosts, nobody, or several at once. */
export type Who = number | 'nobody' | 'several'

/** So long after what is done: [from, to). */
export interface When {
  readonly from: Micros
  readonly to: Micros
  /** Somebody said exactly that: the rest is as exact as it was said. */
  readonly said?: Micros
}

/** What somebody says will be; `when` is null where nothing will change. */
export interface Answer {
  readonly who: Who
  readonly when: When | null
}

type Member = Pick<VhostHistory, 'advbase'>

export function whoOf(masters: readonly number[]): Who {
  return masters.length > 1 ? 'several' : (masters[0] ?? 'nobody')
}

/** Whoever may be named: each virtual host of the group, nobody, several. */
export function whosOf(vhosts: readonly Member[]): readonly Who[] {
  return [...vhosts.keys(), 'nobody', ...(vhosts.length > 1 ? (['several'] as const) : [])]
}

/**
 * The times to choose from: at once; within one advertisement interval, two, three (so long a backup waits at least
 * after what it heard last), four (with the whole of its skew); later.
 */
export function whensOf(vhosts: readonly Member[]): readonly When[] {
  const intervals = [1, 2, 3, 4, 10].map((times) => times * intervalOf(vhosts))
  const ends = [0, HANDOVER_LIMIT, ...intervals, Number.MAX_SAFE_INTEGER]
  return ends.slice(1).map((to, i) => ({ from: ends[i]!, to }))
}

/** So long no backup waits: three intervals, and all that advskew can add. */
export function patienceOf(vhosts: readonly Member[]): Micros {
  return 4 * intervalOf(vhosts)
}

function intervalOf(vhosts: readonly Member[]): Micros {
  return Math.max(1, ...vhosts.map(({ advbase }) => advbase)) * SECOND
}

/**
 * A time that somebody typed, as exact as it was said: `3.4s` is right from 3.35 s to 3.45 s.
 *
 * @param text - `3.4s`, seconds without a unit; or `@13.4s`, by the clock of the run
 * @param t - when it is done, after which times count
 */
export function whenTyped(text: string, t: Micros): When | undefined {
  const [, at, whole = '', fraction = '', unit = 's'] =
    /^(@ *)?(\d{1,9})(?:\.(\d{1,6}))? *(us|ms|s|m|h|d)?$/.exec(text.trim()) ?? []
  const time = parseTime(`${whole}${fraction === '' ? '' : `.${fraction}`}${unit}`)
  const step = parseTime(fraction === '' ? `1${unit}` : `0.${'0'.repeat(fraction.length - 1)}1${unit}`)
  if (time === undefined || step === undefined) return undefined
  const said = at === undefined ? time : time - t
  if (said < 0) return undefined
  return { from: Math.max(0, said - Math.floor(step / 2)), to: said + Math.floor(step / 2) + 1, said }
}
