import type { Micros } from '../../time.ts'
import type { DataSafety } from '../../trace/folds/data-safety.ts'
import type { GroupHistory } from '../../trace/folds/history.ts'
import type { PingHistory } from '../../trace/folds/pings.ts'
import type { Trace } from '../../trace/trace.ts'
import { historiesOf } from '../lanes/lanes.ts'
import { pingsOf } from '../lanes/pings.ts'
import { safetyOf } from '../verdict/data.ts'
import { type Scene, sceneOf } from '../why/scene.ts'
import { compare, type Difference, type Pair } from './compare.ts'
import { type Course, coursesOf } from './course.ts'
import { type LoneEvent, loneEvents } from './events.ts'
import { type Figure, figuresBeside } from './figures.ts'
import { type Side, sidesOf } from './sides.ts'

/** A run that is compared with others. */
export interface Run {
  readonly name: string
  /** What was changed in what was written, in full. */
  readonly changes?: string
  readonly trace: Trace
}

/** A run up to the end that all have in common, and what came of it. */
export interface MeasuredRun extends Run {
  readonly groups: readonly GroupHistory[]
  readonly pings: readonly PingHistory[]
  readonly safety?: DataSafety
}

/** Where two runs part, and what each did there. */
export interface Parting {
  readonly kind: Difference['kind']
  readonly t: Micros
  readonly sides: Pair<Side>
}

/** One run compared with the first. */
export interface AgainstFirst {
  /** Its place among the runs. */
  readonly run: number
  /** Where they part, be it that the same change comes at another time; and where they take another course. */
  readonly first: Parting | undefined
  readonly course: Parting | undefined
  /** How many changes come at another time, and how far apart they are at most. */
  readonly shifted: number
  readonly furthest: Micros
  /** Events that do something in one of the two runs only, up to where they take another course. */
  readonly loneEvents: readonly LoneEvent[]
  /** How many virtual hosts both have. */
  readonly common: number
  /** Virtual hosts that only the first run has, and that only this one has. */
  readonly strangers: Pair<readonly string[]>
  /** Whether they part, or a figure differs. */
  readonly parts: boolean
}

/** Several runs beside each other. */
export interface Diff {
  readonly runs: readonly MeasuredRun[]
  /** The end of the shortest run: what others did after that is left out. */
  readonly end: Micros
  /** Whether runs had another end. */
  readonly isCut: boolean
  readonly comparisons: readonly AgainstFirst[]
  readonly figures: readonly Figure[]
  readonly parts: boolean
}

interface Staged extends MeasuredRun {
  readonly scene: Scene
  readonly courses: readonly Course[]
}

/**
 * Compares runs with the first of them: who was in which state when, at the end of each instant, and what that comes to.
 * A pure function of the traces; where two of them change places, they part at the same instant.
 *
 * @param runs - two or more; of level `all`, if all is to be explained
 * @param tolerance - changes that are no further apart happen at the same time
 */
export function diff(runs: readonly Run[], tolerance: Micros = 0): Diff {
  const end = Math.min(...runs.map(({ trace }) => trace.until))
  const staged = runs.map((run) => stagedUpTo(run, end))
  const figures = figuresBeside(staged)
  const [first, ...others] = staged
  const comparisons = others.map((other, i) => {
    // Lengths of time follow from changes, which may be a little apart.
    const compared = figures.filter(({ unit }) => unit === 'times' || tolerance === 0)
    const differ = compared.some(({ values }) => areUnlike(values[0]!, values[i + 1]!))
    return againstFirst([first!, other], i + 1, { end, tolerance, differ })
  })
  return {
    runs: staged.map(({ scene: _, courses: _courses, ...run }) => run),
    end,
    isCut: runs.some(({ trace }) => trace.until > end),
    comparisons,
    figures,
    parts: comparisons.some(({ parts }) => parts),
  }
}

/** Where two runs differ up to the end of an instant, in order of time. */
export function differencesBetween(traces: Pair<Trace>, seen: Micros): readonly Difference[] {
  const end = Math.min(seen, ...traces.map(({ until }) => until))
  const [one, other] = traces.map((trace) => stagedUpTo({ name: '', trace }, end).courses) as [Course[], Course[]]
  return compare([one, other], { end, tolerance: 0 }).differences
}

/** What only one of them has is no difference. */
function areUnlike(one: number | null, other: number | null): boolean {
  return one !== null && other !== null && one !== other
}

function stagedUpTo({ trace: whole, ...run }: Run, end: Micros): Staged {
  const records = whole.until > end ? whole.records.filter(({ t }) => t <= end) : whole.records
  const trace = whole.until > end ? { ...whole, until: end, records } : whole
  const [scene, groups] = [sceneOf(trace), historiesOf(trace)]
  const safety = safetyOf(trace)
  const isOfWrites = safety.data.length + safety.writers.length > 0
  const pings = pingsOf(trace)
  return { ...run, trace, scene, groups, pings, courses: coursesOf(scene, groups), ...(isOfWrites && { safety }) }
}

function againstFirst(
  [one, other]: Pair<Staged>,
  run: number,
  { end, tolerance, differ }: { readonly end: Micros; readonly tolerance: Micros; readonly differ: boolean },
): AgainstFirst {
  const { differences, common, strangers } = compare([one.courses, other.courses], { end, tolerance })
  const told = (difference: Difference | undefined): Parting | undefined =>
    difference && {
      kind: difference.kind,
      t: difference.t,
      sides: sidesOf([one.scene, other.scene], difference),
    }
  const course = told(differences.find(({ kind }) => kind === 'course'))
  const [earliest] = differences
  const distances = differences.flatMap(({ kind, changes: [a, b] }) => (kind === 'time' && a && b ? [apart(a, b)] : []))
  return {
    run,
    first: earliest?.t === course?.t ? course : told(earliest),
    course,
    shifted: distances.length,
    furthest: Math.max(0, ...distances),
    loneEvents: loneEvents([one.scene, other.scene], course?.t ?? end),
    common,
    strangers,
    parts: differences.length > 0 || differ,
  }
}

function apart(a: { readonly t: Micros }, b: { readonly t: Micros }): Micros {
  return Math.abs(a.t - b.t)
}
