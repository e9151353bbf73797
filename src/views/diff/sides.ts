import type { Micros } from '../../time.ts'
import type { VhostState } from '../../trace/folds/history.ts'
import type { Numbers, RecordOf, State, TraceRecord } from '../../trace/record.ts'
import { loggedBy, logLine } from '../story/details.ts'
import { causeOf, reasonOf } from '../story/reasons.ts'
import { type Application, applied } from '../why/applied.ts'
import { fateOf } from '../why/missed.ts'
import { obstaclesInWords } from '../why/not-words.ts'
import { preempts } from '../why/own.ts'
import type { Scene, Subject } from '../why/scene.ts'
import { whyNot } from '../why/why-not.ts'
import type { Difference, Pair } from './compare.ts'
import type { Change, Course } from './course.ts'
import { type Decider, deciderOf } from './decider.ts'
import { inertness } from './events.ts'

/** What a virtual host did in one run where two differ, what decided so, and why. */
export interface Side extends Deed, Decider {}

interface Deed {
  /** The record that tells of it, where there is one. */
  readonly id?: number
  readonly t: Micros
  readonly host: string
  readonly group: string
  readonly from: VhostState
  /** The same as `from`: it stayed what it was. */
  readonly to: VhostState
  /** The rule that applied, and the numbers that it compared. */
  readonly rule?: string
  readonly numbers?: Numbers
  readonly why: string
  /** What the machine itself logged about it. */
  readonly logged: readonly string[]
}

/** What both runs did where they differ. Of one that did nothing, what it did about the same thing, or what it lacked. */
export function sidesOf(scenes: Pair<Scene>, difference: Difference): Pair<Side> {
  const [one, other] = scenes
  return [decided(one, deedOf(scenes, difference, 0)), decided(other, deedOf([other, one], difference, 1))]
}

function decided({ trace }: Scene, deed: Deed): Side {
  return { ...deed, ...deciderOf(trace, deed.host, deed.from, deed.rule) }
}

/** @param scenes - its own, and that of the other run */
function deedOf([scene, there]: Pair<Scene>, { kind, courses, place, changes }: Difference, side: 0 | 1): Deed {
  const [course, own] = [courses[side], changes[side]]
  const [otherCourse, other] = [courses[1 - side]!, changes[1 - side]]
  if (own !== undefined && (kind === 'time' || other === undefined || own.t <= other.t)) {
    return changed(scene, course.subject, own)
  }
  const before = course.changes[place - 1]
  const stay = new Stay(scene, course, before, own)
  if (kind === 'time') return stay.deed(scene.trace.until, 'not before the end of the run')
  const lag = (before?.t ?? 0) - (otherCourse.changes[place - 1]?.t ?? 0)
  return stay.about(there, other!, lag)
}

/** A change, told as the story tells it. */
function changed(scene: Scene, { host, group }: Subject, { t, from, to, record }: Change): Deed {
  const { trace, causes } = scene
  const did = { t, host, group, from, to }
  if (record === undefined) return { ...did, why: '', logged: [] }
  const { id } = record
  const logged = loggedBy(record, causes)
  if (record.kind !== 'transition') return { ...did, id, why: endOf(scene, record), logged }
  const { rule, numbers } = record
  const why = reasonOf({ trace, causes, change: record, demotion: scene.demotion(host, id) })
  return { ...did, id, rule, ...(numbers && { numbers }), why, logged }
}

const POWER = { on: 'boots', off: 'power is off', paused: 'its machine stands still' } as const

/** Why a machine or a daemon began or ended. */
function endOf({ causes }: Scene, record: RecordOf<'power' | 'process'>): string {
  const own =
    record.kind === 'power' ? POWER[record.power] : `${record.name} ${record.exit === null ? 'begins' : 'ends'}`
  const cause = causeOf({ causes, change: record })
  return cause === '' ? own : `${own}: ${cause}`
}

/** What can be asked for at any time. */
const ELECTED: readonly VhostState[] = ['BACKUP', 'MASTER']

/** A virtual host that stays what it is, while in another run it changes. */
class Stay {
  readonly #scene: Scene
  readonly #subject: Subject
  readonly #before: Change | undefined
  /** What ends it. */
  readonly #after: Change | undefined

  constructor(scene: Scene, { subject }: Course, before: Change | undefined, after: Change | undefined) {
    this.#scene = scene
    this.#subject = subject
    this.#before = before
    this.#after = after
  }

  /**
   * What it did about the advertisement that made the other one change; or that here is no such event; or what it
   * lacked for the same; or how else it changes.
   *
   * @param lag - how much later than there it became what it is
   */
  about(there: Scene, other: Change, lag: Micros): Deed {
    const { trace } = this.#scene
    const since = this.#before?.t ?? 0
    const at = Math.min(other.t >= since ? other.t : Math.max(since, other.t + lag), trace.until)
    const application = this.#heard(there, other, at)
    if (application !== undefined) return this.#left(application)
    const missing = this.#missing(there, other)
    if (missing !== undefined) return this.deed(at, missing)
    const after = this.#after
    // Who is slow, as daemons are, meets the same in another way.
    const isSlow = after !== undefined && (at >= after.t || !ELECTED.includes(other.to))
    return isSlow ? changed(this.#scene, this.#subject, after) : this.deed(at, this.#lacked(at, other.to))
  }

  deed(t: Micros, why: string): Deed {
    const { host, group } = this.#subject
    const state = this.#before?.to ?? 'off'
    return { t, host, group, from: state, to: state, why, logged: [] }
  }

  #left(application: Application): Deed {
    const { trace, causes } = this.#scene
    const { id, t, host, rule, numbers } = application
    const { on: preempt } = preempts(this.#scene, this.#subject, id)
    const why = reasonOf({ trace, causes, change: application, demotion: this.#scene.demotion(host, id), preempt })
    return { ...this.deed(t, why), id, rule, ...(numbers && { numbers }), logged: this.#loggedBy(application) }
  }

  /** What a daemon logs about a frame comes when it reads it. */
  #loggedBy({ cause, t }: Application): string[] {
    const logged: string[] = []
    for (const record of this.#scene.causes.onwards(cause!)) {
      if (record.t > t) break
      if (record.kind === 'log' && record.cause === cause) logged.push(logLine(record))
    }
    return logged
  }

  /** The rule that it applied to the advertisement of the same machine, as that which made the other one change. */
  #heard(there: Scene, { record }: Change, at: Micros): Application | undefined {
    const advert = record && there.advertOf(there.causes.of(record) ?? record)
    if (advert === undefined) return undefined
    const scene = this.#scene
    const [after, before] = [this.#before?.record?.id ?? 0, this.#after?.record?.id ?? Number.POSITIVE_INFINITY]
    const arrivals = [...scene.window(after, before)].filter((arrived): arrived is RecordOf<'delivered'> => {
      const isHere = arrived.kind === 'delivered' && arrived.host === this.#subject.host
      return isHere && arrived.interface === this.#subject.interface && this.#isFrom(advert.host, arrived)
    })
    const nearest = arrivals.sort((a, b) => Math.abs(a.t - at) - Math.abs(b.t - at))
    const believed = nearest.find((arrived) => {
      return fateOf(scene, this.#subject, scene.advertOf(arrived)!, before) === undefined
    })
    return believed && applied(scene, this.#subject, believed)
  }

  #isFrom(host: string, arrived: TraceRecord): boolean {
    const advert = this.#scene.advertOf(arrived)
    return advert?.host === host && this.#scene.areTogether(advert, this.#subject)
  }

  /** The event that made the other one change may not be in this run, or may do nothing. */
  #missing(there: Scene, { t, record }: Change): string | undefined {
    if (record === undefined) return undefined
    const event = [...there.causes.chain(record)].find((cause) => cause.kind === 'fault')
    if (event === undefined || event.t !== t) return undefined
    const why = inertness(this.#scene, event)
    return why === undefined ? undefined : `${event.text}: ${why}`
  }

  #lacked(at: Micros, state: VhostState): string {
    const { trace } = this.#scene
    if (state === 'off' || state === 'paused') return ''
    if (trace.level !== 'all') return `this run was kept at level ${trace.level}: it does not say why`
    const { host, interface: on, group } = this.#subject
    const question = { host: `${host}.${on}`, group, at, state: state satisfies State }
    return obstaclesInWords(trace, whyNot(trace, question)).join('; ')
  }
}
