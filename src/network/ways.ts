import type { Family } from '../trace/record.ts'
import type { Impairment, Station } from './segment.ts'
import { Way } from './way.ts'
import type { Wire } from './wire.ts'

/** The ways from one station to all others: alike until somebody cuts one off or spoils it. */
export class Ways {
  /** Whether any is cut off, and whether anything is wrong with any. */
  cuts = false
  damaged = false
  /** Those to whom nothing of a family is cut, the station itself included; new arrays for each change. */
  hearers: readonly Station[] = []
  hearers6: readonly Station[] = []
  readonly #wire: Wire
  readonly #from: Station
  readonly #hears: (to: Station) => boolean
  /** Null: they have all been alike so far. */
  #all: Way[] | null = null

  /** @param hears - whether a station hears what is sent from here */
  constructor(wire: Wire, from: Station, hears: (to: Station) => boolean) {
    this.#wire = wire
    this.#from = from
    this.#hears = hears
  }

  get all(): readonly Way[] {
    this.#all ??= this.#wire.stations.filter((to) => this.#hears(to)).map((to) => this.#to(to))
    return this.#all
  }

  /** One more station is plugged in. */
  welcome(station: Station): void {
    if (this.#all !== null && this.#hears(station)) this.#all.push(this.#to(station))
    this.#chooseHearers()
  }

  isCut(to: Station, family: Family): boolean {
    return this.cuts && this.all.some((way) => way.cut[family] && way.to === to)
  }

  setCut(to: Station, family: Family, cut: boolean): void {
    for (const way of this.all) {
      if (way.to !== to) continue
      way.cut[family] = cut
      way.cutBy[family] = this.#wire.engine.cause
    }
    this.#chooseHearers()
  }

  isImpaired(to?: Station): boolean {
    return this.damaged && this.all.some((way) => way.damage !== null && (to ?? way.to) === way.to)
  }

  /** @param to - the one that it is about; absent: all */
  impair(impairment: Impairment | null, to?: Station): void {
    for (const way of this.all) {
      if ((to ?? way.to) !== way.to) continue
      way.damage = impairment
      way.damagedBy = this.#wire.engine.cause
    }
    this.damaged = this.all.some(({ damage }) => damage !== null)
  }

  /** Sound again, for another run. */
  reset(): void {
    if (this.damaged) this.impair(null)
    if (!this.cuts) return
    for (const { cut } of this.all) cut.inet = cut.inet6 = false
    this.#chooseHearers()
  }

  #chooseHearers(): void {
    const ways = this.#all ?? []
    this.cuts = ways.some(({ cut }) => cut.inet || cut.inet6)
    this.hearers = this.#hearersOf('inet', ways)
    this.hearers6 = this.#hearersOf('inet6', ways)
  }

  #hearersOf(family: Family, ways: readonly Way[]): readonly Station[] {
    const { stations } = this.#wire
    const deaf = ways.filter(({ cut }) => cut[family]).map(({ to }) => to)
    return deaf.length === 0 ? stations : stations.filter((station) => !deaf.includes(station))
  }

  #to(station: Station): Way {
    const { random, name } = this.#wire
    return new Way(random, name, this.#from, station)
  }
}
