import type { Engine } from '../engine/engine.ts'
import type { Micros } from '../time.ts'
import { because, type Link, type Recorder } from '../trace/recorder.ts'
import { endAtDoorstep } from './doorstep.ts'
import { type End, type Entrance, Flight, type Sender, type Sending } from './flight.ts'
import type { Frame } from './frame.ts'
import type { HubQuality, Socket, Station } from './segment.ts'
import type { Way } from './way.ts'
import { Ways } from './ways.ts'
import type { Wire } from './wire.ts'

/** Where one station is plugged into a network: what it sends goes out from here. */
export class Outlet implements Socket, Sender {
  readonly station: Station
  readonly ways: Ways
  readonly #wire: Wire
  // Of the wire, what each frame asks for.
  readonly #engine: Engine<Link>
  readonly #trace: Recorder
  readonly #quality: HubQuality
  /** Nothing is ever drawn: one entry stands for all copies of a frame. */
  readonly #even: boolean
  /** Where its cable leads, if that is no hub. */
  readonly entrance: Entrance | null
  readonly #latency: Micros
  /** Who does not hear what is sent from here. */
  readonly #itself: Station | null

  constructor(wire: Wire, station: Station, entrance: Entrance | null = null) {
    this.#wire = wire
    this.#engine = wire.engine
    this.#trace = wire.trace
    this.#quality = wire.quality
    this.station = station
    this.entrance = entrance
    const { latency, jitter, loss, duplicate, reorder, echo } = wire.quality
    this.#latency = latency + (entrance === null ? 0 : entrance.latency)
    this.#itself = echo ? null : station
    const hearsItself = echo === true || entrance?.returns === true
    this.ways = new Ways(wire, station, (to) => to !== station || hearsItself)
    this.#even = jitter === 0 && loss === 0 && duplicate === 0 && reorder === 0
  }

  linked(on: boolean): void {
    this.entrance?.linked(on)
  }

  transmit(frame: Frame): void {
    const { ways } = this
    const dies = this.station.silence?.keeps(frame, 'out') ?? null
    if (dies !== null) {
      this.#noteKept(frame, () => ({ why: 'dead port', ...dies }))
      return
    }
    if (ways.cuts) this.#noteKept(frame, (way) => way.endOf(frame.family))
    if (this.#even && !ways.damaged && !this.#engine.exploring) {
      this.#send(frame, frame.family === 'inet' ? ways.hearers : ways.hearers6)
    } else if (frame.unicast && !ways.all.some(({ to }) => to.takes(frame))) {
      this.#send(frame, [])
    } else {
      const { all, cuts } = ways
      const sending = this.entrance === null || all.length === 1 ? null : { entered: false, refused: null }
      for (let i = 0; i < all.length; i++) {
        const way = all[i]!
        if (cuts && way.cut[frame.family]) continue
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
    const engine = this.#engine
    const trace = this.#trace
    const { frame, cause, delayedBy } = flight
    const { wants, counts } = trace
    let delivered = 0
    let lost = 0
    let taken = false
    for (let i = 0; i < to.length; i++) {
      const station = to[i]!
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
    this.#engine.cause = cause
    this.station.unclaimed(frame)
  }

  /** One entry for all that hear it. */
  #send(frame: Frame, hearers: readonly Station[]): void {
    const engine = this.#engine
    engine.schedule(engine.now + this.#latency, new Flight(this, hearers, frame, engine.cause))
  }

  #sendCopies(way: Way, frame: Frame, sending: Sending | null): void {
    const { loss, duplicate } = this.#quality
    const lost = way.loses(loss)
    if (lost !== null) {
      this.#noteLost(this.#engine.cause, way.to, lost)
      return
    }
    this.#sendCopy(way, frame, sending)
    if (duplicate > 0 && way.duplicate.chance(duplicate)) this.#sendCopy(way, frame, sending)
    if (way.doubles()) this.#sendCopy(way, frame, sending)
  }

  #sendCopy(way: Way, frame: Frame, sending: Sending | null): void {
    const engine = this.#engine
    const { latency, jitter, reorder } = this.#quality
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
    for (const way of this.ways.all) {
      const end = !frame.unicast || way.to.takes(frame) ? endOn(way) : null
      if (end !== null) this.#noteLost(this.#engine.cause, way.to, end)
    }
  }

  #noteLost(frame: Link | null, to: Station, { why, at, because: reason }: End): void {
    const trace = this.#trace
    if (trace.wants.lost) {
      const where = at === undefined ? {} : { at }
      trace.noteCausedBy(frame, { kind: 'lost', host: to.host, interface: to.name, why, ...where, ...because(reason) })
    } else {
      trace.counts.lost += 1
    }
  }
}
