import type { Advertisement } from '../../src/carp/advertisement.ts'
import type { Input } from '../../src/carp/rule.ts'
import { step } from '../../src/carp/step.ts'
import type { DaemonSystem, KernelSystem, System } from '../../src/carp/system.ts'
import type { Refusal, State, TimerName } from '../../src/trace/record.ts'
import { type Effect, RecordingPort, type Subject } from './recording-port.ts'
import { SendErrors } from './send-errors.ts'

/** What the outside does to a virtual host. What its system has no operation for does nothing. */
export type Act =
  | {
      readonly do: 'hear'
      readonly advbase: number
      readonly advskew: number
      /** The demotion byte, which only OpenBSD fills; 0 unless it is said. */
      readonly demotion?: number
      readonly from: number
      readonly spoilt?: Spoilt
    }
  | { readonly do: 'expire'; readonly timer: TimerName }
  | {
      readonly do:
        | 'carrier'
        | 'interface'
        | 'allow'
        | 'flap'
        | 'preempt'
        | 'up'
        | 'down'
        | 'destroy'
        | 'stand down'
        | 'wake'
    }
  | { readonly do: 'set'; readonly advbase?: number; readonly advskew?: number }
  | { readonly do: 'force'; readonly state: State }
  | { readonly do: 'add'; readonly address: number; readonly own: boolean }
  | { readonly do: 'remove'; readonly place: number }
  | { readonly do: 'demote'; readonly delta: number }
  | { readonly do: 'fail'; readonly times: number }

/** In which way an advertisement is bad; `other`: it has the receiver's own counter, as what it sent itself. */
export type Spoilt = Refusal

export interface Config {
  readonly advbase: number
  readonly advskew: number
  readonly preempt: boolean
  readonly deadratio: number
  readonly addresses: readonly number[]
}

/** What a virtual host was like before an act. */
export interface Before {
  readonly state: State
  readonly addresses: readonly number[]
  readonly advbase: number
  readonly advskew: number
  readonly demotion: number
  readonly suppressed: boolean
  readonly delayedGarp: number
}

/** One act and all that it led to. */
export interface Moment {
  readonly act: Act
  readonly before: Before
  readonly effects: readonly Effect[]
  /** Why the advertisement was refused, where it was. */
  readonly refused?: Refusal | null
}

/** A virtual host on a machine that does what the hosts of the simulator do, but has no time and no network. */
export abstract class Rig {
  abstract readonly system: System
  readonly port: RecordingPort
  readonly config: Config
  /** What others on the machine, or the administrator, added to its demotion. */
  demotedByOthers = 0
  readonly sendErrors = new SendErrors()
  /** Taken away. */
  gone = false
  /** A daemon that sleeps: because its interface is down, or because it was told to stand down. */
  asleep: 'link' | 'stand down' | null = null
  #refused: Refusal | null | undefined

  constructor(config: Config) {
    this.config = config
    this.port = new RecordingPort(config.preempt)
  }

  get vhost(): Subject {
    return this.port.vhost
  }

  /** Does an act. */
  play(act: Act): Moment {
    const { vhost, port } = this
    const { state, advbase, advskew, suppressed, delayedGarp } = vhost
    const before = { state, advbase, advskew, suppressed, delayedGarp, demotion: vhost.machine.demotion }
    const addresses = [...vhost.addresses]
    this.#refused = undefined
    port.taken()
    if (!this.gone) this.act(act)
    const moment = { act, before: { ...before, addresses }, effects: port.taken() }
    this.sendErrors.count(this.system, moment)
    return this.#refused === undefined ? moment : { ...moment, refused: this.#refused }
  }

  protected abstract act(act: Act): void

  protected step(input: Input): boolean {
    return step(this.system.rules, this.vhost, input, this.port) !== undefined
  }

  protected hear(act: Extract<Act, { do: 'hear' }>): void {
    const heard = this.#advertisement(act)
    const refusing = this.system.checks.find((check) =>
      check.fails(heard, act.spoilt === 'no-vhid' ? undefined : this.vhost),
    )
    if (refusing !== undefined) {
      this.#refused = refusing.refusal
      return
    }
    if (this.system.counter === 'counted on') this.vhost.adopt(heard.packet)
    this.step(heard)
  }

  #advertisement({ advbase, advskew, demotion = 0, from, spoilt }: Extract<Act, { do: 'hear' }>): Advertisement {
    const { vhid, seal, counterHigh, counterLow } = this.vhost
    const counter = spoilt === 'other' ? { counterHigh, counterLow } : { counterHigh: 0, counterLow: 1_000 }
    const packet = {
      version: spoilt === 'bad-version' ? 3 : 2,
      type: 1,
      vhid: spoilt === 'no-vhid' ? vhid + 1 : vhid,
      advskew,
      authlen: 7,
      demotion,
      advbase,
      ...counter,
      seal: spoilt === 'bad-hmac' ? this.port.seal('other', vhid, seal.addresses) : seal,
    }
    return {
      on: 'advert',
      protocol: 'carp',
      family: 'inet',
      source: from,
      destination: 0xe000_0012,
      ttl: spoilt === 'bad-ttl' ? 64 : 255,
      packet,
      length: spoilt === 'short' ? 35 : 36,
      checksumGood: spoilt !== 'bad-checksum',
      sound: false,
    }
  }
}

export class KernelRig extends Rig {
  readonly system: KernelSystem
  #roundQueued = false

  constructor(system: KernelSystem, config: Config) {
    super(config)
    this.system = system
    const { vhost, port } = this
    port.demoted = (delta) => this.#change(delta)
    vhost.key = 'secret'
    this.#ioctl({ advbase: config.advbase })
    this.#ioctl({ advskew: config.advskew })
    for (const address of config.addresses) this.play({ do: 'add', address, own: false })
  }

  protected act(act: Act): void {
    this.#do(act)
    while (this.#roundQueued) {
      this.#roundQueued = false
      this.step({ on: 'demotion' })
    }
  }

  #do(act: Act): void {
    const { vhost, port } = this
    const { machine, on } = vhost
    switch (act.do) {
      case 'hear':
        if (on.carrier && on.up && machine.allow) this.hear(act)
        return
      case 'expire':
        if (port.armed.delete(act.timer)) this.step({ on: act.timer === 'advertise' ? 'advertise' : 'master-down' })
        return
      case 'carrier':
        on.carrier = !on.carrier
        this.step({ on: 'link' })
        return
      case 'interface':
        on.up = !on.up
        this.step({ on: 'link' })
        return
      case 'flap':
        this.step({ on: 'link' })
        return
      case 'allow':
        machine.allow = !machine.allow
        if (this.system.allowIsLink) this.step({ on: 'link' })
        return
      case 'preempt':
        machine.preempt = !machine.preempt
        return
      case 'fail':
        port.failures = act.times
        return
      case 'demote':
        this.#demote(act.delta)
        return
      default:
        this.#configure(act)
    }
  }

  /** What ifconfig does. */
  #configure(act: Act): void {
    const { vhost, system } = this
    if (act.do === 'set') this.#ioctl(act)
    else if (act.do === 'force') this.#ioctl({ state: act.state })
    else if (act.do === 'add') this.#add(act.address, act.own)
    else if (act.do === 'remove') this.#remove(act.place)
    else if (act.do === 'up' || act.do === 'down') {
      const up = act.do === 'up'
      if (system.device === 'carpN' && vhost.up !== up) this.step({ on: act.do })
    } else if (act.do === 'destroy') this.#destroy()
  }

  #ioctl(given: { advbase?: number; advskew?: number; state?: State }): void {
    const { vhost, port, system } = this
    system.read?.(vhost, port)
    const { vhid, state, advbase, advskew, key } = vhost
    system.configure(vhost, { vhid, state, advbase, advskew, key, ...given }, port)
  }

  #add(address: number, own: boolean): void {
    if (this.vhost.holds(address)) return
    this.vhost.give(address)
    this.step({ on: 'address added', own })
  }

  #remove(place: number): void {
    const address = this.vhost.addresses[place]
    if (address === undefined) return
    this.vhost.take(address)
    this.step({ on: 'address removed' })
    if (this.vhost.addresses.length === 0 && this.system.device === 'vhid@interface') this.#destroy()
  }

  #destroy(): void {
    this.step({ on: 'destroy' })
    this.gone = true
  }

  /** sysctl or ifconfig; elsewhere another virtual host of the machine that is suppressed, or no more. */
  #demote(delta: number): void {
    const { system } = this
    const { machine } = this.vhost
    const change = system.demotable ? delta : Math.max(Math.sign(delta), -this.demotedByOthers)
    const total = machine.demotion + change
    if (change === 0 || (system.demotes === 'groups' && (total < 0 || total > 255))) return
    this.demotedByOthers += change
    machine.demotion = total
    if (system.demotes === 'machine') this.#announce(total - change)
    else if (change > 0) this.step({ on: 'demotion' })
  }

  /** The virtual host demotes the machine. A group counts no lower than 0: then less was left of what others added. */
  #change(delta: number): void {
    const { machine } = this.vhost
    const before = machine.demotion
    machine.demotion += delta
    if (this.system.demotes === 'groups') {
      this.vhost.ownDemotion += delta
      this.demotedByOthers += Math.max(0, -machine.demotion)
      machine.demotion = Math.max(0, machine.demotion)
    }
    this.#announce(before)
  }

  #announce(before: number): void {
    if (!this.system.announcesDemotion(before, this.vhost.machine.demotion)) return
    if (this.system.demotionRound === 'at once') this.#advertiseInBetween()
    else this.#roundQueued = true
  }

  /** In the middle of another step, which goes on afterwards. */
  #advertiseInBetween(): void {
    const { rule, input } = this.port
    this.step({ on: 'demotion' })
    Object.assign(this.port, { rule, input })
  }
}

/** A daemon keeps two times, which firing does not clear; asleep it looks at nothing. */
export class DaemonRig extends Rig {
  readonly system: DaemonSystem

  constructor(system: DaemonSystem, config: Config) {
    super(config)
    this.system = system
    const { vhost, port } = this
    // It does not start without one.
    vhost.give(config.addresses[0] ?? 0x0a00_0064)
    vhost.advbase = config.advbase
    vhost.advskew = config.advskew
    vhost.deadratio = config.deadratio
    vhost.seal = port.seal('secret', vhost.vhid, vhost.addresses)
    this.step({ on: 'start' })
  }

  protected act(act: Act): void {
    const { vhost, port } = this
    if (act.do === 'carrier') vhost.on.carrier = !vhost.on.carrier
    else if (act.do === 'preempt') vhost.machine.preempt = !vhost.machine.preempt
    else if (act.do === 'fail') port.failures = act.times
    else if (act.do === 'wake') this.#wake()
    else if (this.asleep === null) this.#lookAt(act)
    if (this.asleep === null) this.#seeCarrier()
  }

  #lookAt(act: Act): void {
    if (act.do === 'hear' && act.from !== this.vhost.on.address) this.hear(act)
    else if (act.do === 'expire' && this.port.armed.has(act.timer))
      this.step({ on: act.timer === 'advertise' ? 'advertise' : 'master-down' })
    else if (act.do === 'stand down' && this.step({ on: 'stand down' })) this.asleep = 'stand down'
  }

  #wake(): void {
    const { asleep, vhost } = this
    if (asleep === null) return
    if (asleep === 'link' && !vhost.on.carrier) {
      this.step({ on: 'link' })
      return
    }
    this.asleep = null
    this.step({ on: 'start' })
  }

  #seeCarrier(): void {
    if (this.vhost.on.carrier) return
    this.asleep = 'link'
    this.step({ on: 'link' })
  }
}

export function rigOf(system: System, config: Config): Rig {
  return system.runs === 'kernel' ? new KernelRig(system, config) : new DaemonRig(system, config)
}
