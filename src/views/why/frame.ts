import { suggestion } from '../../scenario/text/suggest.ts'
import { formatTime, type Micros } from '../../time.ts'
import { FRAMES } from '../../trace/kinds.ts'
import type { Kind, RecordOf, TraceRecord } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { once } from '../once.ts'
import { QuestionError, recordOf, timeOf } from './question.ts'
import { type Scene, sceneOf } from './scene.ts'

/** Which frame: that of a record, or the last that a machine had sent by then. */
export interface FrameQuestion {
  /** Of the frame, or of what became of it. */
  readonly record?: number
  readonly from?: string
  readonly at?: Micros
  /** The copy for that machine alone. */
  readonly to?: string
}

type Frame = TraceRecord & { readonly host: string; readonly interface: string }
export type Passing = RecordOf<'hop' | 'mac' | 'member' | 'port'>
export type Ending = RecordOf<'delivered' | 'lost' | 'unclaimed'>

/** What became of a frame, hop by hop. */
export interface FrameWay {
  readonly frame: Frame
  readonly to?: string
  /** What switches did with it, and what they learned from it. */
  readonly passed: readonly Passing[]
  /** Where copies of it ended. */
  readonly ends: readonly Ending[]
}

const SENT: ReadonlySet<Kind> = new Set<Kind>([...FRAMES, 'report', 'burst'])
const PASSING: ReadonlySet<Kind> = new Set<Kind>(['hop', 'mac', 'member', 'port'])
const ENDING: ReadonlySet<Kind> = new Set<Kind>(['delivered', 'lost', 'unclaimed'])

/** What became of each frame, by its record: read once for all questions about a trace. */
const consequences = once((trace: Trace): ReadonlyMap<number, readonly TraceRecord[]> => {
  const all = new Map<number, TraceRecord[]>()
  for (const record of trace.records) {
    if (record.cause === null || !(PASSING.has(record.kind) || ENDING.has(record.kind))) continue
    const others = all.get(record.cause)
    if (others === undefined) all.set(record.cause, [record])
    else others.push(record)
  }
  return all
})

/**
 * The way of a frame over switches, and where each copy of it ended: a pure function of the trace and the question.
 *
 * @param trace - of level `all`
 * @throws QuestionError where the question names what is not there
 */
export function frameWay(trace: Trace, question: FrameQuestion): FrameWay {
  const scene = sceneOf(trace)
  for (const name of [question.from, question.to]) if (name !== undefined) checkHost(trace, name)
  const frame = question.record === undefined ? lastFrame(scene, question) : frameOf(scene, question.record)
  const { to } = question
  const all = consequences(trace).get(frame.id) ?? []
  return {
    frame,
    ...(to !== undefined && { to }),
    passed: all.filter((record): record is Passing => PASSING.has(record.kind)),
    ends: all.filter((record): record is Ending => ENDING.has(record.kind) && isFor(record as Ending, to)),
  }
}

/** The frame that a record is about. */
function frameOf(scene: Scene, id: number): Frame {
  const record = recordOf(scene, id)
  const frame = isFrame(record) ? record : scene.causes.of(record)
  if (frame !== undefined && isFrame(frame)) return frame
  throw new QuestionError(`record ${id} is no frame, and not what became of one (${record.kind})`)
}

/** The last one that a machine sent, of which there was a copy for the other one. */
function lastFrame(scene: Scene, question: FrameQuestion): Frame {
  const { from, to } = question
  const { trace, causes } = scene
  if (from === undefined) throw new QuestionError('which frame? name its record, or --from a machine')
  const at = timeOf(scene, question)
  for (const record of causes.backwards(causes.endOf(at))) {
    if (!isFrame(record) || record.host !== from.split('.')[0]) continue
    if (from.includes('.') && from !== `${record.host}.${record.interface}`) continue
    const ends = consequences(trace).get(record.id) ?? []
    if (to === undefined || ends.some((end) => ENDING.has(end.kind) && isFor(end as Ending, to))) return record
  }
  const for_ = to === undefined ? '' : ` of which there was a copy for ${to}`
  throw new QuestionError(`${from} had sent no frame by ${formatTime(at)}${for_}`)
}

function isFrame(record: TraceRecord): record is Frame {
  return SENT.has(record.kind)
}

function isFor({ kind, host, interface: on }: Ending, to: string | undefined): boolean {
  return to === undefined || kind === 'unclaimed' || host === to || `${host}.${on}` === to
}

function checkHost({ hosts }: Trace, name: string): void {
  const cards = hosts.flatMap((host) => [host.name, ...host.interfaces.map((card) => `${host.name}.${card.name}`)])
  if (cards.includes(name)) return
  const names = hosts.map((host) => host.name)
  throw new QuestionError(`no host ${name}${suggestion(name, names, 'there are')}`)
}
