import { Task } from '../engine/task.ts'
import type { Frame } from '../network/frame.ts'
import { type Direction, Health } from '../network/health.ts'
import type { Silence } from '../network/segment.ts'
import { type Micros, SECOND } from '../time.ts'
import type { Body } from '../trace/record.ts'
import type { Link } from '../trace/recorder.ts'
import { portOfFlow } from './flow-hash.ts'
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
/** How often LACP speaks, and how long it waits to hear (IEEE 802.1AX, Slow_Periodic_Time and Long_Timeout_Time). */
const PERIOD: Micros = 30 * SECOND
const PATIENCE: Micros = 90 * SECOND

export interface Port {
  readonly name: string
  carrier: boolean
  /** Whether it takes part: with LACP only when both ends have agreed. */
  joined: boolean
  /** When it came to take part. */
  since: Micros
  readonly health: Health
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
export interface Whole {
  readonly name: string
  setCable(isIn: boolean): Deed
  /** Which of its ports carries a frame makes no difference as long as all are sound: then nobody asks. */
  setSilence(silence: Silence | null): void
}

/** The ports of an interface. It has a carrier while any of them takes part. */
export class Bundle implements Silence {
  readonly mode: BundleMode
  readonly ports: readonly Port[]
  readonly #host: Machine
  readonly #whole: Whole
  /** Which port carried when somebody was last told. */
  #told: Port | undefined
  /** Counts attempts to agree, so that one that was broken off comes to nothing. */
  readonly #attempts = new Map<Port, number>()
  /** By which flows are spread over ports, here and at the other end; undefined: not drawn yet. */
  readonly #keys = new Map<Direction, number>()

  constructor(host: Machine, whole: Whole, { mode, ports }: BundleOptions) {
    this.mode = mode
    this.ports = ports.map((name) => ({ name, carrier: true, joined: true, since: 0, health: new Health() }))
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
    for (const port of this.ports) {
      port.carrier = port.joined = true
      port.since = 0
      port.health.reset()
    }
    this.#told = this.active
    this.#attempts.clear()
    this.#keys.clear()
    this.#whole.setSilence(null)
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

  /** A port dies, though it keeps its carrier, or is well again. */
  setDead(port: Port, directions: readonly Direction[], dead: boolean): Deed {
    const path = `${this.#host.name}.${port.name}`
    if (port.health.isSet(directions, dead)) return `${path} is ${dead ? 'dead' : 'well'} already`
    return () => {
      const { engine } = this.#host.world
      const wasSound = port.health.isSound
      port.health.set(directions, dead, engine.cause)
      this.#whole.setSilence(this.ports.every(({ health }) => health.isSound) ? null : this)
      if (this.mode !== 'lacp') return
      if (port.health.isSound) this.#join(port)
      else if (wasSound && port.joined) this.#expire(port)
    }
  }

  keeps(frame: Frame, direction: Direction): ReturnType<Silence['keeps']> {
    const port = this.#carrierOf(frame, direction)
    const death = port?.health.death(direction) ?? null
    return death === null ? null : { at: `${this.#host.name}.${port!.name}`, ...death }
  }

  /** By which port a frame goes out, or comes in: with failover the active one, which takes in alone (lagg_fail_input). */
  #carrierOf(frame: Frame, direction: Direction): Port | undefined {
    if (this.mode === 'failover') return this.active
    const ports = this.ports.filter(({ joined }) => joined)
    return ports[portOfFlow(frame, this.#keyOf(direction), ports.length)]
  }

  #keyOf(direction: Direction): number {
    const { name, world } = this.#host
    const key =
      this.#keys.get(direction) ?? world.random.stream(`flows ${name}.${this.#whole.name} ${direction}`).uint32()
    this.#keys.set(direction, key)
    return key
  }

  /** What LACP last heard is up to a period old; when its patience is over, the port takes part no more. */
  #expire(port: Port): void {
    const { engine } = this.#host.world
    const attempt = this.#attempts.get(port)
    const heard = port.since + Math.floor((engine.now - port.since) / PERIOD) * PERIOD
    const leave = () => {
      if (this.#attempts.get(port) !== attempt || port.health.isSound || !port.joined) return
      port.joined = false
      this.#host.note({
        kind: 'setting',
        host: this.#host.name,
        of: this.#whole.name,
        name: 'LACP',
        value: `${port.name} timed out`,
      })
      this.#follow()
    }
    engine.schedule(heard + PATIENCE, new Task(engine, leave))
  }

  /** Both ends agree on it after a while, if it is there as long. */
  #join(port: Port): void {
    const { world, power } = this.#host
    const attempt = (this.#attempts.get(port) ?? 0) + 1
    this.#attempts.set(port, attempt)
    if (!port.carrier || !port.health.isSound || port.joined || power === 'off') return
    const agree = () => {
      if (this.#attempts.get(port) !== attempt || !port.carrier || this.#host.power === 'off') return
      if (!port.health.isSound) return
      port.joined = true
      port.since = world.engine.now
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
