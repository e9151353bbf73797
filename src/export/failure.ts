import type { Micros } from '../time.ts'
import type { GroupHistory, Window } from '../trace/folds/history.ts'
import type { PingHistory } from '../trace/folds/pings.ts'
import type { Trace } from '../trace/trace.ts'
import { activitiesOf } from '../views/lanes/activities.ts'
import { gutterFor } from '../views/lanes/labels.ts'
import { lanes } from '../views/lanes/lanes.ts'
import { type Line, legendOf, paintLanes } from '../views/lanes/paint.ts'
import type { Entry } from '../views/story/story.ts'
import { explain } from '../views/why/explain.ts'
import { QuestionError } from '../views/why/question.ts'
import { tellWhy } from '../views/why/words.ts'
import { harmless, inAscii } from '../views/wrap.ts'
import { lineText } from './ansi.ts'
import { paintList } from './list.ts'
import { paintLegend } from './sheet.ts'
import { whyText } from './why.ts'

/** A moment of a run that was not as it should be. */
export interface Moment {
  readonly trace: Trace
  readonly groups: readonly GroupHistory[]
  readonly pings: readonly PingHistory[]
  readonly at: Micros
  /** What happened before it, as far as that matters. */
  readonly events: readonly Entry[]
  /** Whom to ask why. */
  readonly host?: string
  readonly group?: string
}

export interface MomentOptions {
  /** The scenario, as its lines are to be named. */
  readonly file: string
  readonly width: number
  readonly ascii: boolean
  readonly color: boolean
}

/** A failure is seen among so much of what was before it, and after. */
const BEFORE: Micros = 12_000_000
const AFTER: Micros = 4_000_000

/**
 * A moment as people read it: the lanes around it, what happened before, and what led to how it was.
 *
 * @returns lines without their ends
 */
export function* momentText(moment: Moment, options: MomentOptions): Generator<string> {
  const { trace, groups, events } = moment
  const { width, ascii, color } = options
  const say = (text: string) => (ascii ? inAscii(harmless(text)) : harmless(text))
  for (const line of picture(moment, options)) yield lineText(line, color)
  for (const line of paintList(trace, groups, events, width, say)) yield lineText(line, color)
  yield* cause(moment, options)
}

function* picture({ trace, groups, pings, at }: Moment, { width, ascii }: MomentOptions): Generator<Line> {
  const window: Window = { from: Math.max(0, at - BEFORE), to: Math.min(trace.until, at + AFTER) }
  const gutter = gutterFor(groups, width, pings, activitiesOf(trace))
  const drawn = lanes(trace, { ...window, columns: width - gutter - 1 }, groups, pings)
  yield* paintLanes(drawn, { gutter, ascii })
  yield* paintLegend(legendOf(drawn, ascii), gutter, width)
}

function* cause({ trace, at, host, group }: Moment, options: MomentOptions): Generator<string> {
  const question = { at, ...(host !== undefined && { host }), ...(group !== undefined && { group }) }
  try {
    const { headline, sentences } = tellWhy(trace, explain(trace, question))
    yield* whyText({ headline: sentences.length === 0 ? headline : `${headline} because`, sentences }, options)
  } catch (error) {
    // It may be about what elects nothing.
    if (!(error instanceof QuestionError)) throw error
  }
}
