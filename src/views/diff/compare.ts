import type { Micros } from '../../time.ts'
import { leading } from '../../trace/leading.ts'
import type { Change, Course } from './course.ts'

/** Something of two runs: of the one, and of the other. */
export type Pair<T> = readonly [T, T]

/** Where one virtual host does not do the same in two runs. */
export interface Difference {
  /** The same change at another time, or another course: another change, none, or another MASTER first. */
  readonly kind: 'time' | 'course'
  /** When the first of the two changes. */
  readonly t: Micros
  readonly courses: Pair<Course>
  /** Which of its changes, counted from 0. */
  readonly place: number
  /** None: it does not change any more. */
  readonly changes: Pair<Change | undefined>
}

/** How two runs differ in who was in which state when. */
export interface Comparison {
  /** In order of time. */
  readonly differences: readonly Difference[]
  /** How many virtual hosts both have. */
  readonly common: number
  /** Virtual hosts that only one of the runs has. */
  readonly strangers: Pair<readonly string[]>
}

export interface CompareOptions {
  /** When both runs end. */
  readonly end: Micros
  /** Changes that are no further apart happen at the same time. */
  readonly tolerance: Micros
}

/**
 * Compares what virtual hosts were in two runs: change by change, each that comes at another time, up to the first that
 * is another one. What follows that is not compared.
 */
export function compare(runs: Pair<readonly Course[]>, options: CompareOptions): Comparison {
  const [some, others] = runs
  const pairs = some.flatMap((course): Pair<Course>[] => {
    const other = others.find(({ key }) => key === course.key)
    return other === undefined ? [] : [[course, other]]
  })
  const differences = pairs.flatMap((courses) => differencesOf(courses, rivalsOf(courses, pairs), options))
  const strangers: Pair<string[]> = [strangersOf(some, others), strangersOf(others, some)]
  return {
    differences: differences.sort((a, b) => a.t - b.t),
    common: pairs.length,
    strangers,
  }
}

function strangersOf(some: readonly Course[], others: readonly Course[]): string[] {
  return some.map(({ key }) => key).filter((key) => others.every((other) => other.key !== key))
}

/** Others of the same group, in both runs. */
function rivalsOf([own]: Pair<Course>, pairs: readonly Pair<Course>[]): Pair<Course>[] {
  return pairs.filter(([{ key, subject }]) => key !== own.key && subject.group === own.subject.group)
}

function differencesOf(
  courses: Pair<Course>,
  rivals: readonly Pair<Course>[],
  { end, tolerance }: CompareOptions,
): Difference[] {
  const [some, others] = courses.map(({ changes }) => changes) as [readonly Change[], readonly Change[]]
  const found: Difference[] = []
  for (let place = 0; place < Math.max(some.length, others.length); place++) {
    const changes: Pair<Change | undefined> = [some[place], others[place]]
    const [one, other] = changes
    const t = Math.min(one?.t ?? end, other?.t ?? end)
    if (one === undefined || other === undefined) {
      const kind = isCutOff(courses, place, end) ? 'time' : 'course'
      return [...found, { kind, t, courses, place, changes }]
    }
    if (one.to === other.to && Math.abs(one.t - other.t) <= tolerance) continue
    const isCourse = one.to !== other.to || rivals.some((rival) => isOvertaken([one, other], rival))
    if (isCourse) return [...found, { kind: 'course', t, courses, place, changes }]
    found.push({ kind: 'time', t, courses, place, changes })
  }
  return found
}

/** Whether who becomes MASTER in both runs is before a rival in one of them, and after him in the other. */
function isOvertaken([one, other]: Pair<Change>, rival: Pair<Course>): boolean {
  if (one.to !== 'MASTER') return false
  const late = one.t < other.t ? 1 : 0
  const [sooner, later] = late === 1 ? [one.t, other.t] : [other.t, one.t]
  const his = lastMaster(rival[late].changes, later)
  if (his === -1) return false
  const there = rival[1 - late]!.changes[his]
  return there?.to !== 'MASTER' || there.t > sooner
}

/** The place of the last change to MASTER before a time; -1: there is none. */
function lastMaster(changes: readonly Change[], before: Micros): number {
  let place = leading(changes, ({ t }) => t < before) - 1
  while (place >= 0 && changes[place]!.to !== 'MASTER') place -= 1
  return place
}

/** Who is late already may be too late for the end of the run: then nobody knows whether the change would have come. */
function isCutOff(courses: Pair<Course>, place: number, end: Micros): boolean {
  const [here, there] = courses.map(({ changes }) => changes[place])
  const before = courses.map(({ changes }) => changes[place - 1]?.t ?? 0) as [Micros, Micros]
  const late = here === undefined ? before[0] - before[1] : before[1] - before[0]
  return (here ?? there)!.t + Math.max(0, late) > end
}
