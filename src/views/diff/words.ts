import { formatSeconds, type Micros } from '../../time.ts'
import type { VhostState } from '../../trace/folds/history.ts'
import { exactly } from '../words.ts'
import type { AgainstFirst, Diff, Parting } from './diff.ts'
import type { Side } from './sides.ts'

/** `BACKUP → MASTER`, `stays MASTER`. */
export function whatOf({ from, to }: { readonly from: VhostState; readonly to: VhostState }): string {
  return from === to ? `stays ${to}` : `${from} → ${to}`
}

/** What is told of a parting before its two sides. */
export function headlineOf(diff: Diff, comparison: AgainstFirst, parting: Parting): string {
  const [first, other] = namesOf(diff, comparison)
  const at = formatSeconds(parting.t)
  if (parting !== comparison.first) return `From ${at} on it takes another course.`
  const how = parting.kind === 'course' ? 'it takes another course' : `the same change${shift(parting.sides)}`
  return `${other} parts from ${first} at ${at}: ${how}.`
}

/** `, 779.378 ms later` */
function shift([one, other]: Parting['sides']): string {
  if (one.from === one.to) return ', which does not come there before the end'
  if (other.from === other.to) return ' does not come before the end'
  return `, ${exactly(Math.abs(other.t - one.t))} ${other.t > one.t ? 'later' : 'earlier'}`
}

const MOST_EVENTS = 3

/** What else there is to say of two runs, each in a sentence. */
export function notesOf(diff: Diff, { run, shifted, furthest, strangers, loneEvents }: AgainstFirst): string[] {
  const names = [diff.runs[0]!.name, diff.runs[run]!.name]
  return [
    ...(shifted > 1
      ? [`${shifted} changes that both make come at other times, up to ${exactly(furthest)} apart.`]
      : []),
    ...loneEvents
      .slice(0, MOST_EVENTS)
      .map(({ t, text, not, why }) => `At ${formatSeconds(t)} "${text}" does nothing in ${names[not]}: ${why}.`),
    ...(loneEvents.length > MOST_EVENTS ? [`And ${loneEvents.length - MOST_EVENTS} more such events.`] : []),
    ...strangers.flatMap((some, i) => (some.length === 0 ? [] : [`Only in ${names[i]}: ${some.join(', ')}.`])),
  ]
}

/** What it comes to: whether they part, and where. */
export function verdictOf(diff: Diff, comparison: AgainstFirst, tolerance: Micros): string {
  const [first, other] = namesOf(diff, comparison)
  const { first: parting, course, parts } = comparison
  const times = tolerance === 0 ? 'at the same times' : `no further than ${exactly(tolerance)} apart`
  if (!parts) return `${other} does the same as ${first}: the same changes, ${times}`
  if (parting === undefined) return `${other} makes the same changes as ${first}, ${times}; but figures differ`
  const from = `${other} parts from ${first} at ${formatSeconds(parting.t)}`
  if (course === undefined) return `${from}: the same changes at other times`
  return parting === course
    ? `${from}: another course`
    : `${from}: the same at other times; another course from ${formatSeconds(course.t)}`
}

function namesOf({ runs }: Diff, { run }: AgainstFirst): [string, string] {
  return [runs[0]!.name, runs[run]!.name]
}

/** What is said of all runs. */
export function remarksOf({ runs, end, isCut }: Diff): string[] {
  const seeds = new Set(runs.map(({ trace }) => trace.seed))
  return [
    ...runs.flatMap(({ name, changes }) => (changes === undefined ? [] : [`${name}: ${changes}`])),
    ...(isCut ? [`Compared up to ${exactly(end)}, where the shortest run ends.`] : []),
    ...(seeds.size > 1 ? [`Their seeds differ: ${runs.map(({ trace }) => trace.seed).join(', ')}.`] : []),
  ]
}

/** Whom to ask about, and when. */
export function askedOf({ first, course }: AgainstFirst): readonly Side[] {
  return (course ?? first)?.sides ?? []
}
