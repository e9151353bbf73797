import type { Engine } from '../engine/engine.ts'
import type { Random } from '../engine/random.ts'
import type { Family } from '../trace/record.ts'
import type { Link, Recorder } from '../trace/recorder.ts'
import { CrossoverEnd } from './crossover.ts'
import type { Switch } from './fabric/hardware.ts'
import type { Vlan } from './fabric/vlan.ts'
import type { Entrance } from './flight.ts'
import { Outlet } from './outlet.ts'
import type { HubQuality, Impairment, Segment, Socket, Station } from './segment.ts'
import type { Ways } from './ways.ts'
import type { Wire } from './wire.ts'

/** What can be cut: one direction between two stations, for packets of one family. */
export interface Cut {
  readonly from: Station
  readonly to: Station
  readonly family: Family
}

/**
 * One broadcast domain: what one station sends, all others hear one latency later, but over one-way cuts. A station
 * hears its own frames only on a hub with echo. Where the network is a VLAN, switches decide whom a frame reaches.
 *
 * Cuts and the sender's side are looked at when a frame is sent, the receiver's side when it arrives.
 */
export class Hub implements Segment {
  readonly name: string
  readonly #wire: Wire
  readonly #outlets: Outlet[] = []
  readonly #ends: CrossoverEnd[] = []

  constructor(name: string, quality: HubQuality, engine: Engine<Link>, trace: Recorder, random: Random) {
    this.name = name
    this.#wire = { name, quality, engine, trace, random, stations: [] }
  }

  /** Where the stations of a switch are plugged in. */
  at(vlan: Vlan, at: Switch): Segment {
    return { name: this.name, attach: (station) => this.#attach(station, vlan.plug(station, at)) }
  }

  attach(station: Station): Socket {
    if (!this.#wire.quality.crossover) return this.#attach(station, null)
    const end = new CrossoverEnd(station, () => this.#wire.stations)
    this.#ends.push(end)
    return this.#attach(station, end)
  }

  #attach(station: Station, entrance: Entrance | null): Socket {
    const outlet = new Outlet(this.#wire, station, entrance)
    this.#outlets.push(outlet)
    this.#wire.stations = [...this.#wire.stations, station]
    for (const { ways } of this.#outlets) ways.welcome(station)
    return outlet
  }

  /** Sound again, for another run. */
  reset(): void {
    for (const { ways } of this.#outlets) ways.reset()
    for (const end of this.#ends) end.reset()
  }

  get stations(): readonly Station[] {
    return this.#wire.stations
  }

  /** Whether frames of a family from one station to another are cut off. */
  isCut({ from, to, family }: Cut): boolean {
    return this.#waysOf(from).isCut(to, family)
  }

  /** Cuts one direction off, or heals it. */
  setCut({ from, to, family }: Cut, cut: boolean): void {
    this.#waysOf(from).setCut(to, family, cut)
  }

  isImpaired(from: Station, to?: Station): boolean {
    return this.#waysOf(from).isImpaired(to)
  }

  /** Spoils what a station sends, to all or to one; null: no more. */
  impair(from: Station, impairment: Impairment | null, to?: Station): void {
    this.#waysOf(from).impair(impairment, to)
  }

  #waysOf(station: Station): Ways {
    return this.#outlets.find((outlet) => outlet.station === station)!.ways
  }
}
