import { formatTime } from '../time.ts'
import type { Judgement, Verdict } from '../trace/expectation.ts'
import type { GroupHistory } from '../trace/folds/history.ts'
import type { Trace } from '../trace/trace.ts'
import type { Line } from '../views/lanes/paint.ts'
import { askedAbout, eventsBefore, hostsAbout, insteadOf } from '../views/verdict/judgements.ts'
import { count } from '../views/words.ts'
import { harmless, inAscii } from '../views/wrap.ts'
import { lineText } from './ansi.ts'
import { paintList } from './list.ts'

export interface ExpectationsOptions {
  /** Columns, 60 or more. */
  readonly width: number
  readonly ascii: boolean
  readonly color: boolean
  /** Of the scenario, as messages call it. */
  readonly file: string
  /** The expectation in its file, with a message below. */
  frame(judgement: Judgement, message: string): string
}

/**
 * What came of the expectations of a run: a line where all hold; each one that fails with its place in the file, what
 * was so instead, and what happened before.
 *
 * @returns lines without their ends
 */
export function* expectationsText(
  trace: Trace,
  groups: readonly GroupHistory[],
  judgements: readonly Judgement[],
  options: ExpectationsOptions,
): Generator<string> {
  const say = (text: string) => (options.ascii ? inAscii(harmless(text)) : harmless(text))
  for (const line of lines(trace, groups, judgements, options)) {
    yield lineText(
      line.map((piece) => ({ ...piece, text: say(piece.text) })),
      options.color,
    )
  }
}

function* lines(
  trace: Trace,
  groups: readonly GroupHistory[],
  judgements: readonly Judgement[],
  options: ExpectationsOptions,
): Generator<Line> {
  const [holding, failing, open] = (['holds', 'fails', 'open'] as const).map((verdict) =>
    ofVerdict(judgements, verdict),
  )
  if (judgements.length === 0) return
  if (failing!.length === 0) yield [{ text: `✓ ${holds(holding!.length)}`, style: 'master' }]
  else yield [{ text: `✗ ${fails(failing!.length)} of ${judgements.length}`, style: 'alarm' }]
  for (const judgement of open!) {
    yield [{ text: `? open: ${judgement.expectation.that.text}: ${insteadOf(judgement)}` }]
  }
  for (const judgement of failing!) {
    yield []
    yield* options
      .frame(judgement, insteadOf(judgement))
      .split('\n')
      .map((text) => [{ text }])
    yield* evidence(trace, groups, judgement, options)
  }
}

/** What happened before, and how to ask why. */
function* evidence(
  trace: Trace,
  groups: readonly GroupHistory[],
  judgement: Judgement,
  { width, ascii, file }: ExpectationsOptions,
): Generator<Line> {
  const say = (text: string) => (ascii ? inAscii(harmless(text)) : harmless(text))
  yield* paintList(trace, groups, eventsBefore(trace, judgement), width, say)
  const [host] = hostsAbout(trace, judgement.expectation)
  const at = formatTime(askedAbout(judgement))
  if (host !== undefined && trace.level !== 'metrics') {
    yield [{ text: `  why?  carpsim why ${file} --at ${at} --host ${host}`, style: 'faint' }]
  }
}

function ofVerdict(judgements: readonly Judgement[], verdict: Verdict): Judgement[] {
  return judgements.filter((judgement) => judgement.verdict === verdict)
}

function holds(amount: number): string {
  return amount === 1 ? '1 expectation holds' : `${amount} expectations hold`
}

function fails(amount: number): string {
  return `${count(amount, 'expectation')} ${amount === 1 ? 'fails' : 'fail'}`
}
