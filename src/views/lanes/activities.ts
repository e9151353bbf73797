import { measure } from '../../trace/fold.ts'
import { type Activity, activities } from '../../trace/folds/activities.ts'
import type { Trace } from '../../trace/trace.ts'
import { joined, otherTimes } from '../../trace/windows.ts'
import { once } from '../once.ts'
import { safetyOf } from '../verdict/data.ts'
import { longest, paintOver } from './cells.ts'
import type { Grid } from './grid.ts'

/** What one cell of a line of activity shows: at some time of it, however short, the thing went on. */
export type ActivityCell = 'on' | 'off' | 'unknown'

/** What a machine did besides the election. */
export interface ActivityLane extends Pick<Activity, 'host' | 'of' | 'name'> {
  readonly cells: readonly ActivityCell[]
}

/**
 * What went on on the machines of a trace, and when those could write that do: of addresses only those that are shared,
 * and of data only those that no service of that name serves.
 */
export const activitiesOf: (trace: Trace) => readonly Activity[] = once((trace) => {
  const shared = new Set(trace.hosts.flatMap(({ vhosts }) => vhosts.flatMap(({ addresses }) => addresses)))
  const all = measure(trace.records, trace.until, activities())
  const isServed = ({ host, name }: Activity) =>
    all.some((one) => one.of === 'service' && one.host === host && one.name === name)
  const shown = all.filter((one) => {
    if (one.of === 'address') return shared.has(one.name)
    return one.of !== 'data' || !isServed(one)
  })
  return [...shown, ...writesOf(trace)]
})

/** From the first acknowledgement on, but for the times in which nothing could be written. */
function writesOf(trace: Trace): Activity[] {
  const { data, writers } = safetyOf(trace)
  return writers.flatMap(({ host, of, first, outages }) => {
    // Where somebody writes to what his own machine has, that is shown already.
    if (first === null || data.some((one) => one.of === of)) return []
    const off = joined([{ from: 0, to: first }, ...outages])
    const on = otherTimes(off, trace.until)
    const stretches = [
      ...off.map(({ from, to }) => ({ from, to, value: false })),
      ...on.map(({ from, to }) => ({ from, to, value: true })),
    ].sort((a, b) => a.from - b.from)
    return [{ host, of: 'writes' as const, name: of, stretches }]
  })
}

export function activityLane({ host, of, name, stretches }: Activity, grid: Grid): ActivityLane {
  const cells: (ActivityCell | undefined)[] = longest(
    grid,
    stretches.map(({ from, to }) => ({ from, to, value: 'off' as const })),
  )
  paintOver(
    cells,
    grid,
    stretches.filter(({ value }) => value),
    'on',
  )
  return { host, of, name, cells: cells.map((cell) => cell ?? 'off') }
}

/** `vm1 scripts`, `vm1 apache2`, `fw1 /hast/test`, `laptop writes 10.0.0.3:3306`, `fw1 primary of test`, `vm1 has 172.16.0.1`. */
export function activityLabel({ host, of, name }: Pick<Activity, 'host' | 'of' | 'name'>): string {
  if (of === 'scripts') return `${host} scripts`
  if (of === 'writes') return `${host} writes ${name}`
  if (of === 'primary') return `${host} primary of ${name}`
  return of === 'address' ? `${host} has ${name}` : `${host} ${name}`
}
