import { memoryOf, type Row, SUBJECT, SWITCHED, timeOf } from './rows.ts'
import { LOADS, type Load } from './workloads.ts'

export interface Target {
  readonly text: string
  /** What was measured; undefined: nothing, for the peer is absent, or was not run. */
  readonly value: number | undefined
  readonly verdict: 'PASS' | 'FAIL' | 'absent' | 'not run'
}

const MEGABYTES = 150
/** What a learning switch in the path may cost: a tenth. */
const WITH_SWITCH = 1.1

/** What carpsim must reach. */
export function targetsOf(rows: readonly Row[]): Target[] {
  const reason = (peer: string) => (rows.some(({ impl }) => impl === peer) ? 'not run' : 'absent')
  /** At most so many times the time of a peer. */
  const within = (load: Load, limit: number, peer: string): Target => {
    const value = ratio(timeOf(rows, SUBJECT, load), timeOf(rows, peer, load))
    return target(`${load}: at most ${limit} × the time of ${peer}`, value ?? reason(peer), (found) => found <= limit)
  }
  /** At least so many times as fast as a peer. */
  const faster = (load: Load, limit: number, peer: string): Target => {
    const value = ratio(timeOf(rows, peer, load), timeOf(rows, SUBJECT, load))
    return target(`${load}: at least ${limit} × as fast as ${peer}`, value ?? reason(peer), (found) => found >= limit)
  }
  const switched = (load: Load): Target => {
    const value = ratio(timeOf(rows, SWITCHED, load), timeOf(rows, SUBJECT, load))
    const text = `${load}: through a switch at most ${WITH_SWITCH} × the time`
    return target(text, value ?? reason(SWITCHED), (found) => found <= WITH_SWITCH)
  }
  return [
    within('W 2', 3, 'cpp-naive'),
    within('W 64', 1, 'cpp-naive'),
    within('W 512', 1, 'cpp-naive'),
    faster('W 64', 30, 'simpy2'),
    faster('W 512', 30, 'simpy2'),
    faster('W 64', 30, 'ns3-csma'),
    faster('W 512', 30, 'ns3-csma'),
    within('M', 10, 'cpp-lazy'),
    ...LOADS.map(switched),
    target(`memory: under ${MEGABYTES} MB`, memoryOf(rows, SUBJECT), (found) => found < MEGABYTES),
  ]
}

export function target(
  text: string,
  value: number | 'absent' | 'not run',
  reached: (value: number) => boolean,
): Target {
  if (typeof value === 'string') return { text, value: undefined, verdict: value }
  return { text, value, verdict: reached(value) ? 'PASS' : 'FAIL' }
}

function ratio(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a / b
}
