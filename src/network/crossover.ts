import type { Entrance, Flight } from './flight.ts'
import type { Station } from './segment.ts'

/** One end of a cable between two stations: who has no power, or has pulled it, gives the other one no signal. */
export class CrossoverEnd implements Entrance {
  readonly latency = 0
  readonly returns = false
  readonly snooped = false
  readonly lit = false
  readonly #station: Station
  readonly #others: () => readonly Station[]
  #signals = false

  /** @param stations - all that are plugged in by now */
  constructor(station: Station, stations: () => readonly Station[]) {
    this.#station = station
    this.#others = () => stations().filter((other) => other !== station)
  }

  linked(on: boolean): void {
    if (this.#signals === on) return
    this.#signals = on
    for (const other of this.#others()) other.signal(on)
  }

  enter(flight: Flight): void {
    const { frame, hearers, from } = flight
    const takers = frame.unicast ? hearers.filter((to) => to.takes(frame)) : hearers
    if (!from.hand(takers, flight, this.#station) && frame.unicast) from.giveBack(flight)
  }

  /** For another run: nobody has power. */
  reset(): void {
    this.#signals = false
  }
}
