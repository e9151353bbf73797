import type { Micros } from '../../time.ts'
import type { CountedWrites, Quantity } from '../sentence.ts'
import { common, either, inAll, joined, longestOf } from '../windows.ts'
import { PINGS } from './chronicle.ts'
import { countingWrites, twoWriters, writerOutages } from './data-quantities.ts'
import { dataSafety } from './data-safety.ts'
import { countedBy, floodsOf, type Matcher } from './happenings.ts'
import type { Move, Window } from './history.ts'
import type { Meter } from './meter.ts'
import { outagesOf } from './pings.ts'
import { kindsOf, windowsOf } from './truth.ts'

export type { Measured, Meter } from './meter.ts'

export function meterOf(quantity: Quantity, period: Window): Meter {
  if ('lasts' in quantity) {
    if (quantity.lasts === 'two writers') return twoWriters(quantity.of, period)
    return quantity.lasts === 'outage' ? outage(quantity.host, period) : lasting(quantity, period)
  }
  if ('parts' in quantity) return counting(countedBy(quantity.counts, quantity.parts), period)
  if (isOfWrites(quantity)) return countingWrites(quantity, period)
  return quantity.counts === 'floods' ? counting(floodsOf(quantity.switch), period) : moves(quantity, period)
}

/** Conditions are followed by the chronicle. */
function lasting({ condition, lasts }: Extract<Quantity, { lasts: 'in all' | 'longest' }>, period: Window): Meter {
  return {
    kinds: kindsOf(condition),
    record: () => undefined,
    end: (histories, until) => {
      const windows = common(windowsOf(condition, histories, until + 1), [clipped(period, until)])
      return { value: lasts === 'longest' ? longestOf(windows) : inAll(windows), parts: windows }
    },
  }
}

const WRITES: readonly string[] = [
  'acknowledged writes',
  'lost writes',
  'diverged writes',
  'blocked writes',
  'stale reads',
] satisfies CountedWrites[]

function isOfWrites(quantity: Quantity): quantity is Extract<Quantity, { counts: CountedWrites }> {
  return 'counts' in quantity && WRITES.includes(quantity.counts)
}

/**
 * When any of the addresses that a machine pings was silent, after the first answer, or all the time if none came; and
 * when it could not write that had written before.
 */
function outage(host: string, period: Window): Meter {
  const safety = dataSafety()
  return {
    kinds: [...new Set([...PINGS, ...safety.kinds])],
    record: (record) => {
      if (safety.kinds.includes(record.kind)) safety.record(record)
    },
    end: ({ pings }, until) => {
      const own = pings.filter((history) => history.host === host)
      const silences = own.map((history) => joined(history.answered > 0 ? outagesOf(history) : history.stretches))
      const all = [...silences, writerOutages(safety.end(until), host)]
      const parts = common(all.reduce(either, []), [clipped(period, until)])
      return { value: longestOf(parts), parts }
    },
  }
}

function moves({ counts, group }: Extract<Quantity, { counts: 'fail-overs' | 'hand-overs' }>, period: Window): Meter {
  const kind: Move['kind'] = counts === 'fail-overs' ? 'fail-over' : 'hand-over'
  return {
    kinds: ['power', 'process', 'transition'],
    record: () => undefined,
    end: ({ groups }) => {
      const all = groups.filter(({ name }) => group === undefined || name === group).flatMap(({ moves }) => moves)
      return { value: all.filter((move) => move.kind === kind && isIn(move.t, period)).length, parts: [] }
    },
  }
}

function counting({ kinds, fits }: Matcher, period: Window): Meter {
  let count = 0
  return {
    kinds,
    record: (record) => {
      if (kinds.includes(record.kind) && isIn(record.t, period) && fits(record)) count += 1
    },
    end: () => ({ value: count, parts: [] }),
  }
}

function isIn(t: Micros, { from, to }: Window): boolean {
  return t >= from && t <= to
}

function clipped({ from, to }: Window, until: Micros): Window {
  return { from, to: Math.min(to, until) }
}
