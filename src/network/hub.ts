import type { Engine } from '../engine/engine.ts'
import type { Entry } from '../engine/queue.ts'
import type { Random, Stream } from '../engine/random.ts'
import type { Micros } from '../time.ts'
import type { Loss } from '../trace/record.ts'
import type { Link, Recorder } from '../trace/recorder.ts'
import type { Frame } from './frame.ts'

/** What is plugged in: a machine's card, seen from the cable. */
export interface Station {
  readonly host: string
  readonly name: string
  /** Why it cannot take a frame in now; null: it can. */
  readonly deaf: Loss | null
  receive(frame: Frame): void
}

/** What carries frames between stations. Hubs do; switches will. */
export interface Segment {
  readonly name: string
  attach(station: Station): void
  /** Puts a frame on the wire. The present cause of the engine is the frame's record. */
  transmit(from: Station, frame: Frame): void
}

/** How well a segment carries. Probabilities from 0 to 1. */
export interface Quality {
  readonly latency: Micros
  /** Each copy takes up to that much longer, drawn evenly. */
  readonly jitter: Micros
  readonly loss: number
  readonly duplicate: number
  /** A reordered copy takes one more latency and jitter, so that a later frame can overtake it. */
  readonly reorder: number
}

/** What is wrong with everything that one station sends. */
export interface Impairment {
  readonly loss: number
  readonly delay: Micros
}

const SOUND: Impairment = { loss: 0, delay: 0 }

/**
 * One broadcast domain: what one station sends, all others hear one latency later, but over one-way cuts. A station
 * never hears its own frames.
 *
 * Cuts and the sender's side are looked at when a frame is sent, the receiver's side when it arrives.
 */
export class Hub implements Segment {
  readonly name: string
  readonly quality: Quality
  readonly #engine: Engine<Link>
  readonly #trace: Recorder
  readonly #random: Random
  /** By sender and receiver, where something was drawn for them. */
  readonly #ways = new Map<Station, Map<Station, Way>>()
  readonly #stations: Station[] = []
  /** For each station that is cut off from some: those that hear it all the same. */
  #hearers = new Map<Station, Station[]>()
  #cuts = new Map<Station, Set<Station>>()
  #impairments = new Map<Station, Impairment>()
  /** Nothing is ever drawn: one entry stands for all copies of a frame. */
  readonly #even: boolean

  constructor(name: string, quality: Quality, engine: Engine<Link>, trace: Recorder, random: Random) {
    this.name = name
    this.quality = quality
    this.#engine = engine
    this.#trace = trace
    this.#random = random
    this.#even = quality.jitter === 0 && quality.loss === 0 && quality.duplicate === 0 && quality.reorder === 0
  }

  attach(station: Station): void {
    this.#stations.push(station)
  }

  /** Sound again, for another run. */
  reset(): void {
    this.#hearers = new Map()
    this.#cuts = new Map()
    this.#impairments = new Map()
  }

  transmit(from: Station, frame: Frame): void {
    const hearers = this.#hearersOf(from)
    const engine = this.#engine
    if (this.#even && this.#impairments.size === 0 && !engine.exploring) {
      engine.schedule(engine.now + this.quality.latency, new Broadcast(this, from, hearers, frame, engine.cause))
    } else {
      for (const to of hearers) if (to !== from) this.#sendCopies(from, to, frame)
    }
  }

  /** Whether frames from one station to another are cut off. */
  isCut(from: Station, to: Station): boolean {
    return this.#cuts.get(from)?.has(to) ?? false
  }

  /** Cuts one direction off, or heals it. */
  setCut(from: Station, to: Station, cut: boolean): void {
    const cuts = this.#cuts.get(from) ?? new Set()
    this.#cuts.set(from, cuts)
    if (cut) cuts.add(to)
    else cuts.delete(to)
    // A new array each time: frames under way keep the one that they were sent with.
    if (cuts.size === 0) this.#hearers.delete(from)
    else {
      this.#hearers.set(
        from,
        this.#stations.filter((station) => !cuts.has(station)),
      )
    }
  }

  /** Spoils all that a station sends; null: no more. */
  impair(from: Station, impairment: Impairment | null): void {
    if (impairment === null) this.#impairments.delete(from)
    else this.#impairments.set(from, impairment)
  }

  isImpaired(from: Station): boolean {
    return this.#impairments.has(from)
  }

  get stations(): readonly Station[] {
    return this.#stations
  }

  #hearersOf(from: Station): readonly Station[] {
    const left = this.#hearers.size === 0 ? undefined : this.#hearers.get(from)
    if (left === undefined) return this.#stations
    for (const to of this.#cuts.get(from)!) this.#noteLost(this.#engine.cause, to, 'cut')
    return left
  }

  #sendCopies(from: Station, to: Station, frame: Frame): void {
    const way = this.#way(from, to)
    const { loss, duplicate } = this.quality
    const spoilt = this.#impairments.size === 0 ? SOUND : (this.#impairments.get(from) ?? SOUND)
    if (way.draws('loss', loss) || way.draws('impairment', spoilt.loss)) {
      this.#noteLost(this.#engine.cause, to, 'loss')
      return
    }
    this.#sendCopy(way, from, to, frame, spoilt.delay)
    if (way.draws('duplicate', duplicate)) this.#sendCopy(way, from, to, frame, spoilt.delay)
  }

  #sendCopy(way: Way, from: Station, to: Station, frame: Frame, extra: Micros): void {
    const { latency, jitter, reorder } = this.quality
    let delay = latency + extra
    if (jitter > 0) delay += way.stream('jitter').below(jitter)
    if (way.draws('reorder', reorder)) delay += latency + jitter
    const { now, cause } = this.#engine
    this.#engine.schedule(now + delay, new Broadcast(this, from, [to], frame, cause))
  }

  #way(from: Station, to: Station): Way {
    let ways = this.#ways.get(from)
    if (ways === undefined) {
      ways = new Map()
      this.#ways.set(from, ways)
    }
    let way = ways.get(to)
    if (way === undefined) {
      way = new Way(this.#random, `${this.name} ${from.host}.${from.name} -> ${to.host}.${to.name}`)
      ways.set(to, way)
    }
    return way
  }

  #noteLost(frame: Link | null, to: Station, why: Loss): void {
    const trace = this.#trace
    if (trace.wants.lost) trace.noteCausedBy(frame, { kind: 'lost', host: to.host, interface: to.name, why })
    else trace.counts.lost += 1
  }

  /** A frame reaches all that hear its sender, or is lost on their doorstep. */
  deliver(from: Station, hearers: readonly Station[], frame: Frame, cause: Link | null): void {
    const engine = this.#engine
    const trace = this.#trace
    const noted = trace.wants.delivered
    let delivered = 0
    for (const to of hearers) {
      if (to === from) continue
      engine.cause = cause
      if (to.deaf !== null) {
        this.#noteLost(cause, to, to.deaf)
        continue
      }
      if (noted) {
        engine.cause = trace.noteCausedBy(cause, { kind: 'delivered', host: to.host, interface: to.name })
      } else {
        delivered += 1
      }
      to.receive(frame)
    }
    trace.counts.delivered += delivered
  }
}

type Concern = 'loss' | 'impairment' | 'jitter' | 'duplicate' | 'reorder'

/** What is drawn for one direction between two stations: a stream a concern, so that no station more shifts another's. */
class Way {
  readonly #random: Random
  readonly #name: string
  readonly #streams: Partial<Record<Concern, Stream>> = {}

  constructor(random: Random, name: string) {
    this.#random = random
    this.#name = name
  }

  draws(concern: Concern, probability: number): boolean {
    return probability > 0 && this.stream(concern).chance(probability)
  }

  stream(concern: Concern): Stream {
    let stream = this.#streams[concern]
    if (stream === undefined) {
      stream = this.#random.stream(`${concern} ${this.#name}`)
      this.#streams[concern] = stream
    }
    return stream
  }
}

/** A frame on its way to all that hear its sender: one entry in the queue for all of them. */
class Broadcast implements Entry {
  readonly #hub: Hub
  readonly #from: Station
  readonly #hearers: readonly Station[]
  readonly #frame: Frame
  readonly #cause: Link | null

  constructor(hub: Hub, from: Station, hearers: readonly Station[], frame: Frame, cause: Link | null) {
    this.#hub = hub
    this.#from = from
    this.#hearers = hearers
    this.#frame = frame
    this.#cause = cause
  }

  fire(): void {
    this.#hub.deliver(this.#from, this.#hearers, this.#frame, this.#cause)
  }
}
