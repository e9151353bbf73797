import type { Scenario } from '../../src/scenario/scenario.ts'
import { simulate } from '../../src/simulate.ts'
import { formatSeconds } from '../../src/time.ts'
import type { TraceRecord } from '../../src/trace/record.ts'
import type { Trace } from '../../src/trace/trace.ts'
import { type Case, namesInterfaces, scenarioOf } from './case.ts'
import { type Logged, toldBy, toldByTrace } from './logs.ts'
import { comparable, type Entry, type Fields, LISTS, type Played, played, type Timeline } from './timeline.ts'

export interface Compared {
  /** Compare all 36 bytes of each advertisement, too. */
  readonly hex: boolean
  readonly logged?: Logged | undefined
  /** Play another scenario, in which the same should happen. */
  readonly through?: ((scenario: Scenario) => Scenario) | undefined
}

/**
 * Plays a recorded case and compares what happens with what real code did.
 *
 * @returns undefined where all is equal, else the first difference in words, with what led to it
 */
export function differenceOf(given: Case, impl: string, expected: Timeline, how: Compared): string | undefined {
  const scenario = scenarioOf(given, impl)
  const trace = simulate(how.through?.(scenario) ?? scenario)
  const mine = played(trace.records)
  const options = { interfaces: namesInterfaces(given), families: 'nas' in expected, hex: how.hex }
  for (const list of LISTS) {
    const difference = differenceInList(list, mine, expected, trace, options)
    if (difference !== undefined) return difference
  }
  return how.logged === undefined ? undefined : differenceInLogs(how.logged, trace, impl)
}

function differenceInList(
  list: (typeof LISTS)[number],
  mine: readonly Played[],
  expected: Timeline,
  trace: Trace,
  options: Fields,
): string | undefined {
  const here = mine.filter((entry) => entry.list === list)
  const there = expected[list] ?? []
  for (let i = 0; i < Math.max(here.length, there.length); i++) {
    // Where a recording left the bytes out, there is nothing to compare them with.
    const hex = options.hex && there[i]?.['hex'] !== undefined
    const text = (entry: Entry | undefined) =>
      entry === undefined ? 'nothing' : comparable(entry, { ...options, hex })
    const [a, b] = [text(here[i]?.entry), text(there[i])]
    if (a === b) continue
    const led = here[i] ? chain(here[i]!.record, trace) : before(Number(there[i]!['t']), trace)
    return [`  ${list}[${i}]`, `    recorded  ${b}`, `    carpsim   ${a}`, ...led.map((line) => `      ${line}`)].join(
      '\n',
    )
  }
  return undefined
}

function differenceInLogs(logged: Logged, trace: Trace, impl: string): string | undefined {
  const there = toldBy(logged)
  const here = toldByTrace(trace, impl)
  const missing = there.filter((line) => !here.includes(line))
  const extra = here.filter((line) => !there.includes(line))
  if (missing.length === 0 && extra.length === 0) return undefined
  const first = [
    ...missing.slice(0, 3).map((l) => `    recorded  ${l}`),
    ...extra.slice(0, 3).map((l) => `    carpsim   ${l}`),
  ]
  return ['  logs', ...first].join('\n')
}

/** A record and what caused it, back to the fault. */
export function chain(record: TraceRecord, trace: Trace): string[] {
  const byId = new Map(trace.records.map((candidate) => [candidate.id, candidate]))
  const lines: string[] = []
  let at: TraceRecord | undefined = record
  while (at !== undefined && lines.length < 12) {
    lines.push(tell(at))
    at = at.cause === null ? undefined : byId.get(at.cause)
  }
  return ['which came of', ...lines.slice(1)]
}

/** What carpsim did last before a time. */
export function before(t: number, trace: Trace): string[] {
  return [
    'where carpsim did',
    ...trace.records
      .filter((record) => record.t <= t)
      .slice(-8)
      .map(tell),
  ]
}

function tell({ id, t, cause, kind, ...rest }: TraceRecord): string {
  const said = Object.entries(rest).filter(([, value]) => typeof value !== 'object')
  return `${formatSeconds(t)}  ${kind}  ${said.map(([name, value]) => `${name} ${value}`).join('  ')}`
}
