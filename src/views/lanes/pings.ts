import { measure } from '../../trace/fold.ts'
import { outages } from '../../trace/folds/outages.ts'
import type { PingHistory } from '../../trace/folds/pings.ts'
import type { Asking } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { once } from '../once.ts'
import { longest, paintOver } from './cells.ts'
import type { Grid } from './grid.ts'

/** What one cell of a line of pings shows. Doubled: two or more machines answered. */
export type PingCell = 'answered' | 'lost' | 'doubled' | 'off' | 'unknown'

/** What a machine that pings an address saw. */
export interface PingLane {
  readonly host: string
  readonly address: string
  /** Absent: it pings. */
  readonly of?: Asking
  readonly cells: readonly PingCell[]
}

/** What the machines of a trace saw that ping. */
export const pingsOf: (trace: Trace) => readonly PingHistory[] = once((trace) =>
  measure(trace.records, trace.until, outages(trace.hosts)),
)

/** The worst of a cell: two answers over none over one. */
export function pingLane({ host, address, of, stretches }: PingHistory, grid: Grid): PingLane {
  const cells: (PingCell | undefined)[] = longest(
    grid,
    stretches.map(({ from, to }) => ({ from, to, value: 'answered' as const })),
  )
  const silences = stretches.filter(({ by }) => by.length === 0)
  const doubled = stretches.filter(({ by }) => by.length > 1)
  paintOver(cells, grid, silences, 'lost')
  paintOver(cells, grid, doubled, 'doubled')
  return { host, address, ...(of && { of }), cells: cells.map((cell) => cell ?? 'off') }
}
