import type { Loss } from '../../trace/record.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Flight } from '../flight.ts'
import type { Station } from '../segment.ts'
import type { Port } from './hardware.ts'
import type { Known } from './mac-table.ts'

/** Where a copy ended, and why. */
export interface Stop {
  readonly why: Loss
  readonly at: Port
  readonly because: Link | null
}

/** So many switches the copies of a frame may pass in all: Ethernet has no TTL, and a loop no end. */
const MOST_HOPS = 500

/** A frame on its way over switches: what kept copies of it, and whom it reached. */
export class Passage {
  readonly flight: Flight
  /** Where it came in. */
  readonly origin: Port
  /** Somebody that it is for has taken it in, or kept it out by a filter of his own. */
  taken = false
  readonly #settle: (passage: Passage) => void
  readonly #reached = new Set<Station>()
  readonly #stops = new Map<Port, Stop>()
  /** By which entries of tables it went on alone, from the ports where it came in. */
  readonly #known = new Map<Port, Known>()
  #hearers: ReadonlySet<Station> | null = null
  #underWay = 1
  #hops = 0

  constructor(flight: Flight, origin: Port, settle: (passage: Passage) => void) {
    this.flight = flight
    this.origin = origin
    this.#settle = settle
  }

  /** Whether a copy of it may go on to one more switch. */
  goesOn(): boolean {
    if (this.#hops === MOST_HOPS) return false
    this.#hops += 1
    this.#underWay += 1
    return true
  }

  /** One copy has been dealt with; with the last of them it is known whom it did not reach. */
  ends(): void {
    this.#underWay -= 1
    if (this.#underWay === 0) this.#settle(this)
  }

  /** Whether a station is among those that it is for. */
  isFor(station: Station): boolean {
    const { frame, hearers } = this.flight
    if (frame.unicast && !station.takes(frame)) return false
    if (hearers.length === 1) return hearers[0] === station
    this.#hearers ??= new Set(hearers)
    return this.#hearers.has(station)
  }

  goesBy(from: Port, known: Known): void {
    this.#known.set(from, known)
  }

  /** A copy of it ends at a port. */
  stop(stop: Stop): void {
    if (!this.#stops.has(stop.at)) this.#stops.set(stop.at, stop)
  }

  reach(station: Station): void {
    this.#reached.add(station)
  }

  hasReached(station: Station): boolean {
    return this.#reached.has(station)
  }

  /** What kept it, at the first of those ports that did; they lead from where it came in to a station. */
  endOn(way: readonly Port[]): Stop | undefined {
    for (const [i, port] of way.entries()) {
      const stop = this.#stops.get(port)
      if (stop !== undefined) return stop
      const known = this.#known.get(port)
      if (known !== undefined && known.port !== way[i + 1]) {
        return { why: 'wrong port', at: known.port, because: known.link }
      }
    }
    return undefined
  }
}
