import { type MomentOptions, momentText } from '../../export/failure.ts'
import type { Check } from '../../test-runner/result.ts'
import { formatTime, type Micros } from '../../time.ts'
import type { Judgement } from '../../trace/expectation.ts'
import type { Violation } from '../../trace/invariants/index.ts'
import type { Entry } from '../../views/story/story.ts'
import { unexercised } from '../../views/verdict/exercised.ts'
import { askedAbout, eventsBefore, hostsAbout, insteadOf, lastEvents } from '../../views/verdict/judgements.ts'
import { nameOf } from '../../views/verdict/names.ts'
import { count } from '../../views/words.ts'
import { expectationIn, framed, framedExpectation, placeIn } from '../frames.ts'
import type { Played } from '../play.ts'
import type { Source } from '../scenario.ts'
import type { Asked } from './asked.ts'
import type { Job } from './job.ts'

/** A run with all its records. */
export interface Run {
  readonly source: Source
  readonly job: Job
  /** Where it is not the one that the file says. */
  readonly seed?: string
  readonly played: Played
}

/** @param before - said before what was so instead */
export function expectationCheck(run: Run, judgement: Judgement, before = ''): Check {
  const { source, played } = run
  const { expectation, verdict } = judgement
  const place = placeIn(source, expectationIn(source, expectation))
  const check = { of: 'expectation', name: nameOf(expectation), ...(place && { place }) } as const
  const idle = unexercised(played.trace, expectation)
  if (verdict === 'open' || (verdict === 'holds' && idle !== undefined)) {
    return { ...check, verdict: 'open', message: idle ?? insteadOf(judgement) }
  }
  if (verdict === 'holds') return { ...check, verdict: 'passed' }
  const message = before + insteadOf(judgement)
  const at = askedAbout(judgement)
  const [host] = hostsAbout(played.trace, expectation)
  const moment = { at, events: eventsBefore(played.trace, judgement), ...(host !== undefined && { host }) }
  return {
    ...check,
    verdict: 'failed',
    message,
    ...shownAgain(run, framedExpectation(expectation, message, source).split('\n'), moment),
  }
}

/** @param run - where it was broken */
export function violationCheck(
  run: Run | undefined,
  { invariant }: Asked,
  found: readonly Violation[],
  before = '',
): Check {
  const limit = invariant.limit === undefined ? '' : ` ${formatTime(invariant.limit)}`
  const check = { of: 'invariant', name: `${invariant.name}${limit}` } as const
  const [first, ...more] = found
  if (first === undefined || run === undefined) return { ...check, verdict: 'passed' }
  const { t: at, text, host, group } = first
  const rest = more.length === 0 ? '' : `, and ${count(more.length, 'time')} more`
  const message = `${before}at ${formatTime(at)} ${text}${rest}`
  const isOf = (entry: Entry) => entry.host === undefined || host === undefined || entry.host === host
  const events = lastEvents(run.played.trace, at, isOf)
  const moment = { at, events, ...(host !== undefined && { host }), ...(group !== undefined && { group }) }
  const path = `invariants`
  const head = framed(run.source, { ...invariant, path, part: invariant.name }, message)
  const place = placeIn(run.source, { ...invariant, path, part: invariant.name })
  return {
    ...check,
    verdict: 'failed',
    ...(place && { place }),
    message,
    ...shownAgain(run, head.split('\n'), moment),
  }
}

/** A moment at which something failed. */
interface Told {
  readonly at: Micros
  readonly events: readonly Entry[]
  readonly host?: string
  readonly group?: string
}

/** What is wrong, what was so at that moment, and how to look at it again. */
export function shownAgain(run: Run, wrong: readonly string[], moment: Told): Required<Pick<Check, 'text' | 'reopen'>> {
  return { text: [...wrong, '', ...told(run, moment)], reopen: reopening(run, moment.at) }
}

/** The lanes around the moment, what was before, and the cause. */
function told({ source, job, played }: Run, moment: Told): string[] {
  const { width, ascii, color } = job
  // The reporter indents it.
  const options: MomentOptions = { file: source.name, width: width - INDENT, ascii, color }
  return [...momentText({ ...played, ...moment }, options)]
}

const INDENT = 4

function reopening({ source, job, seed }: Run, at: Micros): string {
  const options = [
    `--at ${formatTime(at)}`,
    ...(seed === undefined ? [] : [`--seed ${seed}`]),
    ...(job.system === undefined ? [] : [`--system ${job.system}`]),
  ]
  return `carpsim play ${source.name} ${options.join(' ')}`
}
