import type { Engine } from '../../engine/engine.ts'
import { Task } from '../../engine/task.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Switch } from './hardware.ts'
import type { Vlan } from './vlan.ts'

/** RFC 3376 8.2, 8.6 and 8.7: the first two queries come soon after each other. */
const INTERVAL: Micros = 125 * SECOND
const STARTUP_INTERVAL: Micros = INTERVAL / 4
const STARTUP_COUNT = 2

/** A switch that asks, in the place of a router, who listens to groups (RFC 4541 2.1.1). */
export class Querier {
  readonly #on: Switch
  readonly #vlans: readonly Vlan[]
  readonly #engine: Engine<Link>
  /** Counts its beginnings, so that what an earlier one left in the queue means nothing. */
  #life = 0

  constructor(on: Switch, vlans: readonly Vlan[], engine: Engine<Link>) {
    this.#on = on
    this.#vlans = vlans
    this.#engine = engine
  }

  start(): void {
    this.#life += 1
    if (this.#on.isAsking) this.#ask(this.#life, 1)
  }

  #ask(life: number, count: number): void {
    if (life !== this.#life || !this.#on.on) return
    for (const vlan of this.#vlans) vlan.ask(this.#on)
    const engine = this.#engine
    const pause = count < STARTUP_COUNT ? STARTUP_INTERVAL : INTERVAL
    engine.schedule(engine.now + pause, new Task(engine, () => this.#ask(life, count + 1)))
  }
}
