import type { Engine } from '../../engine/engine.ts'
import type { Link, Recorder } from '../../trace/recorder.ts'
import type { Mac } from '../address.ts'
import type { Direction } from '../health.ts'
import { Cable, type Port, Switch } from './hardware.ts'
import type { CableOptions, Policy, SwitchOptions, SwitchPolicy } from './options.ts'
import { Querier } from './querier.ts'
import { Vlan } from './vlan.ts'

/** All switches of a scenario, and the cables between them. */
export class Fabric {
  readonly switches: ReadonlyMap<string, Switch>
  readonly cables: ReadonlyMap<string, Cable>
  readonly #engine: Engine<Link>
  readonly #trace: Recorder
  readonly #vlans: Vlan[] = []
  readonly #queriers: ReadonlyMap<Switch, Querier>
  /** Something is not as it was built. */
  #touched = false

  constructor(
    switches: readonly SwitchOptions[],
    cables: readonly CableOptions[],
    engine: Engine<Link>,
    trace: Recorder,
  ) {
    this.#engine = engine
    this.#trace = trace
    this.switches = new Map(switches.map((options) => [options.name, new Switch(options)]))
    const snooping = [...this.switches.values()].filter(({ options }) => options.snooping !== undefined)
    this.#queriers = new Map(snooping.map((one) => [one, new Querier(one, this.#vlans, engine)]))
    this.cables = new Map(
      cables.map((options) => {
        const [a, b] = options.ends.map((end) => this.switches.get(end)!) as [Switch, Switch]
        return [options.name, new Cable(options, a, b)]
      }),
    )
  }

  /** What switches do by themselves begins. */
  start(): void {
    for (const querier of this.#queriers.values()) querier.start()
  }

  /** A VLAN of all switches that are cabled together with one. */
  vlan(network: string, number: number, at: string): Vlan {
    const switches = this.#together(this.switches.get(at)!)
    const cables = [...this.cables.values()].filter(({ ends }) => switches.includes(ends[0].on))
    const vlan = new Vlan(network, {
      switches,
      cables: cables.filter((cable) => cable.carries(number)),
      engine: this.#engine,
      trace: this.#trace,
      shut: (port, mac) => {
        this.setOpen(port, false, mac)
        return port.because
      },
    })
    this.#vlans.push(vlan)
    return vlan
  }

  /** A cable is pulled, or put in. The present cause is the fault. */
  setCable(cable: Cable, isIn: boolean): void {
    cable.in = isIn
    cable.because = this.#engine.cause
    this.#changed((port) => port.cable === cable)
  }

  /** A switch loses power, or gets it: all that it has learned is gone, and its stations have no carrier. */
  setPower(one: Switch, on: boolean): void {
    const { cause } = this.#engine
    one.on = on
    one.because = this.#trace.note({ kind: 'switch', switch: one.name, power: on ? 'on' : 'off' })
    this.#engine.cause = one.because
    this.#changed((port) => port.on === one || port.cable?.across(port).on === one)
    this.#signal(one.ports)
    if (on) this.#queriers.get(one)?.start()
    this.#engine.cause = cause
  }

  /** A port is shut, or opened. @param mac - for which port security shuts it */
  setOpen(port: Port, open: boolean, mac?: Mac): void {
    const { cause } = this.#engine
    port.open = open
    port.because = this.#trace.note({ kind: 'port', switch: port.on.name, port: port.name, open, ...(mac && { mac }) })
    this.#engine.cause = port.because
    this.#changed((other) => other === port || (port.cable !== null && other.cable === port.cable))
    this.#signal([port])
    this.#engine.cause = cause
  }

  /** Frames die at a port, or no more: nobody is told. The present cause is the fault. */
  setDead(port: Port, directions: readonly Direction[], dead: boolean): void {
    port.health.set(directions, dead, this.#engine.cause)
    this.#changed(() => false)
  }

  /** Somebody sets a port otherwise. */
  setPolicy(port: Port, policy: Partial<Policy>): void {
    port.guard.set(policy, this.#engine.cause)
    this.#changed(() => false)
  }

  /** Somebody has a switch snoop, or no more; or lets it ask, or filter what comes back to it. */
  setSwitch(one: Switch, { querier, snooping, filterOwn }: SwitchPolicy): void {
    const usual = one.options.snooping
    if (filterOwn !== undefined) one.filterOwn = filterOwn
    if (snooping !== undefined) one.snooping = (snooping && usual) || null
    if (querier !== undefined) {
      one.unasked = querier ? null : this.#engine.cause
      one.isAsking = querier
      this.#queriers.get(one)?.start()
    }
    this.#changed(() => false)
  }

  /** Sound again, for another run. */
  reset(): void {
    for (const vlan of this.#vlans) vlan.forget()
    if (!this.#touched) return
    this.#touched = false
    for (const one of this.switches.values()) one.reset()
    for (const cable of this.cables.values()) cable.reset()
    for (const vlan of this.#vlans) vlan.grow()
  }

  #signal(ports: readonly Port[]): void {
    for (const port of ports) port.station?.signal(port.lit)
  }

  #changed(isFlushed: (port: Port) => boolean): void {
    this.#touched = true
    for (const vlan of this.#vlans) vlan.changed(isFlushed)
  }

  #together(first: Switch): Switch[] {
    const together = [first]
    for (const one of together) {
      for (const { ends } of this.cables.values()) {
        const [a, b] = [ends[0].on, ends[1].on]
        if (a !== one && b !== one) continue
        const other = a === one ? b : a
        if (!together.includes(other)) together.push(other)
      }
    }
    return together
  }
}
