import type { DataSafety } from '../../trace/folds/data-safety.ts'
import type { GroupHistory } from '../../trace/folds/history.ts'
import type { PingHistory } from '../../trace/folds/pings.ts'
import { type Measure, measuresOf } from '../verdict/measures.ts'
import type { Course } from './course.ts'

/** One figure in all runs, in their order; null: a run has nothing of the kind. */
export interface Figure extends Omit<Measure, 'value'> {
  readonly values: readonly (number | null)[]
  readonly differs: boolean
}

/** What figures are made of. */
export interface Measured {
  readonly courses: readonly Course[]
  readonly groups: readonly GroupHistory[]
  readonly pings: readonly PingHistory[]
  /** Absent: nobody writes. */
  readonly safety?: DataSafety
}

/** The figures of several runs side by side, in the order of the first run that has them. */
export function figuresBeside(runs: readonly Measured[]): Figure[] {
  const common = runs.reduce<readonly string[]>(
    (keys, { courses }) => keys.filter((key) => courses.some((course) => course.key === key)),
    runs[0]?.courses.map(({ key }) => key) ?? [],
  )
  const measured = runs.map((run) => allOf(run, common))
  const rows = new Map<string, Omit<Measure, 'value'>>()
  for (const { of, name, unit } of measured.flat()) rows.set(keyOf({ of, name }), { of, name, unit })
  return [...rows].map(([key, row]) => {
    const values = measured.map((measures) => measures.find((measure) => keyOf(measure) === key)?.value ?? null)
    return { ...row, values, differs: values.some((value) => value !== values[0]) }
  })
}

/** @param common - the virtual hosts of which changes are counted */
function allOf({ courses, groups, pings, safety }: Measured, common: readonly string[]): Measure[] {
  const changes = groups.map(({ name: of }): Measure => {
    const own = courses.filter(({ key, subject }) => subject.group === of && common.includes(key))
    return { of, name: 'changes of state', unit: 'times', value: own.reduce((sum, one) => sum + one.changes.length, 0) }
  })
  const measures = measuresOf(groups, pings, safety)
  return [
    ...groups.flatMap(({ name }, i) => [changes[i]!, ...measures.filter(({ of }) => of === name)]),
    ...measures.filter(({ of }) => groups.every(({ name }) => name !== of)),
  ]
}

function keyOf({ of, name }: Pick<Measure, 'of' | 'name'>): string {
  return `${of}: ${name}`
}
