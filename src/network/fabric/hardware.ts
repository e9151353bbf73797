import type { Link } from '../../trace/recorder.ts'
import type { Mac } from '../address.ts'
import { Health } from '../health.ts'
import type { Station } from '../segment.ts'
import { Guard } from './guard.ts'
import type { CableOptions, Snooping, SwitchOptions } from './options.ts'

/** A switch: power and ports. What it does with frames, its bridges do, one for each VLAN. */
export class Switch {
  readonly options: SwitchOptions
  /** It has power. */
  on = true
  /** What took its power, or gave it back. */
  because: Link | null = null
  readonly ports: Port[] = []
  /** As it snoops now; null: it does not. */
  snooping: Snooping | null
  filterOwn: boolean
  /** Whether it asks who listens. */
  isAsking: boolean
  /** The fault since which nobody asks who listens. */
  unasked: Link | null = null

  constructor(options: SwitchOptions) {
    this.options = options
    this.snooping = snoopingOf(options)
    this.filterOwn = options.teaming?.filterOwn ?? false
    this.isAsking = options.snooping?.querier ?? false
  }

  /** Whether a cable is an uplink that it does not join to others. */
  teams(cable: string): boolean {
    return this.options.teaming?.uplinks.includes(cable) ?? false
  }

  get name(): string {
    return this.options.name
  }

  reset(): void {
    this.on = true
    this.because = null
    this.snooping = snoopingOf(this.options)
    this.filterOwn = this.options.teaming?.filterOwn ?? false
    this.isAsking = this.options.snooping?.querier ?? false
    this.unasked = null
    for (const port of this.ports) port.reset()
  }
}

/** Where a station or a cable is plugged into a switch. */
export class Port {
  readonly on: Switch
  /** `fw1.em0`, or the name of the cable. */
  readonly name: string
  readonly end: Station | Cable
  readonly guard: Guard
  readonly health: Health = new Health()
  /** It has not been shut. */
  open = true
  /** What shut it, or opened it. */
  because: Link | null = null
  /** Whether what is plugged in gives a signal: a machine with power, its cable in. */
  linked = false

  constructor(on: Switch, name: string, end: Station | Cable) {
    this.on = on
    this.name = name
    this.end = end
    this.guard = new Guard(on.options.ports.find((port) => port.name === name) ?? {})
    on.ports.push(this)
  }

  get station(): Station | null {
    return this.end instanceof Cable ? null : this.end
  }

  get cable(): Cable | null {
    return this.end instanceof Cable ? this.end : null
  }

  /** `sw1:fw1.em0` */
  get path(): string {
    return `${this.on.name}:${this.name}`
  }

  /** Whether it gives a signal to what is plugged in. */
  get lit(): boolean {
    return this.open && this.on.on
  }

  /** The MAC of the card that is plugged in. */
  get mac(): Mac | null {
    return this.station?.mac ?? null
  }

  reset(): void {
    this.open = true
    this.because = null
    this.health.reset()
    this.guard.reset()
  }
}

/** A cable between two switches. */
export class Cable {
  readonly options: CableOptions
  readonly ends: readonly [Port, Port]
  /** It is plugged in. */
  in = true
  /** What pulled it, or put it back. */
  because: Link | null = null

  constructor(options: CableOptions, a: Switch, b: Switch) {
    this.options = options
    this.ends = [new Port(a, options.name, this), new Port(b, options.name, this)]
  }

  get name(): string {
    return this.options.name
  }

  /** The port at its other end. */
  across(port: Port): Port {
    return port === this.ends[0] ? this.ends[1] : this.ends[0]
  }

  carries(vlan: number): boolean {
    return this.options.vlans?.includes(vlan) ?? true
  }

  /** Whether frames can pass: it is in, both ports are open, both switches have power. */
  get live(): boolean {
    return this.in && this.ends.every((port) => port.lit)
  }

  /** What keeps frames from passing, where that was recorded. */
  get obstacle(): Link | null {
    if (!this.in) return this.because
    const dark = this.ends.find((port) => !port.lit)
    if (dark === undefined) return null
    return dark.on.on ? dark.because : dark.on.because
  }

  reset(): void {
    this.in = true
    this.because = null
  }
}

function snoopingOf({ snooping }: SwitchOptions): Snooping | null {
  return snooping?.on ? snooping : null
}
