import type { RecordOf, TraceRecord } from '../../trace/record.ts'
import { isDaemon } from '../story/waiting.ts'
import { isOf, type Scene, type Subject } from './scene.ts'
import type { Fate, Step } from './step.ts'

type Advert = RecordOf<'advert'>

/** One advertisement that a virtual host did not hear, or did not believe. */
export interface Missed {
  readonly fate: Fate
  readonly advert: Advert
  /** That it was lost, refused, came late; the advertisement itself where nothing was recorded. */
  readonly record: TraceRecord
  /** What made it so, where anything did. */
  readonly because: TraceRecord | undefined
  /** Advertisements of one key have one story. */
  readonly why: string
}

/** The advertisements of a machine of its group that a virtual host missed between two records, in order. */
export function missedBy(scene: Scene, subject: Subject, after: number, before: number): Missed[] {
  const missed: Missed[] = []
  for (const record of scene.window(after, before)) {
    if (record.kind !== 'advert' || !scene.isMeantFor(record, subject)) continue
    const fate = fateOf(scene, subject, record, before)
    if (fate !== undefined) missed.push(fate)
  }
  return missed
}

/** What became of an advertisement on its way to a virtual host; undefined: it was heard and believed. */
export function fateOf(scene: Scene, subject: Subject, advert: Advert, before: number): Missed | undefined {
  const { causes } = scene
  let arrived: RecordOf<'delivered'> | undefined
  for (const record of scene.window(advert.id, before)) {
    if (
      record.kind === 'lost' &&
      isOfFrame(scene, record, advert) &&
      (isAt(record, subject) || advert.peer !== undefined)
    ) {
      const because = record.because === undefined ? undefined : causes.get(record.because)
      return { fate: 'lost', advert, record, because, why: record.why }
    }
    if (record.kind === 'delivered' && isAt(record, subject) && isOfFrame(scene, record, advert)) arrived ??= record
    // A kernel acts on a frame in the instant in which it arrives, or never.
    if (arrived !== undefined && record.t > arrived.t && !isDaemon(subject.system)) break
    if (arrived === undefined || record.cause !== arrived.id) continue
    if (record.kind === 'drop') return { fate: 'refused', advert, record, because: undefined, why: record.why }
    // What it did on hearing it: that it set its timer anew, or changed its state, or answered.
    if (record.kind !== 'log') return undefined
  }
  return arrived === undefined ? late(scene, subject, advert, before) : unread(scene, subject, advert, arrived)
}

/** Whether a copy of an advertisement ended there: where it arrived, or on a router in between, which did not pass it on. */
function isOfFrame(scene: Scene, end: RecordOf<'delivered' | 'lost'>, advert: Advert): boolean {
  if (end.cause === advert.id) return true
  return advert.peer !== undefined && scene.advertOf(end) === advert
}

/** It was still on its way. */
function late(scene: Scene, subject: Subject, advert: Advert, before: number): Missed {
  for (const record of scene.causes.onwards(before - 1)) {
    if (record.kind !== 'delivered' || !isAt(record, subject) || !isOfFrame(scene, record, advert)) continue
    const because = record.because === undefined ? undefined : scene.causes.get(record.because)
    return { fate: 'late', advert, record, because, why: because === undefined ? '' : `${because.id}` }
  }
  const because = impairmentOf(scene, subject, advert)
  return { fate: 'late', advert, record: advert, because, why: because === undefined ? '' : `${because.id}` }
}

/** What makes what a machine sends come late, if anything does: where the run ended before it came. */
function impairmentOf(scene: Scene, subject: Subject, { id, host, interface: on }: Advert): TraceRecord | undefined {
  const network = scene.networkOf({ host, interface: on })
  const from = sides(host, on)
  const to = sides(subject.host, subject.interface)
  const impairs = (target: string) => {
    const [left = '', arrow, right = ''] = target.split(' ')
    if (from.includes(left) && [network, ...to].includes(right)) return true
    return arrow === '<->' && to.includes(left) && from.includes(right)
  }
  return scene.last('fault', id, ({ verb, target }) => verb === 'impair' && impairs(target))
}

/** How a side of a way may be written that a card is on. */
function sides(host: string, on: string): string[] {
  return [host, `${host}.${on}`, 'any']
}

/** It lay there, and nothing was done about it: the machine stood still, or took no CARP packets in. */
function unread(scene: Scene, subject: Subject, advert: Advert, arrived: RecordOf<'delivered'>): Missed | undefined {
  const { paused, state } = scene.standing(subject, arrived.id)
  const allow = scene.setting(subject.host, 'net.inet.carp.allow', arrived.id)
  const deaf = paused ?? (allow?.value === '0' ? allow : undefined)
  if (deaf === undefined && state === 'MASTER') return undefined
  return { fate: 'unread', advert, record: arrived, because: deaf, why: deaf === undefined ? '' : `${deaf.id}` }
}

/** Advertisements that one and the same thing kept from being heard are one step. */
export function stepsOf(subject: Subject, missed: readonly Missed[]): { step: Step; first: Missed }[] {
  const alike = new Map<string, Missed[]>()
  for (const one of missed) {
    const key = `${one.advert.host} ${one.advert.family} ${one.fate} ${one.why} ${one.because?.id}`
    const ones = alike.get(key)
    if (ones === undefined) alike.set(key, [one])
    else ones.push(one)
  }
  return [...alike.values()].map((ones) => {
    const [first] = ones as [Missed]
    const { fate, why, advert, record } = first
    const { id, t } = fate === 'late' ? advert : record
    const arrives = fate === 'late' && record !== advert ? { arrives: record.t } : {}
    const told = {
      from: advert.host,
      family: advert.family,
      to: subject.host,
      count: ones.length,
      last: ones.at(-1)!.record.t,
      why,
      ...arrives,
    }
    return { first, step: { what: 'missed', id, t, fate, ...told } }
  })
}

function isAt({ host, interface: on }: { host: string; interface: string }, subject: Subject): boolean {
  return host === subject.host && on === subject.interface
}

/** Sends of a virtual host that failed between two records. */
export function unsentBy(scene: Scene, subject: Subject, after: number, before: number): RecordOf<'unsent'>[] {
  return [...scene.window(after, before)].filter(
    (record): record is RecordOf<'unsent'> => record.kind === 'unsent' && isOf(record, subject),
  )
}
