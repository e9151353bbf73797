import type { DataSafety } from '../../trace/folds/data-safety.ts'
import { figuresOf, type GroupHistory } from '../../trace/folds/history.ts'
import { outageFiguresOf, type PingHistory } from '../../trace/folds/pings.ts'
import { inAll } from '../../trace/windows.ts'
import { exactly, roughly } from '../words.ts'

/** One figure of a run. */
export interface Measure {
  /** Of what: a group such as `lan/1`, or pings such as `laptop -> 10.0.0.3`. */
  readonly of: string
  readonly name: string
  /** A number of times, or a time in microseconds. */
  readonly unit: 'times' | 'time'
  readonly value: number
}

const ASKED = { ping: 'pings', fetch: 'fetches', connection: 'words' } as const

/**
 * All figures of a run, in the same order for every run of a scenario.
 *
 * @param safety - of a scenario in which somebody writes
 */
export function measuresOf(
  groups: readonly GroupHistory[],
  pings: readonly PingHistory[] = [],
  safety?: DataSafety,
): Measure[] {
  return [...ofGroups(groups), ...pings.flatMap(ofPings), ...(safety === undefined ? [] : ofWrites(safety))]
}

/** Of all data, and all who write. */
function ofWrites({ data, writers }: DataSafety): Measure[] {
  const of = 'writes'
  const times = (name: string, values: readonly (readonly unknown[])[]): Measure => {
    return { of, name, unit: 'times', value: values.reduce((sum, each) => sum + each.length, 0) }
  }
  const outage = Math.max(0, ...writers.map(({ longestOutage }) => longestOutage))
  const both = data.reduce((sum, { twoWriters }) => sum + inAll(twoWriters), 0)
  return [
    times(
      'acknowledged',
      data.map(({ acknowledged }) => acknowledged),
    ),
    times(
      'lost',
      data.map(({ lost }) => lost),
    ),
    times(
      'diverged',
      data.map(({ diverged }) => diverged),
    ),
    times(
      'blocked',
      writers.map(({ blocked }) => blocked),
    ),
    times(
      'missing in reads',
      writers.map(({ staleReads }) => staleReads),
    ),
    { of, name: 'longest outage', unit: 'time', value: outage },
    { of, name: 'two machines served', unit: 'time', value: both },
  ]
}

function ofPings(history: PingHistory): Measure[] {
  const of = `${history.host} -> ${history.address}`
  const { longestSilence, doubled } = outageFiguresOf(history)
  const asked = ASKED[history.of ?? 'ping']
  return [
    { of, name: `${asked} lost`, unit: 'times', value: history.lost },
    { of, name: 'longest silence', unit: 'time', value: longestSilence },
    { of, name: `${asked} answered by two`, unit: 'times', value: doubled },
    { of, name: `${asked} to nobody`, unit: 'times', value: history.unclaimed },
    ...(history.broken === undefined ? [] : [broken(of, history.broken)]),
  ]
}

function broken(of: string, value: number): Measure {
  return { of, name: 'connections broken', unit: 'times', value }
}

function ofGroups(groups: readonly GroupHistory[]): Measure[] {
  return groups.flatMap((group) => {
    const figures = figuresOf(group)
    const times = (name: string, value: number): Measure => ({ of: group.name, name, unit: 'times', value })
    const time = (name: string, value: number): Measure => ({ of: group.name, name, unit: 'time', value })
    return [
      times('fail-overs', figures.failovers),
      times('hand-overs', figures.handovers),
      time('nobody MASTER', figures.nobody),
      time('longest without a MASTER', figures.longestNobody),
      times('split-brains', figures.splitBrains),
      time('longest split-brain', figures.longestSplitBrain),
    ]
  })
}

/** A figure as people read it: times that are short to the microsecond. */
export function measured(unit: Measure['unit'], value: number): string {
  if (unit === 'times') return String(value)
  return value < 1_000_000 ? exactly(value) : roughly(value)
}
