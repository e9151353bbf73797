import type { Timer } from '../../engine/timer.ts'
import { type Address, formatAddress } from '../../network/address.ts'
import type { Echo } from '../../network/frame.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Clock } from '../clock.ts'
import type { World } from '../world.ts'
import { Asker } from './asker.ts'
import type { PingOptions } from './options.ts'

/** What they need of their machine. */
interface Machine {
  readonly name: string
  readonly world: World
  readonly clock: Clock
}

/** Sends a request; gives false where there is no way. */
type Ping = (address: Address, identifier: number, sequence: number, from?: Address) => boolean

/** Ping processes of a machine, at most: no other machine's has the same number, as two may ping from one address. */
const PROCESSES = 2 ** 32

/** The ping(8) processes of a machine: those that run from its boot on, and those that somebody types. */
export class Pings {
  readonly #machine: Machine
  readonly #ping: Ping
  /** By the number of each, what runs from the boot on. */
  #pingers: ReadonlyMap<number, Asker> = new Map()
  /** Programs that wait for the answers to their own requests, by the number of each. */
  readonly #heard = new Map<number, (reply: Echo) => void>()
  /** The number of the next process; an answer to one of an earlier life finds nobody. */
  #processes: number

  /** @param place - of the machine in the scenario, from 1 */
  constructor(machine: Machine, place: number, ping: Ping) {
    this.#machine = machine
    this.#ping = ping
    this.#processes = place * PROCESSES
  }

  get timers(): readonly Timer<Link>[] {
    return [...this.#pingers.values()].flatMap(({ timers }) => timers)
  }

  boot(pings: readonly PingOptions[]): void {
    if (pings.length === 0) return
    this.#pingers = new Map(
      pings.map(({ address, period, source }) => {
        const identifier = ++this.#processes
        const question = { address: formatAddress(address), period }
        const send = (sequence: number) => void this.#ping(address, identifier, sequence, source)
        return [identifier, new Asker(this.#machine, question, send)]
      }),
    )
    for (const asker of this.#pingers.values()) asker.start()
  }

  /** Empties what is full alone, as most machines ping nobody. */
  powerOff(): void {
    if (this.#pingers.size > 0) {
      for (const asker of this.#pingers.values()) asker.stop()
      this.#pingers = new Map()
    }
    if (this.#heard.size > 0) this.#heard.clear()
  }

  answered(reply: Echo): void {
    this.#pingers.get(reply.identifier)?.answered(reply.sequence, reply.by)
    this.#heard.get(reply.identifier)?.(reply)
  }

  /** One that somebody types: what sends one request, and gives false where there is no way; and what ends it. */
  echo(address: Address, heard: (reply: Echo) => void): { send(sequence: number): boolean; end(): void } {
    const identifier = ++this.#processes
    this.#heard.set(identifier, heard)
    return {
      send: (sequence) => this.#ping(address, identifier, sequence),
      end: () => this.#heard.delete(identifier),
    }
  }
}
