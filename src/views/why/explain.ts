import type { Micros } from '../../time.ts'
import type { VhostState } from '../../trace/folds/history.ts'
import type { RecordOf, TraceRecord } from '../../trace/record.ts'
import type { Trace } from '../../trace/trace.ts'
import { Chain } from './chain.ts'
import { candidates, type Question, recordOf, timeOf } from './question.ts'
import { isOf, type Scene, type Standing, type Subject, sceneOf } from './scene.ts'
import { inOrder, type Step } from './step.ts'
import { asks, explainTraffic, type Traffic } from './traffic.ts'

/** Why something is as it is: the thing itself, and the chain of what led to it, from near to far. */
export interface Explanation {
  /** Of a state: whose, and since when. */
  readonly subject?: Subject
  readonly state?: VhostState
  readonly since?: Micros
  /** Its machine stands still since then. */
  readonly pausedSince?: Micros
  /** Of a machine that runs no CARP: how it goes with what it asks. */
  readonly traffic?: Traffic
  /** Of a record: which. */
  readonly record?: TraceRecord
  readonly steps: readonly Step[]
}

/**
 * Why a virtual host is in its state, why a machine gets no answer, or why a record happened: a pure function of the trace and the question.
 *
 * @param trace - of level `changes` or `all`; less was kept in the first, and less is told
 * @throws QuestionError where the question names what is not there
 */
export function explain(trace: Trace, question: Question = {}): Explanation {
  const scene = sceneOf(trace)
  if (question.record !== undefined) return ofRecord(scene, recordOf(scene, question.record))
  const at = timeOf(scene, question)
  const before = scene.causes.endOf(at)
  const client = clientOf(scene, question)
  if (client !== undefined) return explainTraffic(scene, client, at)
  const subject = chosen(scene, question, before)
  return ofState(scene, subject, scene.standing(subject, before))
}

function ofRecord(scene: Scene, record: TraceRecord): Explanation {
  return { record, steps: inOrder(new Chain(scene).of(record)) }
}

function ofState(scene: Scene, subject: Subject, { state, record, paused }: Standing): Explanation {
  const chain = new Chain(scene)
  const steps = inOrder([...chain.of(paused), ...chain.of(record)])
  const pausedSince = paused === undefined ? {} : { pausedSince: paused.t }
  return { subject, state, since: record?.t ?? 0, ...pausedSince, steps }
}

/** A machine that a question names, and that shares no address but asks others. */
function clientOf(scene: Scene, { host, group }: Question): string | undefined {
  const elects = scene.subjects.some((subject) => subject.host === host)
  return host !== undefined && group === undefined && !elects && asks(scene, host) ? host : undefined
}

/** Whom a question means that names nobody: who is MASTER, or was it last, or whose state changed last. */
function chosen(scene: Scene, question: Question, before: number): Subject {
  const among = candidates(scene, question)
  const masters = among
    .map((subject) => ({ subject, standing: scene.standing(subject, before) }))
    .filter(({ standing }) => standing.state === 'MASTER')
    .sort((a, b) => b.standing.record!.id - a.standing.record!.id)
  if (masters[0] !== undefined) return masters[0].subject
  const changed = (record: RecordOf<'transition'>) => among.some((subject) => isOf(record, subject))
  const last =
    scene.last('transition', before, (record) => record.to === 'MASTER' && changed(record)) ??
    scene.last('transition', before, changed)
  return last === undefined ? among[0]! : scene.subjectOf(last)
}
