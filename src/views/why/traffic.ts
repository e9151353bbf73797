import type { Micros } from '../../time.ts'
import { machineOf, outagesOf, type PingHistory, type PingStretch } from '../../trace/folds/pings.ts'
import { ANSWER_WAIT, type Asking, type RecordOf, type TraceRecord } from '../../trace/record.ts'
import { pingsOf } from '../lanes/pings.ts'
import { Chain } from './chain.ts'
import { flooded } from './flooded.ts'
import { keepers } from './keepers.ts'
import type { Scene } from './scene.ts'
import { stale } from './stale.ts'
import { inOrder, type Step, stepOf } from './step.ts'

type Asked = RecordOf<'ping' | 'request'>

/** How it goes with what a machine asks: of whom, who answers, and since when. */
export interface Traffic {
  readonly host: string
  readonly address: string
  readonly of?: Asking
  /** None: nobody. */
  readonly by: readonly string[]
  readonly since: Micros
}

/** Whether a machine asks anybody anything. */
export function asks({ trace }: Scene, host: string): boolean {
  return pingsOf(trace).some((history) => history.host === host)
}

/**
 * Why a machine gets no answer at a time, or gets one: the way of the last thing that it asked, to where it was lost, and
 * what led to that.
 *
 * @param about - which of the things that it asks; absent: the one that fails, or was the latest to be answered
 */
export function explainTraffic(
  scene: Scene,
  host: string,
  at: Micros,
  about?: Pick<Traffic, 'address' | 'of'>,
): { traffic: Traffic; steps: readonly Step[] } {
  const histories = pingsOf(scene.trace).filter((history) => {
    return (
      history.host === host && (about === undefined || (history.address === about.address && history.of === about.of))
    )
  })
  const { history, stretch } = standing(histories, at)
  const { address, of } = history
  const { by, from: since } = stretch ?? { by: [], from: 0 }
  const traffic = { host, address, ...(of && { of }), by, since }
  const asked = askedIn(scene, traffic, by.length > 0 ? since : at)
  return { traffic, steps: asked === undefined ? [] : inOrder(whyOf(scene, asked, by.length > 0, at)) }
}

/** What is silent then, or was the latest to be answered. */
function standing(histories: readonly PingHistory[], at: Micros): { history: PingHistory; stretch?: PingStretch } {
  const now = histories.flatMap((history) => {
    const stretch = history.stretches.findLast(({ from }) => from <= at)
    return stretch === undefined ? [] : [{ history, stretch }]
  })
  const silent = now.filter(({ stretch }) => stretch.by.length === 0 && stretch.to > at)
  // A silence at boot is one only where nothing else is silent.
  const real = silent.find(({ history, stretch }) => outagesOf(history).includes(stretch))
  const latest = now.toSorted((a, b) => b.stretch.from - a.stretch.from)[0]
  return real ?? silent[0] ?? latest ?? { history: histories[0]! }
}

/** The last thing that was asked until then, of which it is known what became of it. */
function askedIn(scene: Scene, { host, address }: Traffic, at: Micros): Asked | undefined {
  const before = scene.causes.endOf(at)
  const isIt = (record: Asked) => record.host === host && record.address === address
  return scene.last('ping', before, isIt) ?? scene.last('request', before, isIt)
}

function whyOf(scene: Scene, asked: Asked, isAnswered: boolean, at: Micros): Step[] {
  const all = consequencesOf(scene, asked, at)
  const end = isAnswered ? all.find(({ kind }) => kind === 'answer') : endOf(scene, all)
  if (end === undefined) {
    return [
      stepOf(asked),
      ...earlier(scene, asked, isAnswered, at),
      ...forgotten(scene, asked),
      ...unplugged(scene, asked),
    ]
  }
  const way = wayTo(scene, end, asked)
  const chain = new Chain(scene)
  const because = end.kind === 'lost' && end.because !== undefined ? chain.of(scene.causes.get(end.because)) : []
  const kept = keepers(scene, way).flatMap((record) => {
    return record.kind === 'neighbour' ? [stepOf(record)] : chain.of(record)
  })
  const old = isAnswered ? flooded(scene, way) : stale(chain, way)
  return [...way.map(stepOf), ...because, ...(old.length > 0 ? old : kept)]
}

/** Nothing was sent, and nobody asked: the machine has forgotten where its next machine is, and does not ask again. */
function forgotten(scene: Scene, { id, host, address }: Asked): Step[] {
  const ofIt = (record: RecordOf<'neighbour'>) => record.host === host && record.address === machineOf(address)
  const last = scene.last('neighbour', id, ofIt) ?? scene.last('neighbour', id, (record) => record.host === host)
  if (last?.mac !== null) return []
  const cause = scene.causes.of(last)
  return [stepOf(last), ...(cause?.kind === 'fault' ? [stepOf(cause)] : [])]
}

/** Nothing was sent, because no card of the machine has a carrier. */
function unplugged(scene: Scene, { id, host }: Asked): Step[] {
  const cards = scene.trace.hosts.find(({ name }) => name === host)?.interfaces ?? []
  const links = cards.map(({ name }) => scene.last('link', id, (link) => link.host === host && link.interface === name))
  const chain = new Chain(scene)
  return links.every((link) => link?.carrier === false) ? links.flatMap((link) => chain.of(link)) : []
}

/** Of what is said over a connection, one word is under way at a time: the one that all others wait for. */
function earlier(scene: Scene, asked: Asked, isAnswered: boolean, at: Micros): Step[] {
  if (asked.kind === 'ping' || asked.of !== 'connection') return []
  const { host, address } = asked
  const sent = scene.last('tcp', asked.id, (record) => record.host === host && record.destination === address)
  const before = sent && scene.causes.of(sent)
  return before === undefined || before.id === asked.id || before.kind !== 'request'
    ? []
    : whyOf(scene, before, isAnswered, at)
}

/** All that came of it while an answer was waited for; a word over a connection is sent again and again after that. */
function consequencesOf(scene: Scene, asked: Asked, at: Micros): TraceRecord[] {
  const ids = new Set([asked.id])
  const all: TraceRecord[] = []
  for (const record of scene.causes.onwards(asked.id)) {
    if (record.t > Math.max(asked.t + ANSWER_WAIT, at)) break
    if (record.cause === null || !ids.has(record.cause)) continue
    ids.add(record.id)
    all.push(record)
  }
  return all
}

/** Where it ended: at a machine that dropped or lost it, at a dead owner, at a reset, or because nobody was found. */
function endOf({ causes }: Scene, all: readonly TraceRecord[]): TraceRecord | undefined {
  const isAsking = (record: TraceRecord | undefined) => record?.kind === 'arp' || record?.kind === 'nd'
  return (
    all.findLast((record) => record.kind === 'unclaimed' || (record.kind === 'lost' && !isAsking(causes.of(record)))) ??
    all.findLast((record) => record.kind === 'tcp' && record.flag === 'RST') ??
    all.findLast(isAsking)
  )
}

/** From the end back to what was asked: each frame on its way. */
function wayTo(scene: Scene, end: TraceRecord, asked: Asked): TraceRecord[] {
  const way: TraceRecord[] = [end]
  for (const record of scene.causes.chain(end)) {
    if (record.kind !== 'delivered') way.push(record)
    if (record.id === asked.id) break
  }
  return way
}
