import type { Scenario } from '../scenario/scenario.ts'
import { jointVerdict, type Verdict } from '../trace/expectation.ts'
import type { Line } from '../views/lanes/paint.ts'
import { measured } from '../views/verdict/measures.ts'
import { type Sample, type SeedRun, type Spread, spreadOf } from '../views/verdict/spread.ts'
import { count, roughly } from '../views/words.ts'
import { columnsOf, harmless, inAscii, padded, wrapped } from '../views/wrap.ts'
import { lineText } from './ansi.ts'
import type { TextOptions } from './text.ts'

const HEADINGS = ['min', 'median', 'max']
const GAP = '   '

/**
 * Runs with many seeds as people read them: of each figure the least, the middle and the most, and which seeds show it.
 *
 * @returns lines without their ends
 */
export function* seedsText(scenario: Scenario, runs: readonly SeedRun[], options: TextOptions): Generator<string> {
  const say = (text: string) => (options.ascii ? inAscii(harmless(text)) : harmless(text))
  for (const line of lines(scenario, runs, options.width)) {
    yield lineText(
      line.map(({ text, style }) => ({ text: say(text), style })),
      options.color,
    )
  }
}

function* lines(scenario: Scenario, runs: readonly SeedRun[], width: number): Generator<Line> {
  yield* wrapped(scenario.title, width).map((text) => [{ text, style: 'strong' as const }])
  yield [{ text: `${count(runs.length, 'run')} of ${roughly(scenario.until)} each`, style: 'faint' }]
  yield []
  const spreads = spreadOf(runs)
  const cells = spreads.map((spread) => cellsOf(spread))
  const name = Math.max(...spreads.map((spread) => spread.name.length + 2), ...spreads.map(({ of }) => of.length))
  const columns = HEADINGS.map((heading, i) => Math.max(heading.length, ...cells.map((row) => columnsOf(row[i]!))))
  const row = (texts: readonly string[]) => texts.map((text, i) => GAP + left(text, columns[i]!)).join('')
  let of = ''
  for (const [i, spread] of spreads.entries()) {
    if (spread.of !== of) yield [{ text: padded(spread.of, name) + row(HEADINGS), style: 'strong' }]
    of = spread.of
    yield [{ text: padded(`  ${spread.name}`, name) + row(cells[i]!) }, { text: shows(spread), style: 'faint' }]
  }
  yield* verdictLines(scenario, runs)
}

/** What the runs together come to, expectation by expectation. */
export function jointVerdicts({ expect }: Scenario, runs: readonly SeedRun[]): Verdict[] {
  return expect.map((expectation, i) =>
    jointVerdict(
      expectation,
      runs.map(({ verdicts }) => verdicts[i]!),
    ),
  )
}

/** A line where all hold in all runs; one for each expectation that does not, with a seed that shows it. */
function* verdictLines(scenario: Scenario, runs: readonly SeedRun[]): Generator<Line> {
  const { expect } = scenario
  const joint = jointVerdicts(scenario, runs)
  if (joint.length === 0) return
  yield []
  const holding = joint.filter((verdict) => verdict === 'holds').length
  const together = `${count(holding, 'expectation')} of ${joint.length} ${holding === 1 ? 'holds' : 'hold'}`
  yield holding === joint.length ? [{ text: `✓ ${together}`, style: 'master' }] : [{ text: together }]
  for (const [i, verdict] of joint.entries()) {
    const failing = runs.filter(({ verdicts }) => verdicts[i] === 'fails')
    const where =
      failing.length === 0 ? 'no run shows it' : `in ${failing.length} runs, such as --seed ${failing[0]!.seed}`
    const line = expect[i]!.line === undefined ? '' : `line ${expect[i]!.line}: `
    if (verdict === 'fails') yield [{ text: `✗ ${line}${expect[i]!.that.text}: fails, ${where}`, style: 'alarm' }]
    if (verdict === 'open') yield [{ text: `? ${line}${expect[i]!.that.text}: the runs end too early to tell` }]
  }
}

function cellsOf({ unit, min, median, max }: Spread): string[] {
  return [min, median, max].map(({ value }: Sample) => measured(unit, value))
}

/** Which run shows the most of it. */
function shows({ min, max }: Spread): string {
  return max.value === min.value ? '' : `${GAP}most with --seed ${max.seed}`
}

/** Numbers stand under each other's last digit. */
function left(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - columnsOf(text))) + text
}

/** Runs with many seeds as programs read them: the figures of each run, and how they are spread. */
export function* seedsJson(scenario: Scenario, runs: readonly SeedRun[]): Generator<string> {
  const { title, until } = scenario
  yield `${JSON.stringify({ version: 1, title, until }).slice(0, -1)},"runs":[\n`
  for (const [i, run] of runs.entries()) yield `${JSON.stringify(run)}${i < runs.length - 1 ? ',' : ''}\n`
  yield `],${JSON.stringify(together(scenario, runs)).slice(1)}\n`
}

/** The same as lines, an object each. */
export function* seedsNdjson(scenario: Scenario, runs: readonly SeedRun[]): Generator<string> {
  const { title, until } = scenario
  yield `${JSON.stringify({ version: 1, title, until })}\n`
  for (const run of runs) yield `${JSON.stringify(run)}\n`
  yield `${JSON.stringify(together(scenario, runs))}\n`
}

/** What the runs come to together. */
function together(scenario: Scenario, runs: readonly SeedRun[]): object {
  const verdicts = jointVerdicts(scenario, runs)
  const expectations = scenario.expect.map(({ that }, i) => ({ that: that.text, verdict: verdicts[i] }))
  return { spread: spreadOf(runs), verdict: { expectations } }
}
