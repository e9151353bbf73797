import { Task } from '../engine/task.ts'
import { type Micros, SECOND } from '../time.ts'
import type { Body } from '../trace/record.ts'
import type { Link } from '../trace/recorder.ts'
import type { World } from './world.ts'

/** One interface made of several ports: lagg(4), trunk(4), agr(4), bond. */
export interface BundleOptions {
  readonly mode: BundleMode
  readonly ports: readonly string[]
}

export const BUNDLE_MODES = ['failover', 'loadbalance', 'lacp'] as const
export type BundleMode = (typeof BUNDLE_MODES)[number]

/** Aggregate_Wait_Time of IEEE 802.1AX; FreeBSD, ieee8023ad_lacp.h, LACP_AGGREGATE_WAIT_TIME. */
const JOINING: Micros = 2 * SECOND

export interface Port {
  readonly name: string
  carrier: boolean
  /** Whether it takes part: with LACP only when both ends have agreed. */
  joined: boolean
}

/** What is to be done, or why nothing can be. */
type Deed = string | (() => void)

/** What the ports need of their machine. */
interface Machine {
  readonly name: string
  readonly power: string
  readonly world: World
  readonly carp: { portChanged(port: string, carrier: boolean): void }
  note(body: Body): Link | null
}

/** The interface that is made of them. */
interface Whole {
  readonly name: string
  setCable(isIn: boolean): Deed
}

/**
 * The ports of an interface. It has a carrier while any of them takes part; which of them carries a frame makes no
 * difference as long as all are sound.
 */
export class Bundle {
  readonly mode: BundleMode
  readonly ports: readonly Port[]
  readonly #host: Machine
  readonly #whole: Whole
  /** Which port carried when somebody was last told. */
  #told: Port | undefined
  /** Counts attempts to agree, so that one that was broken off comes to nothing. */
  readonly #attempts = new Map<Port, number>()

  constructor(host: Machine, whole: Whole, { mode, ports }: BundleOptions) {
    this.mode = mode
    this.ports = ports.map((name) => ({ name, carrier: true, joined: true }))
    this.#host = host
    this.#whole = whole
    this.#told = this.active
  }

  /** That which carries all in failover: the first that can, the first of all whenever it is back (lagg_fail_start). */
  get active(): Port | undefined {
    return this.ports.find(({ joined }) => joined)
  }

  /** As before the first boot, for another run. */
  reset(): void {
    for (const port of this.ports) port.carrier = port.joined = true
    this.#told = this.active
    this.#attempts.clear()
  }

  /** The machine has power: with LACP nothing has been agreed yet. */
  powerOn(): void {
    if (this.mode !== 'lacp' || this.#host.power === 'off') return
    for (const port of this.ports) port.joined = false
    this.#follow()
    for (const port of this.ports) this.#join(port)
  }

  /** The cable of a port is pulled, or put in. */
  setCarrier(port: Port, carrier: boolean): Deed {
    const { name } = this.#host
    if (port.carrier === carrier) return `the cable of ${name}.${port.name} is ${carrier ? 'in' : 'out'} already`
    return () => {
      const { engine } = this.#host.world
      const { cause } = engine
      port.carrier = carrier
      engine.cause = this.#host.note({ kind: 'link', host: name, interface: port.name, carrier })
      if (this.#host.power === 'on') this.#host.carp.portChanged(port.name, carrier)
      if (carrier && this.mode === 'lacp') this.#join(port)
      else {
        port.joined = carrier
        this.#follow()
      }
      engine.cause = cause
    }
  }

  /** Both ends agree on it after a while, if it is there as long. */
  #join(port: Port): void {
    const { world, power } = this.#host
    const attempt = (this.#attempts.get(port) ?? 0) + 1
    this.#attempts.set(port, attempt)
    if (!port.carrier || power === 'off') return
    const agree = () => {
      if (this.#attempts.get(port) !== attempt || !port.carrier || this.#host.power === 'off') return
      port.joined = true
      this.#follow()
    }
    world.engine.schedule(world.engine.now + JOINING, new Task(world.engine, agree))
  }

  /** The interface has what its ports have. */
  #follow(): void {
    const { active } = this
    const { name } = this.#whole
    if (this.mode === 'failover' && active !== undefined && active !== this.#told) {
      this.#told = active
      this.#host.note({ kind: 'setting', host: this.#host.name, of: name, name: 'active port', value: active.name })
    }
    const change = this.#whole.setCable(active !== undefined)
    if (typeof change !== 'string') change()
  }
}
