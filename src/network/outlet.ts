import type { Engine } from '../engine/engine.ts'
import type { Random } from '../engine/random.ts'
import type { Micros } from '../time.ts'
import type { Family } from '../trace/record.ts'
import { because, type Link, type Recorder } from '../trace/recorder.ts'
import { endAtDoorstep } from './doorstep.ts'
import { type End, type Entrance, Flight, type Sender, type Sending } from './flight.ts'
import type { Frame } from './frame.ts'
import type { HubQuality, Impairment, Socket, Station } from './segment.ts'
import { Way } from './way.ts'

/** What all parts of a network share. */
export interface Wire {
  readonly name: string
  readonly quality: HubQuality
  readonly engine: Engine<Link>
  readonly trace: Recorder
  readonly random: Random
  /** All that are plugged in; a new array for each that comes. */
  stations: readonly Station[]
}

/** Where one station is plugged into a network: what it sends goes out from here. */
export class Outlet implements Socket, Sender {
  readonly station: Station
  /** Whether anything is wrong with any of its ways. */
  #damaged = false
  readonly #wire: Wire
  /** The ways to all others; null: they have all been alike so far. */
  #ways: Way[] | null = null
  /** Those to whom nothing of a family is cut, this station itself included; new arrays for each change. */
  #hearers: readonly Station[] = []
  #hearers6: readonly Station[] = []
  #cuts = false
  /** Nothing is ever drawn: one entry stands for all copies of a frame. */
  readonly #even: boolean
  /** Where its cable leads, if that is no hub. */
  readonly entrance: Entrance | null
  readonly #latency: Micros
  /** Who does not hear what is sent from here. */
  readonly #itself: Station | null

  constructor(wire: Wire, station: Station, entrance: Entrance | null = null) {
    this.#wire = wire
    this.station = station
    this.entrance = entrance
    const { latency, jitter, loss, duplicate, reorder, echo } = wire.quality
    this.#latency = latency + (entrance === null ? 0 : entrance.latency)
    this.#itself = echo ? null : station
    this.#even = jitter === 0 && loss === 0 && duplicate === 0 && reorder === 0
  }

  linked(on: boolean): void {
    this.entrance?.linked(on)
  }

  transmit(frame: Frame): void {
    const { engine } = this.#wire
    const dies = this.station.silence?.keeps(frame, 'out') ?? null
    if (dies !== null) {
      this.#noteKept(frame, () => ({ why: 'dead port', ...dies }))
      return
    }
    if (this.#cuts) this.#noteKept(frame, (way) => way.endOf(frame.family))
    if (this.#even && !this.#damaged && !engine.exploring) {
      this.#send(frame, frame.family === 'inet' ? this.#hearers : this.#hearers6)
    } else if (frame.unicast && !this.#allWays().some(({ to }) => to.takes(frame))) {
      this.#send(frame, [])
    } else {
      const ways = this.#allWays()
      const sending = this.entrance === null || ways.length === 1 ? null : { entered: false, refused: null }
      for (const way of ways) {
        if (this.#cuts && way.cut[frame.family]) continue
        if (!frame.unicast || way.to.takes(frame)) this.#sendCopies(way, frame, sending)
      }
    }
  }

  /** The frame reaches all that hear it, or the one that it is for; or the switch that sees to that. */
  arrive(flight: Flight): void {
    const { frame, hearers } = flight
    if (this.entrance !== null) this.entrance.enter(flight)
    else if (!frame.unicast) this.hand(hearers, flight, this.#itself)
    else {
      const takers = hearers.filter((to) => to.takes(frame))
      if (!this.hand(takers, flight, this.#itself)) this.giveBack(flight)
    }
  }

  /** Each takes a frame in, or it is lost on the doorstep. */
  hand(to: readonly Station[], flight: Flight, except: Station | null): boolean {
    const { engine, trace } = this.#wire
    const { frame, cause, delayedBy } = flight
    const { wants, counts } = trace
    let delivered = 0
    let lost = 0
    let taken = false
    for (const station of to) {
      if (station === except) continue
      const { deaf } = station
      if (deaf === null || deaf === 'blocked') taken = true
      else if (!wants.lost) {
        lost += 1
        continue
      }
      engine.cause = cause
      if (deaf !== null || station.silence !== null) {
        const end = endAtDoorstep(station, frame)
        if (end !== null) {
          this.#noteLost(cause, station, end)
          continue
        }
      }
      if (wants.delivered) {
        const body = { kind: 'delivered', host: station.host, interface: station.name } as const
        engine.cause = trace.noteCausedBy(cause, delayedBy === null ? body : { ...body, ...because(delayedBy) })
      } else {
        delivered += 1
      }
      station.receive(frame)
    }
    counts.delivered += delivered
    counts.lost += lost
    return taken
  }

  lose({ cause }: Flight, to: Station, end: End): void {
    this.#noteLost(cause, to, end)
  }

  /** Unless it is for one that is not among these: it was cut off, or gets a copy of its own. */
  giveBack({ frame, hearers, cause }: Flight): void {
    if (this.#wire.stations.some((to) => !hearers.includes(to) && to.takes(frame))) return
    this.#wire.engine.cause = cause
    this.station.unclaimed(frame)
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

  isImpaired(to?: Station): boolean {
    return this.#damaged && this.#allWays().some((way) => way.damage !== null && (to ?? way.to) === way.to)
  }

  /** @param to - the one that it is about; absent: all */
  impair(impairment: Impairment | null, to?: Station): void {
    for (const way of this.#allWays()) {
      if ((to ?? way.to) !== way.to) continue
      way.damage = impairment
      way.damagedBy = this.#wire.engine.cause
    }
    this.#damaged = this.#allWays().some(({ damage }) => damage !== null)
  }

  reset(): void {
    if (this.#damaged) this.impair(null)
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
    return to !== this.station || this.#itself === null || this.entrance?.returns === true
  }

  #way(to: Station): Way {
    const { random, name } = this.#wire
    return new Way(random, name, this.station, to)
  }

  /** One entry for all that hear it. */
  #send(frame: Frame, hearers: readonly Station[]): void {
    const { engine } = this.#wire
    engine.schedule(engine.now + this.#latency, new Flight(this, hearers, frame, engine.cause))
  }

  #sendCopies(way: Way, frame: Frame, sending: Sending | null): void {
    const { loss, duplicate } = this.#wire.quality
    const lost = way.loses(loss)
    if (lost !== null) {
      this.#noteLost(this.#wire.engine.cause, way.to, { why: 'loss', ...lost })
      return
    }
    this.#sendCopy(way, frame, sending)
    if (duplicate > 0 && way.duplicate.chance(duplicate)) this.#sendCopy(way, frame, sending)
    if (way.doubles()) this.#sendCopy(way, frame, sending)
  }

  #sendCopy(way: Way, frame: Frame, sending: Sending | null): void {
    const { engine, quality } = this.#wire
    const { latency, jitter, reorder } = quality
    const extra = way.lateness()
    let delay = this.#latency + extra
    if (jitter > 0) delay += way.jitter.below(jitter)
    if (reorder > 0 && way.reorder.chance(reorder)) delay += latency + jitter
    const flight = new Flight(this, way.alone, frame, engine.cause)
    flight.sending = sending
    if (extra > 0) flight.delayedBy = way.damagedBy
    engine.schedule(engine.now + delay, flight)
  }

  /** A frame is lost to those to whom it never sets out. */
  #noteKept(frame: Frame, endOn: (way: Way) => End | null): void {
    for (const way of this.#allWays()) {
      const end = !frame.unicast || way.to.takes(frame) ? endOn(way) : null
      if (end !== null) this.#noteLost(this.#wire.engine.cause, way.to, end)
    }
  }

  #noteLost(frame: Link | null, to: Station, { why, at, because: reason }: End): void {
    const { trace } = this.#wire
    if (trace.wants.lost) {
      const where = at === undefined ? {} : { at }
      trace.noteCausedBy(frame, { kind: 'lost', host: to.host, interface: to.name, why, ...where, ...because(reason) })
    } else {
      trace.counts.lost += 1
    }
  }
}
