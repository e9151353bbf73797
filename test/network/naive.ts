import type { CableOptions } from '../../src/network/fabric/options.ts'
import type { Micros } from '../../src/time.ts'

/** Learning switches as a textbook has them: no cache, no passage, no tree that is kept. */
export class Naive {
  readonly #ageing: Micros
  readonly #cables: readonly CableOptions[]
  readonly #stations: Readonly<Record<string, string>>
  readonly #out = new Set<string>()
  readonly #tables = new Map<string, Map<string, { port: string; seen: Micros }>>()

  constructor(ageing: Micros, cables: readonly CableOptions[], stations: Readonly<Record<string, string>>) {
    this.#ageing = ageing
    this.#cables = cables
    this.#stations = stations
  }

  /** Who hears a frame. */
  send(now: Micros, from: string, to: string | undefined, source: string): string[] {
    return this.#arrive(now, this.#stations[from]!, from, to, source)
  }

  unplug(cable: string): void {
    const before = this.#open()
    this.#out.add(cable)
    this.#changed(cable, before)
  }

  plug(cable: string): void {
    const before = this.#open()
    this.#out.delete(cable)
    this.#changed(cable, before)
  }

  /** A station's own cable is pulled. */
  flush(port: string): void {
    for (const table of this.#tables.values()) {
      for (const [mac, entry] of table) if (entry.port === port) table.delete(mac)
    }
  }

  /** What is known now: `sw0 a at up0`. */
  known(now: Micros): string[] {
    return [...this.#tables].flatMap(([at, table]) =>
      [...table].flatMap(([mac, { port, seen }]) => (now - seen < this.#ageing ? [`${at} ${mac} at ${port}`] : [])),
    )
  }

  #arrive(now: Micros, at: string, port: string, to: string | undefined, source: string): string[] {
    const table = this.#tables.get(at) ?? new Map<string, { port: string; seen: Micros }>()
    this.#tables.set(at, table)
    table.set(source, { port, seen: now })
    const open = this.#open().filter(({ ends }) => ends.includes(at))
    const here = Object.keys(this.#stations).filter((name) => this.#stations[name] === at)
    const all = [...here, ...open.map(({ name }) => name)].filter((name) => name !== port)
    const entry = to === undefined ? undefined : table.get(to)
    const known = entry !== undefined && now - entry.seen < this.#ageing ? entry.port : undefined
    return all
      .filter((name) => known === undefined || name === known)
      .flatMap((name) => {
        const cable = open.find((one) => one.name === name)
        if (cable === undefined) return to === undefined || to === name ? [name] : []
        return this.#arrive(now, cable.ends.find((end) => end !== at)!, name, to, source)
      })
  }

  /** Those that are in and close no circle, in their order. */
  #open(): CableOptions[] {
    const open: CableOptions[] = []
    for (const cable of this.#cables) {
      if (this.#out.has(cable.name) || this.#reaches(open, cable.ends[0], cable.ends[1])) continue
      open.push(cable)
    }
    return open
  }

  #reaches(open: readonly CableOptions[], from: string, to: string): boolean {
    const reached = [from]
    for (const at of reached) {
      for (const { ends } of open) {
        const next = ends.find((end) => end !== at)!
        if (ends.includes(at) && !reached.includes(next)) reached.push(next)
      }
    }
    return reached.includes(to)
  }

  /** Its ends forget what was behind it; where another cable opens, all forget what was behind cables. */
  #changed(cable: string, before: readonly CableOptions[]): void {
    const opened = this.#open().some(({ name }) => !before.some((other) => other.name === name))
    for (const { name } of this.#cables) if (opened || name === cable) this.flush(name)
  }
}
