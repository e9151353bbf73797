import type { Kind, RecordOf, TraceRecord } from '../../trace/record.ts'
import { waitsFor } from '../story/waiting.ts'
import { type Missed, missedBy, stepsOf } from './missed.ts'
import { deadlineOf } from './own.ts'
import { refusal } from './refusal.ts'
import { isOf, type Scene, type Subject } from './scene.ts'
import { silence } from './silence.ts'
import { type Finder, type Step, stepOf } from './step.ts'
import { trigger } from './trigger.ts'

type Change = RecordOf<'transition'>
type Armed = RecordOf<'armed'>

const MOST_CHANGES = 8
/** What says more than the fault that did it. */
const SAYING: ReadonlySet<Kind> = new Set<Kind>(['demotion', 'process'])

/** Goes back from what happened to what made it happen, each record once. */
export class Chain implements Finder {
  readonly scene: Scene
  readonly #seen = new Set<number>()
  /** How many changes of state it may still go back over: two equal machines take turns for ever. */
  #left = MOST_CHANGES

  constructor(scene: Scene) {
    this.scene = scene
  }

  /** Why something happened: itself, and what led to it. */
  of(record: TraceRecord | undefined): Step[] {
    if (record === undefined || this.#seen.has(record.id)) return []
    this.#seen.add(record.id)
    switch (record.kind) {
      case 'transition':
        return this.#left-- > 0
          ? this.#ofChange(record)
          : [{ what: 'earlier', id: record.id, t: record.t, change: record }]
      case 'lost':
      case 'unsent':
      case 'delivered':
        return [stepOf(record), ...this.#because(record)]
      case 'demotion':
        return [stepOf(record), ...this.of(this.#failedSend(record) ?? this.scene.causes.of(record))]
      case 'drop':
        return [stepOf(record), ...refusal(this, record)]
      default:
        return [...this.#unlessSaid(record), ...this.of(this.scene.causes.of(record))]
    }
  }

  /** What became of advertisements that were not heard, and why. */
  ofMissed(subject: Subject, missed: readonly Missed[]): Step[] {
    return stepsOf(subject, missed).flatMap(({ step, first }) => [
      step,
      ...(first.record.kind === 'drop' ? refusal(this, first.record) : this.of(first.because)),
    ])
  }

  /** What a fault or a command did at once has been said with it, unless it is what is asked for. */
  #unlessSaid(record: TraceRecord): Step[] {
    const cause = this.scene.causes.of(record)
    const isSaid = cause?.t === record.t && (cause.kind === 'fault' || cause.kind === 'command')
    return isSaid && this.#seen.size > 1 && !SAYING.has(record.kind) ? [] : [stepOf(record)]
  }

  #because(record: RecordOf<'lost' | 'unsent' | 'delivered'>): Step[] {
    const { causes } = this.scene
    return this.of(record.because === undefined ? causes.of(record) : causes.get(record.because))
  }

  /** The send after which a machine demoted itself; a timer had let it try. */
  #failedSend(demotion: RecordOf<'demotion'>): TraceRecord | undefined {
    if (this.scene.causes.of(demotion)?.kind !== 'fired') return undefined
    return this.scene.last('unsent', demotion.id, ({ host, t }) => host === demotion.host && t === demotion.t)
  }

  #ofChange(change: Change): Step[] {
    if (change.rule === 'master-down timer') return this.#ofExpiry(change)
    const { causes } = this.scene
    if (change.numbers === undefined) {
      // A boot says it all: that each address makes a virtual host start anew takes no time.
      const origin = causes.origin(change)
      if (this.#seen.size > 1 && change.to === 'BACKUP' && origin?.kind === 'power') return this.of(origin)
      return [
        { what: 'changed', id: change.id, t: change.t, change },
        ...this.of(causes.of(change) ?? this.#noticed(change, change.id)),
      ]
    }
    const heard = this.scene.advertOf(causes.of(change) ?? change)
    const compared: Step = {
      what: 'compared',
      id: change.id,
      t: change.t,
      change,
      heard,
      demotion: this.scene.demotion(change.host, change.id),
    }
    if (heard === undefined) return [compared, ...this.of(causes.of(change))]
    return [compared, ...this.#returned(change, heard), ...trigger(this, change, heard)]
  }

  /** The switch that sent a machine its own advertisement back: in a loop, or by another uplink of a team. */
  #returned(change: Change, heard: RecordOf<'advert'>): Step[] {
    if (heard.host !== change.host) return []
    const port = `${change.host}.${change.interface}`
    for (const record of this.scene.window(heard.id, change.id)) {
      if (record.kind === 'hop' && record.cause === heard.id && record.out.includes(port)) return [stepOf(record)]
    }
    return []
  }

  /** What a daemon, which nobody tells of its interface, found when it looked: the last that happened to it. */
  #noticed(change: Change, before: number): TraceRecord | undefined {
    for (const record of this.scene.causes.backwards(before)) {
      if (record.kind === 'transition' && isOf(record, change)) return record
      if (record.kind !== 'link' && record.kind !== 'interface') continue
      if (record.host === change.host && record.interface === change.interface) return record
    }
    return undefined
  }

  /** A backup lost patience: since when it waited, and what became of all that it should have heard. */
  #ofExpiry(change: Change): Step[] {
    const { scene } = this
    const armed = scene.causes.ofKind(scene.causes.ofKind(change, 'fired'), 'armed')
    const origin = armed && scene.causes.origin(armed)
    const heard = origin && scene.causes.advertOf(origin)
    const head = { what: 'expired', id: change.id, t: change.t, change, armed, heard } as const
    if (armed === undefined) return [{ ...head, masters: [], strangers: [], late: 0 }]
    const late = change.t - deadlineOf(scene, armed, change.id)
    const unheard = this.#unheard(scene.subjectOf(change), armed, change, heard)
    const began =
      heard === undefined ? (scene.causes.of(armed) ?? this.#noticed(change, armed.id)) : scene.forgery(heard)
    const since = this.of(began)
    return [{ ...head, masters: unheard.masters, strangers: unheard.strangers, late }, ...unheard.steps, ...since]
  }

  #unheard(subject: Subject, armed: Armed, expiry: Change, heard: RecordOf<'advert'> | undefined) {
    const { scene } = this
    const since = heard?.id ?? armed.id
    const missed = missedBy(scene, subject, since, expiry.id).filter(({ advert }) => waitsFor(armed, advert))
    const steps = this.ofMissed(subject, missed)
    for (const sender of scene.subjects) {
      const sent = missed.findLast(({ advert }) => isOf(advert, sender))?.advert
      const last = heard !== undefined && isOf(heard, sender) ? heard : sent
      if (last !== undefined) steps.push(...silence(this, sender, { advert: last, isLast: sent === undefined }, expiry))
    }
    const senders = [...(heard === undefined ? [] : [heard]), ...missed.map(({ advert }) => advert)]
    const masters = [...new Set(senders.map(({ host }) => host))]
    return { steps, masters, strangers: masters.length > 0 ? [] : strangers(scene, subject, armed, expiry) }
  }
}

/** The vhids that a machine heard and refused, because it has none of that number: somebody may have meant another. */
function strangers(scene: Scene, subject: Subject, after: TraceRecord, before: TraceRecord): number[] {
  const vhids = new Set<number>()
  for (const record of scene.window(after.id, before.id)) {
    if (record.kind !== 'drop' || record.why !== 'no-vhid' || record.vhid === subject.vhid) continue
    if (record.host === subject.host && record.interface === subject.interface) vhids.add(record.vhid)
  }
  return [...vhids].sort((a, b) => a - b)
}
