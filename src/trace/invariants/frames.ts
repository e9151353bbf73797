import { type Micros, SECOND } from '../../time.ts'
import type { Fold } from '../fold.ts'
import type { RecordOf, TraceRecord } from '../record.ts'
import type { Invariant, Setting, Violation } from './invariant.ts'

/** No frame is longer on its way. */
const LONGEST: Micros = 60 * SECOND

type End = RecordOf<'delivered' | 'lost'>

/** An advertisement whose copies are not all accounted for. */
interface Flight {
  readonly id: number
  readonly host: string
  readonly network: string
  readonly t: Micros
  /** Where its copies ended. */
  readonly ended: Set<string>
}

export const framesConserved: Invariant = {
  name: 'frames-conserved',
  says: 'each copy of an advertisement is delivered or lost, at each station once',
  limit: LONGEST,
  fold: (setting, limit) => new Frames(setting, limit),
}

/** Follows the advertisements that are sent to all on a hub: there each station has a copy. */
class Frames implements Fold<readonly Violation[]> {
  readonly kinds = ['advert', 'delivered', 'lost'] as const
  readonly #limit: Micros
  readonly #networks: ReadonlyMap<string, Setting['networks'][number]>
  /** `fw1.em0` → `lan` */
  readonly #plugs: ReadonlyMap<string, string>
  readonly #stations: ReadonlyMap<string, number>
  readonly #flights = new Map<number, Flight>()
  readonly #found: Violation[] = []

  constructor({ hosts, networks }: Setting, limit: Micros) {
    this.#limit = limit
    this.#networks = new Map(networks.map((network) => [network.name, network]))
    const plugs = hosts.flatMap(({ name, interfaces }) =>
      interfaces.map((nic): [string, string] => [`${name}.${nic.name}`, nic.network]),
    )
    this.#plugs = new Map(plugs)
    this.#stations = new Map(networks.map(({ name }) => [name, plugs.filter(([, network]) => network === name).length]))
  }

  record(record: TraceRecord): void {
    if (record.kind === 'advert') this.#sent(record)
    else if (record.kind === 'delivered' || record.kind === 'lost') this.#ended(record)
  }

  end(until: Micros): readonly Violation[] {
    this.#forget(until)
    return this.#found
  }

  #sent({ id, t, host, interface: on, peer }: RecordOf<'advert'>): void {
    this.#forget(t)
    const network = this.#plugs.get(`${host}.${on}`)
    // To one machine, or by switches: copies are due to some alone.
    if (network === undefined || peer !== undefined || !this.#networks.get(network)!.isHub) return
    this.#flights.set(id, { id, t, host, network, ended: new Set() })
  }

  /** What was sent so long ago has ended everywhere, or never will. */
  #forget(now: Micros): void {
    for (const [id, { host, network, t, ended }] of this.#flights) {
      if (now - t <= this.#limit) return
      const missing = this.#copies(network) - ended.size
      const text = `${missing} of the copies of ${host}'s advertisement #${id} neither arrived nor were lost`
      if (missing > 0) this.#found.push({ t, text, host })
      this.#flights.delete(id)
    }
  }

  #copies(network: string): number {
    return this.#stations.get(network)! - (this.#networks.get(network)!.echo === true ? 0 : 1)
  }

  #ended({ cause, t, host, interface: on }: End): void {
    const flight = cause === null ? undefined : this.#flights.get(cause)
    if (flight === undefined) return
    const station = `${host}.${on}`
    if (flight.ended.has(station) && this.#networks.get(flight.network)!.duplicate === 0) {
      this.#found.push({ t, text: `${flight.host}'s advertisement #${flight.id} came to ${station} twice`, host })
    }
    flight.ended.add(station)
  }
}
