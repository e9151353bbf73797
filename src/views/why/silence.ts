import type { RecordOf, TraceRecord } from '../../trace/record.ts'
import { unsentBy } from './missed.ts'
import { isOf, type Scene, type Subject } from './scene.ts'
import type { Finder, Step } from './step.ts'

type Advert = RecordOf<'advert'>

/** The last advertisement of a machine that was heard, or the last that it sent. */
export interface Last {
  readonly advert: Advert
  /** It was heard, and the machine sent no other in time. */
  readonly isLast: boolean
}

/**
 * Why a machine that had sent an advertisement sent no other until a backup lost patience: it gave way, lost its power,
 * could not send, or has a longer interval than the other waits for. Nothing where it goes on as before.
 */
export function silence(why: Finder, sender: Subject, last: Last, expiry: RecordOf<'transition'>): Step[] {
  const { scene } = why
  const end = endOf(scene, sender, last.advert, expiry)
  if (end !== undefined) return [...due(scene, sender, end, expiry), ...why.of(end)]
  const failed = unsentBy(scene, sender, last.advert.id, expiry.id)
  const [first] = failed
  if (first !== undefined) return [failedSends(sender, failed), ...why.of(becauseOf(scene, first))]
  const next = nextOf(scene, sender, expiry.id)
  if (!last.isLast || next === undefined || next.deadline <= expiry.t) return []
  const slow: Step = { what: 'slow', id: next.id, t: next.t, from: sender.host, since: next.deadline }
  return [slow, ...why.of(scene.causes.of(next))]
}

/** What ended its time as a MASTER, or its life. */
function endOf(scene: Scene, sender: Subject, last: Advert, expiry: TraceRecord): TraceRecord | undefined {
  for (const record of scene.window(last.id, expiry.id)) {
    if (record.kind === 'transition' && isOf(record, sender) && record.from === 'MASTER') return record
    if (record.kind === 'power' && record.host === sender.host && record.power !== 'on') return record
    if (record.kind !== 'process' || record.host !== sender.host || record.exit === null) continue
    if (record.vhid === sender.vhid) return record
  }
  return undefined
}

/** The advertisement that it would have sent next. */
function due(scene: Scene, sender: Subject, end: TraceRecord, expiry: TraceRecord): Step[] {
  const next = nextOf(scene, sender, end.id)
  if (next === undefined || next.deadline < end.t || next.deadline > expiry.t) return []
  return [{ what: 'due', id: next.id, t: next.deadline, from: sender.host }]
}

function nextOf(scene: Scene, sender: Subject, before: number): RecordOf<'armed'> | undefined {
  return scene.last('armed', before, (armed) => armed.timer === 'advertise' && isOf(armed, sender))
}

function becauseOf({ causes }: Scene, { because }: RecordOf<'unsent'>): TraceRecord | undefined {
  return because === undefined ? undefined : causes.get(because)
}

function failedSends({ host }: Subject, failed: readonly RecordOf<'unsent'>[]): Step {
  const [{ id, t, why }] = failed as [RecordOf<'unsent'>]
  const last = failed.at(-1)!.t
  return { what: 'missed', id, t, fate: 'unsent', from: host, to: host, count: failed.length, last, why }
}
