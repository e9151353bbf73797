import type { Engine } from '../engine/engine.ts'
import type { Entry } from '../engine/queue.ts'
import type { Random } from '../engine/random.ts'
import type { Micros } from '../time.ts'
import type { Family, Loss } from '../trace/record.ts'
import { because, type Link, type Recorder } from '../trace/recorder.ts'
import type { Frame } from './frame.ts'
import type { HubQuality, Impairment, Socket, Station } from './segment.ts'
import { Way } from './way.ts'

/** What all parts of a hub share. */
export interface Wire {
  readonly name: string
  readonly quality: HubQuality
  readonly engine: Engine<Link>
  readonly trace: Recorder
  readonly random: Random
  /** All that are plugged in; a new array for each that comes. */
  stations: readonly Station[]
}

/** Where one station is plugged into a hub: what it sends goes out from here. */
export class Outlet implements Socket {
  readonly station: Station
  impairment: Impairment | null = null
  #impairedBy: Link | null = null
  readonly #wire: Wire
  /** The ways to all others; null: they have all been alike so far. */
  #ways: Way[] | null = null
  /** Those to whom nothing of a family is cut, this station itself included; new arrays for each change. */
  #hearers: readonly Station[] = []
  #hearers6: readonly Station[] = []
  #cuts = false
  /** Nothing is ever drawn: one entry stands for all copies of a frame. */
  readonly #even: boolean

  constructor(wire: Wire, station: Station) {
    this.#wire = wire
    this.station = station
    const { jitter, loss, duplicate, reorder } = wire.quality
    this.#even = jitter === 0 && loss === 0 && duplicate === 0 && reorder === 0
  }

  transmit(frame: Frame): void {
    const { engine, quality } = this.#wire
    if (this.#cuts) this.#noteCuts(frame)
    if (this.#even && this.impairment === null && !engine.exploring) {
      engine.schedule(
        engine.now + quality.latency,
        new Flight(this, frame.family === 'inet' ? this.#hearers : this.#hearers6, frame, engine.cause),
      )
    } else if (frame.unicast && !this.#allWays().some(({ to }) => to.takes(frame))) {
      engine.schedule(engine.now + quality.latency, new Flight(this, [], frame, engine.cause))
    } else {
      for (const way of this.#allWays()) {
        if (this.#cuts && way.cut[frame.family]) continue
        if (!frame.unicast || way.to.takes(frame)) this.#sendCopies(way, frame)
      }
    }
  }

  /** The frame reaches all that hear it, or the one that it is for. */
  deliver(hearers: readonly Station[], frame: Frame, cause: Link | null, delayedBy: Link | null): void {
    if (!frame.unicast) {
      this.#hand(hearers, frame, cause, delayedBy)
      return
    }
    const takers = hearers.filter((to) => to.takes(frame))
    const taken = takers.some(({ deaf }) => deaf === null || deaf === 'blocked')
    this.#hand(takers, frame, cause, delayedBy)
    if (taken || this.#isFor(frame, hearers)) return
    this.#wire.engine.cause = cause
    this.station.unclaimed(frame)
  }

  /** Each takes a frame in, or it is lost on the doorstep. */
  #hand(hearers: readonly Station[], frame: Frame, cause: Link | null, delayedBy: Link | null): void {
    const { engine, trace, quality } = this.#wire
    const noted = trace.wants.delivered
    const itself = quality.echo ? null : this.station
    let delivered = 0
    for (const to of hearers) {
      if (to === itself) continue
      engine.cause = cause
      if (to.deaf !== null && (to.deaf !== 'blocked' || to.blocks(frame))) {
        this.#noteLost(cause, to, to.deaf, trace.wants.lost ? to.because[to.deaf] : null)
        continue
      }
      if (noted) {
        const body = { kind: 'delivered', host: to.host, interface: to.name } as const
        engine.cause = trace.noteCausedBy(cause, delayedBy === null ? body : { ...body, ...because(delayedBy) })
      } else {
        delivered += 1
      }
      to.receive(frame)
    }
    trace.counts.delivered += delivered
  }

  /** Whether a frame for one station is for one that is not among these: it was cut off, or gets a copy of its own. */
  #isFor(frame: Frame, hearers: readonly Station[]): boolean {
    return this.#wire.stations.some((to) => !hearers.includes(to) && to.takes(frame))
  }

  /** One more station is plugged in. */
  welcome(station: Station): void {
    if (this.#ways !== null && this.#hears(station)) this.#ways.push(this.#way(station))
    this.#chooseHearers()
  }

  isCut(to: Station, family: Family): boolean {
    return this.#cuts && this.#allWays().some((way) => way.cut[family] && way.to === to)
  }

  setCut(to: Station, family: Family, cut: boolean): void {
    for (const way of this.#allWays()) {
      if (way.to !== to) continue
      way.cut[family] = cut
      way.cutBy[family] = this.#wire.engine.cause
    }
    this.#chooseHearers()
  }

  impair(impairment: Impairment | null): void {
    this.impairment = impairment
    this.#impairedBy = this.#wire.engine.cause
  }

  reset(): void {
    this.impairment = null
    this.#impairedBy = null
    if (!this.#cuts) return
    for (const { cut } of this.#allWays()) cut.inet = cut.inet6 = false
    this.#chooseHearers()
  }

  #chooseHearers(): void {
    const ways = this.#ways ?? []
    this.#cuts = ways.some(({ cut }) => cut.inet || cut.inet6)
    this.#hearers = this.#hearersOf('inet', ways)
    this.#hearers6 = this.#hearersOf('inet6', ways)
  }

  #hearersOf(family: Family, ways: readonly Way[]): readonly Station[] {
    const { stations } = this.#wire
    const deaf = ways.filter(({ cut }) => cut[family]).map(({ to }) => to)
    return deaf.length === 0 ? stations : stations.filter((station) => !deaf.includes(station))
  }

  #allWays(): readonly Way[] {
    this.#ways ??= this.#wire.stations.filter((to) => this.#hears(to)).map((to) => this.#way(to))
    return this.#ways
  }

  #hears(to: Station): boolean {
    return to !== this.station || this.#wire.quality.echo === true
  }

  #way(to: Station): Way {
    const { random, name } = this.#wire
    return new Way(random, name, this.station, to)
  }

  #sendCopies(way: Way, frame: Frame): void {
    const { loss, duplicate } = this.#wire.quality
    const { impairment } = this
    const { cause } = this.#wire.engine
    if (loss > 0 && way.loss.chance(loss)) {
      this.#noteLost(cause, way.to, 'loss', null)
      return
    }
    if (impairment !== null && impairment.loss > 0 && way.impairment.chance(impairment.loss)) {
      this.#noteLost(cause, way.to, 'loss', this.#impairedBy)
      return
    }
    const extra = impairment === null ? 0 : impairment.delay
    this.#sendCopy(way, frame, extra)
    if (duplicate > 0 && way.duplicate.chance(duplicate)) this.#sendCopy(way, frame, extra)
  }

  #sendCopy(way: Way, frame: Frame, extra: Micros): void {
    const { engine, quality } = this.#wire
    const { latency, jitter, reorder } = quality
    let delay = latency + extra
    if (jitter > 0) delay += way.jitter.below(jitter)
    if (reorder > 0 && way.reorder.chance(reorder)) delay += latency + jitter
    const flight = new Flight(this, way.alone, frame, engine.cause)
    if (extra > 0) flight.delayedBy = this.#impairedBy
    engine.schedule(engine.now + delay, flight)
  }

  #noteCuts(frame: Frame): void {
    const { cause } = this.#wire.engine
    for (const { cut, to, cutBy } of this.#allWays()) {
      if (cut[frame.family] && (!frame.unicast || to.takes(frame))) {
        this.#noteLost(cause, to, 'cut', cutBy[frame.family])
      }
    }
  }

  #noteLost(frame: Link | null, to: Station, why: Loss, reason: Link | null | undefined): void {
    const { trace } = this.#wire
    if (trace.wants.lost) {
      trace.noteCausedBy(frame, { kind: 'lost', host: to.host, interface: to.name, why, ...because(reason) })
    } else {
      trace.counts.lost += 1
    }
  }
}

/** A frame on its way to some that hear its sender: one entry in the queue for all of them. */
class Flight implements Entry {
  readonly #from: Outlet
  readonly #hearers: readonly Station[]
  readonly #frame: Frame
  readonly #cause: Link | null
  /** The fault that made it late. */
  delayedBy: Link | null = null

  constructor(from: Outlet, hearers: readonly Station[], frame: Frame, cause: Link | null) {
    this.#from = from
    this.#hearers = hearers
    this.#frame = frame
    this.#cause = cause
  }

  fire(): void {
    this.#from.deliver(this.#hearers, this.#frame, this.#cause, this.delayedBy)
  }
}
