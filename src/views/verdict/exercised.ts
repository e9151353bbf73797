import { formatTime } from '../../time.ts'
import type { Expectation } from '../../trace/expectation.ts'
import { leavesAbout } from '../../trace/folds/facts.ts'
import type { Window } from '../../trace/folds/history.ts'
import type { TraceRecord } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'

/**
 * Why an expectation was never put to the test, though it may hold: its time is after the end of the run, or none of the
 * machines that it names had power then. Undefined: it was.
 */
export function unexercised(trace: Trace, expectation: Expectation): string | undefined {
  const { until } = trace
  const { from, to } = periodOf(expectation)
  if (from > until) return `the run ends at ${formatTime(until)}, before ${formatTime(from)}`
  const named = machinesIn(expectation)
  if (named.length === 0 || named.some((host) => hadPower(trace, host, { from, to }))) return undefined
  return `${named.join(' and ')} had no power in that time`
}

function periodOf(expectation: Expectation): Window {
  return expectation.wrapper === 'at' ? { from: expectation.at, to: expectation.at } : expectation
}

/** Machines that it names; that one has no power may be just what is expected. */
function machinesIn({ that }: Expectation): string[] {
  const hosts = leavesAbout(that).flatMap((leaf) => {
    if (leaf.is === 'state') return [leaf.vhost.host]
    return leaf.is === 'demotion' || leaf.is === 'ping' || leaf.is === 'role' ? [leaf.host] : []
  })
  return [...new Set(hosts)]
}

function hadPower({ records }: Trace, host: string, { from, to }: Window): boolean {
  const isPower = (record: TraceRecord) => record.kind === 'power' && record.host === host
  const powers = records.filter(isPower) as Extract<TraceRecord, { kind: 'power' }>[]
  const before = powers.findLast(({ t }) => t <= from)
  return (
    (before !== undefined && before.power !== 'off') ||
    powers.some(({ t, power }) => t > from && t <= to && power === 'on')
  )
}
