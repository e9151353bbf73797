import { measure } from '../../trace/fold.ts'
import { type Activity, activities } from '../../trace/folds/activities.ts'
import type { Trace } from '../../trace/trace.ts'
import { once } from '../once.ts'
import { longest, paintOver } from './cells.ts'
import type { Grid } from './grid.ts'

/** What one cell of a line of activity shows: at some time of it, however short, the thing went on. */
export type ActivityCell = 'on' | 'off' | 'unknown'

/** What a machine did besides the election. */
export interface ActivityLane extends Pick<Activity, 'host' | 'of' | 'name'> {
  readonly cells: readonly ActivityCell[]
}

/** What went on on the machines of a trace: of addresses only those that are shared. */
export const activitiesOf: (trace: Trace) => readonly Activity[] = once((trace) => {
  const shared = new Set(trace.hosts.flatMap(({ vhosts }) => vhosts.flatMap(({ addresses }) => addresses)))
  const all = measure(trace.records, trace.until, activities())
  return all.filter(({ of, name }) => of !== 'address' || shared.has(name))
})

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

/** `vm1 scripts`, `vm1 apache2`, `vm1 has 172.16.0.1`, `fw1 primary of test`. */
export function activityLabel({ host, of, name }: Pick<Activity, 'host' | 'of' | 'name'>): string {
  if (of === 'scripts') return `${host} scripts`
  if (of === 'primary') return `${host} primary of ${name}`
  return of === 'address' ? `${host} has ${name}` : `${host} ${name}`
}
