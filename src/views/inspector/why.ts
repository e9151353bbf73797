import { formatSeconds, type Micros } from '../../time.ts'
import { isFrame } from '../../trace/kinds.ts'
import type { Trace } from '../../trace/trace.ts'
import { cutLine, shown } from '../fit.ts'
import type { Line, Style } from '../lanes/paint.ts'
import { registerOf } from '../register.ts'
import { explain } from '../why/explain.ts'
import { tellWhyNot } from '../why/not-words.ts'
import { type Subject, sceneOf } from '../why/scene.ts'
import { type WhyNotQuestion, whyNot } from '../why/why-not.ts'
import { type Sentence, tellWhy } from '../why/words.ts'
import { wrapped } from '../wrap.ts'
import { lossOf } from './fates.ts'

interface Selected {
  readonly host: string
  readonly interface?: string
}

interface Options {
  readonly ascii: boolean
  /** Of what happens later nothing is told. */
  readonly seen?: Micros | undefined
}

/** Why a machine is what it is at a time, and what keeps it from being MASTER, in short; nobody: what changed last. */
export function whyPane(
  trace: Trace,
  t: Micros,
  selected: Selected | null,
  columns: number,
  options: Options = { ascii: false },
): Line[] {
  if (columns < 1) return []
  const at = Math.max(0, Math.min(t, trace.until))
  const before = sceneOf(trace).causes.endOf(at)
  const subject = subjectAt(trace, selected, before)
  return paintTold(
    subject === undefined ? nothingToTell(selected) : answer(trace, { at, before, seen: options.seen }, subject),
    columns,
    options,
  )
}

/** What stood in the way of a state that a machine had not. */
export function whyNotPane(
  trace: Trace,
  question: WhyNotQuestion,
  columns: number,
  options: Options = { ascii: false },
): Line[] {
  return columns < 1 ? [] : paintTold(obstaclesTo(trace, question, options.seen), columns, options)
}

/** Why something happened; of a frame, why somebody did not hear it, or else why it was sent. */
export function whyRecordPane(trace: Trace, id: number, columns: number, options: Options = { ascii: false }): Line[] {
  const { seen = trace.until } = options
  const { causes } = sceneOf(trace)
  const named = causes.get(id)
  // What is to become of a frame is not known while it is on its way.
  const record = named !== undefined && named.t > seen ? causes.of(named) : named
  if (columns < 1 || record === undefined) return []
  const asked = isFrame(record) ? (lossOf(trace, record, seen) ?? record) : record
  const { headline, sentences } = tellWhy(trace, explain(trace, { record: asked.id }), seen)
  // What the headline says already.
  const isSaid = ({ id: of, text }: Sentence) => of === asked.id && text === headline
  const besides = sentences.filter(isSaid).flatMap(({ notes }) => notes)
  return paintTold(
    { headline, besides, sentences: sentences.filter((sentence) => !isSaid(sentence)) },
    columns,
    options,
  )
}

/** What is to be told, its headline first, in rows of at most that many columns. */
export function paintTold(told: Told, columns: number, options: Options): Line[] {
  const rows = (text: string, indent: string, style?: Style): Line[] =>
    wrapped(shown(text, options.ascii), Math.max(1, columns - indent.length)).map((row, i) => [
      { text: i === 0 ? indent : ' '.repeat(indent.length) },
      { text: row, style },
    ])
  return [
    ...rows(told.headline, '', 'strong'),
    ...told.besides.flatMap((text) => rows(text, '  ')),
    ...withoutEchoes(told.sentences).flatMap((sentence) => [
      ...rows(sentence.text, `${formatSeconds(sentence.t)} `, sentence.line === undefined ? undefined : 'mark'),
      ...sentence.notes.flatMap((note) => rows(note, '    ', 'faint')),
    ]),
  ].map((line) => cutLine(line, columns))
}

/** A fault and what it did at once may be said in the same words. */
function withoutEchoes(sentences: readonly Sentence[]): readonly Sentence[] {
  return sentences.filter(({ t, text }, i) => sentences[i + 1]?.t !== t || sentences[i + 1]?.text !== text)
}

interface Told {
  readonly headline: string
  readonly besides: readonly string[]
  readonly sentences: readonly Sentence[]
}

interface Moment {
  readonly at: Micros
  /** The id before which all is recorded that had happened then. */
  readonly before: number
  readonly seen: Micros | undefined
}

/** Of a MASTER why it is; of any other why it is not. */
function answer(trace: Trace, { at, before, seen }: Moment, subject: Subject): Told {
  const { state } = sceneOf(trace).standing(subject, before)
  const { host, interface: on, group } = subject
  const question = { host: `${host}.${on}`, group, at }
  if (state === 'MASTER') return { besides: [], ...tellWhy(trace, explain(trace, question), seen) }
  return obstaclesTo(trace, { ...question, state: 'MASTER' }, seen)
}

function obstaclesTo(trace: Trace, question: WhyNotQuestion, seen?: Micros): Told {
  const told = tellWhyNot(trace, whyNot(trace, question), seen)
  return { ...told, besides: told.besides.map(({ text }) => text) }
}

function nothingToTell(selected: Selected | null): Told {
  const headline = selected === null ? 'no machine runs CARP here' : `${selected.host} runs no CARP`
  return { headline, besides: [], sentences: [] }
}

/** The virtual host of a machine that changed last, or of all of them. */
function subjectAt(trace: Trace, selected: Selected | null, before: number): Subject | undefined {
  const register = registerOf(trace)
  const among = subjectsOf(trace, selected)
  const changes =
    selected === null ? register.ofKind('transition', before) : register.ofHost('transition', selected.host, before)
  for (const change of changes) {
    const found = among.find(
      ({ host, interface: on, vhid }) => host === change.host && on === change.interface && vhid === change.vhid,
    )
    if (found !== undefined) return found
  }
  return among[0]
}

/** Of a machine all its virtual hosts; those on a cable, where there are some. */
function subjectsOf(trace: Trace, selected: Selected | null): readonly Subject[] {
  const { subjects } = sceneOf(trace)
  if (selected === null) return subjects
  const ofHost = subjects.filter(({ host }) => host === selected.host)
  const ofCard = ofHost.filter((subject) => subject.interface === selected.interface)
  return ofCard.length > 0 ? ofCard : ofHost
}
