import { listed, suggestion } from '../../scenario/text/suggest.ts'
import { formatTime, type Micros } from '../../time.ts'
import type { TraceRecord } from '../../trace/record.ts'
import type { Scene, Subject } from './scene.ts'

/** What somebody wants to know of a run; what is left open is what happened last. */
export interface Question {
  /** `fw1`, or `fw1.em1` where it is on the network twice. */
  readonly host?: string
  /** `lan/1` */
  readonly group?: string
  /** After everything that happens at that time; the end of the run unless given. */
  readonly at?: Micros
  /** Why that record happened. */
  readonly record?: number
}

/** A question that cannot be answered: it asks of what is not there. */
export class QuestionError extends Error {
  override readonly name = 'QuestionError'
}

/** The time that a question is about. */
export function timeOf({ trace }: Scene, { at = trace.until }: Question): Micros {
  if (at <= trace.until) return at
  throw new QuestionError(`the run ends at ${formatTime(trace.until)}: there is nothing at ${formatTime(at)}`)
}

export function recordOf({ trace, causes }: Scene, id: number): TraceRecord {
  const record = causes.get(id)
  if (record !== undefined) return record
  const last = trace.records.at(-1)?.id ?? 0
  throw new QuestionError(
    last === 0 ? 'nothing happened in this run' : `there is no record ${id}: they are 1 to ${last}`,
  )
}

/** The virtual hosts that a question may be about. */
export function candidates(scene: Scene, question: Question): readonly Subject[] {
  const { subjects } = scene
  if (subjects.length === 0) throw new QuestionError('no machine of this scenario runs CARP')
  const inGroup = ofGroup(subjects, question.group)
  return question.host === undefined ? inGroup : ofHost(scene, inGroup, question.host)
}

/** The one virtual host that a question must name. */
export function onlyOne(scene: Scene, question: Question): Subject {
  const [first, ...others] = candidates(scene, question)
  if (others.length === 0) return first!
  const groups = [...new Set([first!, ...others].map(({ group }) => group))]
  if (groups.length > 1) throw new QuestionError(`of which group? --group ${listed(groups, ' or --group ')}`)
  const hosts = [first!, ...others].map(({ host, interface: on }) => `${host}.${on}`)
  throw new QuestionError(`which of them? --host ${listed(hosts, ' or --host ')}`)
}

function ofGroup(subjects: readonly Subject[], group: string | undefined): readonly Subject[] {
  if (group === undefined) return subjects
  const found = subjects.filter((subject) => subject.group === group)
  if (found.length > 0) return found
  const known = [...new Set(subjects.map((subject) => subject.group))]
  throw new QuestionError(`no group ${group}${suggestion(group, known, 'there is')}`)
}

function ofHost({ trace, subjects }: Scene, among: readonly Subject[], name: string): readonly Subject[] {
  const fits = ({ host, interface: on }: Subject) => host === name || `${host}.${on}` === name
  const found = among.filter(fits)
  if (found.length > 0) return found
  const elsewhere = subjects.filter(fits).map(({ group }) => group)
  if (elsewhere.length > 0) {
    throw new QuestionError(`${name} has nothing in that group; it is in ${listed([...new Set(elsewhere)])}`)
  }
  const names = trace.hosts.map(({ name: host }) => host)
  if (names.includes(name)) throw new QuestionError(`${name} runs no CARP`)
  throw new QuestionError(`no host ${name}${suggestion(name, names, 'there are')}`)
}
