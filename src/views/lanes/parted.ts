import type { Micros } from '../../time.ts'
import type { Grid } from './grid.ts'

/** Where a virtual host first does otherwise than in the run that this one is compared with. */
export interface Parted {
  readonly host: string
  readonly interface: string
  /** `lan/1` */
  readonly group: string
  /** The same change at another time, or another course. */
  readonly kind: keyof typeof PARTS
  readonly t: Micros
}

/** What points to it: never by colour alone. */
export const PARTS = { time: '~', course: '^' } as const

/** The columns in which virtual hosts part, each with what points there; another course is worse than another time. */
export function partedColumns(parted: readonly Parted[], grid: Grid): ReadonlyMap<number, string> {
  const columns = new Map<number, string>()
  for (const { kind, t } of [...parted].sort((a, b) => rank(a) - rank(b))) {
    if (t >= grid.from && t <= grid.to) columns.set(grid.columnOf(t), PARTS[kind])
  }
  return columns
}

function rank({ kind }: Parted): number {
  return kind === 'time' ? 0 : 1
}
