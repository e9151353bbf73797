import type { RecordOf, TraceRecord } from '../../trace/record.ts'
import { fateOf, type Missed, stepsOf, unsentBy } from './missed.ts'
import { returned } from './returned.ts'
import { isOf, type Scene, type Subject } from './scene.ts'
import type { Finder, Step } from './step.ts'

type Advert = RecordOf<'advert'>
type Change = RecordOf<'transition'>

/**
 * Why an advertisement changed a state just now. What is new: an advertisement that had been heard before without
 * effect says something else or is compared with something else; one that had not been heard comes through; or one of
 * the two has only just become what it is.
 */
export function trigger(why: Finder, change: Change, heard: Advert): Step[] {
  const { scene } = why
  // A goodbye comes of what ends a MASTER, a forged one of who sent it.
  if (isGoodbye(heard) || scene.forgery(heard) !== undefined) return why.of(scene.causes.of(heard))
  const back = heard.host === change.host ? returned(why, heard, change.id) : []
  if (back.length > 0) return back
  const subject = scene.subjectOf(change)
  const own = ownBefore(scene, change)
  const his = reignOf(scene, heard)
  const since = Math.max(own?.id ?? 0, his?.id ?? 0)
  for (const advert of earlier(scene, heard, since)) {
    const missed = fateOf(scene, subject, advert, change.id)
    return missed === undefined
      ? changed(why, subject, advert, { heard, change })
      : healed(why, subject, missed, change)
  }
  return why.of(his !== undefined && his.id > (own?.id ?? 0) ? his : own)
}

/** What made the sender of an advertisement a MASTER. */
function reignOf(scene: Scene, advert: Advert): Change | undefined {
  const sender = scene.subjectOf(advert)
  return scene.last('transition', advert.id, (record) => record.to === 'MASTER' && isOf(record, sender))
}

/** What it sent before, since both are what they are, the latest first. */
function* earlier(scene: Scene, heard: Advert, since: number): Generator<Advert> {
  const sender = scene.subjectOf(heard)
  for (const record of scene.causes.backwards(heard.id)) {
    if (record.id <= since) return
    if (record.kind === 'advert' && isOf(record, sender)) yield record
  }
}

/** What is compared of an advertisement. */
const SAID = ['advbase', 'advskew', 'demotion'] as const

/** The last one had no effect, and this one has: a skew, a demotion, or preempt is another. */
function changed(why: Finder, subject: Subject, before: Advert, now: { heard: Advert; change: Change }): Step[] {
  const { scene } = why
  const { heard, change } = now
  const says = SAID.some((field) => before.packet[field] !== heard.packet[field])
  const who = says ? scene.subjectOf(heard) : subject
  const until = says ? heard.id : change.id
  const made = [...scene.window(before.id, until)].findLast((record) =>
    says ? isChangeOf(record, who) : isOfUse(record, who),
  )
  if (made !== undefined) return why.of(made)
  const failed = unsentBy(scene, who, before.id, until).at(-1)
  return why.of(failed ?? ownBefore(scene, change))
}

/** How it came to the state that it left. */
function ownBefore(scene: Scene, change: Change): Change | undefined {
  const subject = scene.subjectOf(change)
  return scene.last('transition', change.id, (record) => isOf(record, subject))
}

/** The same, or that it may use what it compares. */
function isOfUse(record: TraceRecord, subject: Subject): boolean {
  if (isChangeOf(record, subject)) return true
  if (record.kind !== 'setting' || record.host !== subject.host) return false
  const ofProcess = record.name === 'preempt' && record.of === `${subject.interface}/${subject.vhid}`
  return ofProcess || record.name === 'net.inet.carp.preempt'
}

/** Whether a record says that what a virtual host compares has changed. */
function isChangeOf(record: TraceRecord, { host, interface: on, vhid }: Subject): boolean {
  if (!('host' in record) || record.host !== host) return false
  if (record.kind === 'demotion') return true
  if (record.kind !== 'setting') return false
  return record.of === `${on}/${vhid}` && (record.name === 'advskew' || record.name === 'advbase')
}

/** The last one was not heard, and this one is. */
function healed(why: Finder, subject: Subject, missed: Missed, change: Change): Step[] {
  const { scene } = why
  const made = [...scene.window(missed.record.id, change.id)].findLast((record) => mends(record, missed, subject))
  const steps = stepsOf(subject, [missed]).map(({ step }) => step)
  return made === undefined ? steps : [...steps, ...why.of(made)]
}

/** Whether something ends what kept an advertisement from being heard. */
function mends(record: TraceRecord, { because, record: missed, advert }: Missed, { host }: Subject): boolean {
  switch (record.kind) {
    case 'link':
      return record.carrier && record.host === host
    case 'interface':
      return record.up && record.host === host
    case 'power':
      return record.power === 'on' && record.host === host
    case 'setting':
      return missed.kind === 'drop' && (record.host === host || record.host === advert.host)
    case 'fault':
      if (because === undefined) return missed.kind === 'drop' && /address/.test(record.verb)
      return record.verb === 'heal' || record.cause === because.id || isSameTarget(record, because)
    default:
      return false
  }
}

function isSameTarget(fault: RecordOf<'fault'>, other: TraceRecord): boolean {
  return other.kind === 'fault' && other.target === fault.target
}

/** advbase 255. */
function isGoodbye({ advbase }: Advert): boolean {
  return advbase === 255
}
