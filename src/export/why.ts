import { formatSeconds } from '../time.ts'
import type { RecordOf } from '../trace/record.ts'
import type { Line, Piece } from '../views/lanes/paint.ts'
import type { Explanation } from '../views/why/explain.ts'
import type { Obstacle, WhyNot } from '../views/why/why-not.ts'
import type { Sentence } from '../views/why/words.ts'
import { columnsOf, harmless, inAscii, wrapped } from '../views/wrap.ts'
import { lineText } from './ansi.ts'

export interface WhyOptions {
  /** The scenario, as its lines are to be named: `cable-pull.yaml:31`. */
  readonly file: string
  readonly width: number
  readonly ascii: boolean
  readonly color: boolean
}

/** What is answered: one sentence, and what led to it. */
export interface Answer {
  readonly headline: string
  /** More that is to be said of it, each in a sentence. */
  readonly besides?: readonly { readonly text: string; readonly ids: readonly number[] }[]
  readonly sentences: readonly Sentence[]
}

const MARGIN = 2
const GAP = 2

/**
 * An answer as people read it: a step a line, with its time on the left, its record on the right, its rule or its line
 * in the file beside it, and numbers below.
 *
 * @returns lines without their ends
 */
export function* whyText({ headline, besides = [], sentences }: Answer, options: WhyOptions): Generator<string> {
  const { width, color } = options
  const say = (text: string) => (options.ascii ? inAscii(harmless(text)) : harmless(text))
  const time = sentences.reduce((most, { t }) => Math.max(most, formatSeconds(t).length), 0)
  const sheet = { width, left: MARGIN + time + GAP, say, file: options.file }
  for (const text of wrapped(say(headline), width)) yield lineText([{ text, style: 'strong' }], color)
  for (const { text, ids } of besides) {
    const named = ids.length === 0 ? '' : ` (${ids.map((id) => `#${id}`).join(', ')})`
    const rows = wrapped(say(`${text}${named}`), width - MARGIN)
    yield* rows.map((row) => lineText([space(MARGIN), { text: row }], color))
  }
  for (const sentence of sentences) {
    for (const line of paintSentence(sentence, sheet)) yield lineText(line, color)
  }
}

interface Sheet {
  readonly width: number
  /** Where sentences begin. */
  readonly left: number
  readonly file: string
  say(text: string): string
}

function* paintSentence(sentence: Sentence, { width, left, file, say }: Sheet): Generator<Line> {
  const id = `#${sentence.id}`
  const room = width - left - GAP - id.length
  const [first = '', ...more] = wrapped(say(sentence.text), room)
  const source = sourceOf(sentence, file)
  const mark = source === undefined ? '' : say(source)
  const beside = more.length === 0 && columnsOf(first) + GAP + columnsOf(mark) <= room
  const when = { text: `${formatSeconds(sentence.t).padStart(left - GAP)}${' '.repeat(GAP)}` }
  const style = sentence.line === undefined ? undefined : ('mark' as const)
  const shown = beside ? mark : ''
  const gap = room + GAP - columnsOf(first) - columnsOf(shown) - (shown === '' ? 0 : GAP)
  yield [
    when,
    { text: first, style },
    space(gap),
    ...(shown === '' ? [] : [{ text: shown, style: 'faint' as const }, space(GAP)]),
    { text: id, style: 'faint' },
  ]
  const below = (text: string, style?: Piece['style']) =>
    wrapped(text, width - left).map((row): Line => [space(left), { text: row, style }])
  for (const text of more) yield* below(text, style)
  if (!beside && mark !== '') yield* below(mark, 'faint')
  for (const note of sentence.notes) yield* below(say(note))
}

/** Which rule applied, or where the fault stands. */
function sourceOf({ rule, system, line, file }: Sentence, scenario: string): string | undefined {
  if (line !== undefined) return `${file ?? scenario}:${line}`
  if (rule === undefined) return undefined
  return `rule "${rule}"${system === undefined ? '' : `, ${system}`}`
}

/** The same for programs: one object, times in whole microseconds. */
export function* whyJson(data: object, { headline, besides, sentences }: Answer, file: string): Generator<string> {
  const steps = sentences.map((sentence) => ({
    ...sentence,
    ...(sentence.line === undefined ? {} : { file: sentence.file ?? file }),
  }))
  yield `${JSON.stringify({ version: 1, ...data, text: headline, besides, steps }, null, 2)}\n`
}

/** What an explanation is of. */
export function whyData({ subject, state, since, pausedSince, record, traffic }: Explanation): object {
  if (traffic !== undefined) return { traffic }
  return record === undefined ? { subject, state, since, pausedSince } : { record: record.id }
}

/** What stood in the way, in numbers. */
export function whyNotData({ subject, at, is, asked, obstacles }: WhyNot): object {
  return { subject, at, state: is, asked, obstacles: obstacles.map(obstacleData) }
}

/** Of an advertisement what may be told: its digest is made of a secret. */
function obstacleData(obstacle: Obstacle): object {
  const heard = 'heard' in obstacle && obstacle.heard !== undefined ? { heard: publicOf(obstacle.heard) } : {}
  const armed = obstacle.what === 'timer' ? { armed: { id: obstacle.armed.id, t: obstacle.armed.t } } : {}
  return { ...obstacle, ...armed, ...heard }
}

function publicOf({ id, t, host, advbase, advskew }: RecordOf<'advert'>): object {
  return { id, t, host, advbase, advskew }
}

function space(columns: number): Piece {
  return { text: ' '.repeat(columns) }
}
