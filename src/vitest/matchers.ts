import { askedOf } from '../cli/test/asked.ts'
import { expectationCheck, violationCheck } from '../cli/test/checks.ts'
import { readInvariant } from '../scenario/read/invariants.ts'
import type { Check } from '../test-runner/result.ts'
import { formatTime, parseTime } from '../time.ts'
import { measure } from '../trace/fold.ts'
import { expectationFold } from '../trace/folds/expectations.ts'
import { figuresOf } from '../trace/folds/history.ts'
import type { Run } from './run.ts'

/** What a matcher tells vitest. */
interface Told {
  readonly pass: boolean
  message(): string
}

/** Whom it is about, where there are several groups, and when: at the end unless said. */
export interface ElectOptions {
  /** `lan/1` */
  readonly of?: string
  /** `9s` */
  readonly at?: string
}

/** `fw1` is MASTER at the end, or at a time. */
export function toElect(run: Run, host: string, { of, at }: ElectOptions = {}): Told {
  const group = of === undefined ? '' : ` of ${of}`
  return toSatisfy(run, `${host} is MASTER${group} at ${at ?? formatTime(run.trace.until)}`)
}

/** Somebody fails, and of no group is nobody MASTER for longer than that once there was one. */
export function toFailOverWithin(run: Run, time: string, { of }: Pick<ElectOptions, 'of'> = {}): Told {
  const limit = parseTime(time)
  if (limit === undefined) throw new TypeError(`a time is like 3.5s, not ${time}`)
  const groups = run.groups.filter(({ name }) => of === undefined || name === of)
  if (groups.length === 0)
    throw new TypeError(`there is no group ${of}: ${run.groups.map(({ name }) => name).join(', ')}`)
  const failovers = groups.reduce((sum, group) => sum + figuresOf(group).failovers, 0)
  if (failovers === 0) return { pass: false, message: () => `${run.file}: nobody failed over: no MASTER was lost` }
  const slow = groups.find((group) => figuresOf(group).longestNobody > limit)
  const longest = Math.max(...groups.map((group) => figuresOf(group).longestNobody))
  if (slow === undefined) return { pass: true, message: () => `the longest fail-over took ${formatTime(longest)}` }
  const first = slow.tenures.find(({ masters }) => masters.length > 0)!
  const between = `${formatTime(first.from)}..${formatTime(run.trace.until)}`
  return toSatisfy(run, `{ between: ${between}, longest nobody is MASTER of ${slow.name}: at most ${time} }`)
}

/** Of no group are two machines MASTER for longer than a hand-over takes. */
export function toHaveAtMostOneMaster(run: Run): Told {
  return toKeep(run, 'at-most-one-MASTER')
}

/** An invariant by its name, with a time behind it if need be: `no-flap 2s`. */
export function toKeep(run: Run, invariant: string): Told {
  const read = readInvariant(invariant)
  if (typeof read === 'string') throw new TypeError(read)
  const checked = run.expecting([])
  const [asked] = askedOf({ ...checked.source.scenario, invariants: [read] }, [])
  return toldOf(violationCheck(checked, asked!, measure(run.trace.records, run.trace.until, asked!.fold())))
}

/**
 * What a sentence says is so: `fw1 is MASTER from 10s within 3s`, `always at most one MASTER`, `fail-overs: at most 1`.
 *
 * @param expected - the sentence, or as in vitest itself a function of the value
 */
export function toSatisfy(run: unknown, expected: string | ((value: unknown) => boolean)): Told {
  if (typeof expected === 'function') {
    return { pass: expected(run), message: () => 'the value does not satisfy the function' }
  }
  const asked = (run as Run).expecting([expected])
  const expectation = asked.source.scenario.expect.at(-1)!
  return toldOf(judgedBy(asked, expectation))
}

/** All that the file expects itself. */
export function toHoldWhatItExpects(run: Run): Told {
  const asked = run.expecting([])
  const checks = asked.source.scenario.expect.map((expectation) => judgedBy(asked, expectation))
  return toldOf(checks.find(({ verdict }) => verdict === 'failed') ?? { ...NOTHING, verdict: 'passed' })
}

const NOTHING = { of: 'expectation', name: 'all that it expects' } as const

function judgedBy(asked: ReturnType<Run['expecting']>, expectation: Parameters<typeof expectationFold>[0]): Check {
  const { trace } = asked.played
  return expectationCheck(asked, measure(trace.records, trace.until, expectationFold(expectation, trace.hosts)))
}

/** What was not put to the test does not pass. */
function toldOf({ verdict, name, message = '', text = [], reopen }: Check): Told {
  const look = reopen === undefined ? [] : [`look:  ${reopen}`]
  const said = verdict === 'passed' ? [`${name}: it holds`] : [`${name}: ${message}`, '', ...text, ...look]
  return { pass: verdict === 'passed', message: () => said.join('\n') }
}
