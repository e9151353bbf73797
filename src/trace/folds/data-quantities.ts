import type { Micros } from '../../time.ts'
import type { CountedWrites, Quantity } from '../sentence.ts'
import { common, either } from '../windows.ts'
import { type DataSafety, dataSafety } from './data-safety.ts'
import type { Window } from './history.ts'
import type { Meter } from './meter.ts'

type Writes = Extract<Quantity, { counts: CountedWrites }>

/** Counts writes, or reads, of which it is known when they were. */
export function countingWrites({ counts, of }: Writes, period: Window): Meter {
  return measuring((safety) => {
    const times = timesOf(counts, safety, of).filter((t) => t >= period.from && t <= period.to)
    return { value: times.length, parts: [] }
  })
}

/** How long two machines took writes of the same data at once. */
export function twoWriters(of: string | undefined, period: Window): Meter {
  return measuring(({ data }, until) => {
    const all = data.filter((one) => of === undefined || one.of === of).map(({ twoWriters }) => twoWriters)
    const parts = common(all.reduce<Window[]>(either, []), [{ from: period.from, to: Math.min(period.to, until) }])
    return { value: parts.reduce((sum, { from, to }) => sum + to - from, 0), parts }
  })
}

/** When a machine that writes could not. */
export function writerOutages(safety: DataSafety, host: string): Window[] {
  return safety.writers
    .filter((one) => one.host === host)
    .map(({ outages }) => [...outages])
    .reduce(either, [])
}

function measuring(measure: (safety: DataSafety, until: Micros) => ReturnType<Meter['end']>): Meter {
  const fold = dataSafety()
  return {
    kinds: fold.kinds,
    record: (record) => {
      if (fold.kinds.includes(record.kind)) fold.record(record)
    },
    end: (_, until) => measure(fold.end(until), until),
  }
}

function timesOf(counts: CountedWrites, { data, writers }: DataSafety, of: string | undefined): readonly Micros[] {
  if (counts === 'blocked writes' || counts === 'stale reads') {
    const own = writers.filter((one) => of === undefined || one.host === of || one.of === of)
    return own.flatMap((one) => (counts === 'blocked writes' ? one.blocked : one.staleReads))
  }
  return data.flatMap(({ of: name, acknowledged, lost, diverged }) => {
    const isAll = of === undefined || of === name
    if (counts === 'acknowledged writes')
      return acknowledged.filter((one) => isAll || one.writer === of).map(({ t }) => t)
    const missing = counts === 'lost writes' ? lost : diverged
    return missing.filter((one) => isAll || one.writer === of).map(({ t }) => t)
  })
}
