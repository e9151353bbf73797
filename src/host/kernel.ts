import type { Advertisement } from '../carp/advertisement.ts'
import { keyOf } from '../carp/digest.ts'
import type { Check, KernelSystem, Request } from '../carp/system.ts'
import { freshMachine, type Machine, type Vhost } from '../carp/vhost.ts'
import type { Timer } from '../engine/timer.ts'
import type { Prefix } from '../network/address.ts'
import type { State } from '../trace/record.ts'
import type { Link } from '../trace/recorder.ts'
import { Carp, type Deed, type Parameters, type VhostConfig } from './carp.ts'
import { Counters } from './counters.ts'
import type { Host } from './host.ts'
import { Instance } from './instance.ts'
import type { Nic } from './nic.ts'
import { Tunables } from './tunables.ts'

/** CARP in a kernel: the virtual hosts of a machine, its demotion ledger, its interfaces' news, its ioctls. */
export class Kernel extends Carp {
  readonly system: KernelSystem
  readonly host: Host
  machine: Machine
  counters: Counters = new Counters()
  tunables: Tunables = new Tunables()
  /** A carp interface has a link state that was not told yet. */
  linksChanged = false
  /** In order of creation. */
  instances: Instance[] = []
  readonly #configs: readonly VhostConfig[]
  readonly #keys: readonly string[]
  readonly #preempt: boolean
  readonly #checksOfVhost: readonly Check[]
  /** The virtual hosts of each interface. */
  #on: Instance[][] = []
  #linkTasks = new Set<Nic>()
  #roundQueued = false

  constructor(host: Host, system: KernelSystem, configs: readonly VhostConfig[], preempt: boolean) {
    super()
    this.host = host
    this.system = system
    this.#configs = configs
    this.#keys = configs.map(({ password }) => keyOf(password))
    this.#preempt = preempt
    this.#checksOfVhost = system.checks.filter(({ looksAtVhost }) => looksAtVhost)
    this.machine = freshMachine(preempt)
  }

  get title(): string {
    return this.system.title
  }

  get timers(): readonly Timer<Link>[] {
    return this.instances.flatMap((instance) => instance.timers)
  }

  boot(): void {
    this.machine = freshMachine(this.#preempt)
    this.tunables = new Tunables()
    this.counters = new Counters()
    this.#configs.forEach((config, i) => {
      this.create(this.host.nic(config.interface), `carp${i}`, config.vhid)
    })
    this.instances.forEach((instance, i) => {
      this.#configure(instance, this.#configs[i]!, this.#keys[i]!)
    })
  }

  powerOff(): void {
    for (const instance of this.instances) instance.vanish()
    this.instances = []
    this.#on = this.host.nics.map(() => [])
    this.#linkTasks = new Set()
    this.#roundQueued = false
  }

  find(nic: string, vhid: number): Vhost | undefined {
    return this.instance(nic, vhid)?.vhost
  }

  instance(nic: string, vhid: number): Instance | undefined {
    return this.instances.find(({ vhost }) => vhost.on.name === nic && vhost.vhid === vhid)
  }

  /** The virtual hosts of an interface, in the order in which the system walks them. */
  on(nic: Nic): readonly Instance[] {
    return this.#on[nic.place]!
  }

  /** carp_input(): the checks of the system in their order, then the counter is adopted, then the election. */
  receive(heard: Advertisement, nic: Nic): void {
    const here = this.#on[nic.place]!
    if (here.length === 0) return
    this.counters.ipackets += 1
    if (!this.machine.allow) return
    const { packet } = heard
    const instance = withVhid(here, packet.vhid)
    if (this.#refuses(heard, nic, instance)) return
    instance!.vhost.adopt(packet)
    instance!.step(heard)
    this.finish()
  }

  changed(nic: Nic, what: 'carrier' | 'up'): void {
    if (what === 'carrier') this.#noteLink(nic)
    if (what === 'up' || this.system.linkEvents === 'at once') this.#evaluate(nic)
    else if (!this.#linkTasks.has(nic)) {
      this.#linkTasks.add(nic)
      this.host.defer(() => {
        this.#linkTasks.delete(nic)
        this.#evaluate(nic)
        this.finish()
      })
    }
    this.finish()
  }

  override set(nic: string, vhid: number, parameters: Parameters): Deed {
    return this.#withInstance(nic, vhid, (instance) => () => this.change(instance, parameters))
  }

  override force(nic: string, vhid: number, state: State): Deed {
    return this.#withInstance(nic, vhid, (instance) => () => this.change(instance, { state }))
  }

  override setUp(nic: string, vhid: number, up: boolean): Deed {
    if (this.system.device !== 'carpN') return super.setUp(nic, vhid, up)
    return this.#withInstance(nic, vhid, (instance) => {
      if (instance.vhost.up === up) return `${instance.vhost.device} is ${up ? 'up' : 'down'} already`
      return () => instance.step({ on: up ? 'up' : 'down' })
    })
  }

  override addAddress(nic: string, vhid: number, prefix: Prefix): Deed {
    return this.#withInstance(nic, vhid, (instance) => {
      if (instance.vhost.addresses.includes(prefix.address)) return 'it has that address already'
      return () => this.attach(instance, prefix)
    })
  }

  override removeAddress(nic: string, vhid: number, { address }: Prefix): Deed {
    return this.#withInstance(nic, vhid, (instance) => {
      if (!instance.vhost.addresses.includes(address)) return 'it has no such address'
      return () => this.detach(instance, address)
    })
  }

  override setPreempt(value: boolean): Deed {
    if (this.machine.preempt === value) return `preempt is ${value ? 'on' : 'off'} already`
    return () => {
      this.machine.preempt = value
      this.#noteSysctl('net.inet.carp.preempt', value)
    }
  }

  override setAllow(value: boolean): Deed {
    if (this.machine.allow === value) return `net.inet.carp.allow is ${value ? 1 : 0} already`
    return () => {
      this.machine.allow = value
      this.#noteSysctl('net.inet.carp.allow', value)
      if (this.system.allowIsLink) for (const instance of this.#newestFirst()) instance.step({ on: 'link' })
      this.finish()
    }
  }

  override demote(delta: number, reason: string): Deed {
    if (!this.system.demotable) return super.demote(delta, reason)
    return () => {
      this.changeDemotion(delta, reason)
      this.finish()
    }
  }

  /**
   * SIOCGVH and SIOCSVH, as ifconfig does them for each of its words: what was read, overlaid with what was given.
   *
   * @returns 0 or an errno
   */
  ioctl(instance: Instance, given: Parameters & { vhid?: number; state?: State }): number {
    const { vhost } = instance
    this.system.read?.(vhost, instance)
    const request: Request = {
      vhid: given.vhid ?? vhost.vhid,
      state: given.state ?? vhost.state,
      advbase: given.advbase ?? vhost.advbase,
      advskew: given.advskew ?? vhost.advskew,
      key: given.password === undefined ? vhost.key : this.system.keyField(vhost.key, given.password),
    }
    const { engine } = this.host.world
    const { cause } = engine
    const errno = this.system.configure(vhost, request, instance)
    engine.cause = cause
    instance.renumber()
    this.finish()
    return errno
  }

  /** A running change of parameters, by ifconfig. */
  change(instance: Instance, given: Parameters & { vhid?: number; state?: State }): number {
    const { vhost } = instance
    const { vhid, advbase, advskew, key } = vhost
    const errno = this.ioctl(instance, given)
    if (vhost.vhid !== vhid) this.#noteSetting(instance, 'vhid', `${vhost.vhid}`)
    if (vhost.advbase !== advbase) this.#noteSetting(instance, 'advbase', `${vhost.advbase}`)
    if (vhost.advskew !== advskew) this.#noteSetting(instance, 'advskew', `${vhost.advskew}`)
    if (vhost.key !== key) this.#noteSetting(instance, 'pass', 'another')
    return errno
  }

  /** The ledger: what the sum is, and who says so when. */
  changeDemotion(delta: number, reason: string): void {
    const { machine, system, host } = this
    const before = machine.demotion
    machine.demotion += delta
    const { engine } = host.world
    const { cause } = engine
    engine.cause = host.note({ kind: 'demotion', host: host.name, delta, total: machine.demotion, reason })
    if (system.demotionLine) this.log(1, () => system.demotionLine!(delta, machine.demotion, reason))
    if (system.announcesDemotion(before, machine.demotion)) {
      if (system.demotionRound === 'at once') this.#round()
      else this.#queueRound()
    }
    engine.cause = cause
  }

  log(level: number, line: () => string): void {
    if (level <= this.tunables.log) this.host.log(line)
  }

  /** What the kernel leaves for later in a call is done at its end: the link states of the carp interfaces. */
  finish(): void {
    if (!this.linksChanged) return
    this.linksChanged = false
    for (const instance of this.instances) instance.reportLink()
  }

  /** A virtual host that has nothing yet: an interface of its own, or a vhid (carp_clone_create, carp_alloc). */
  create(nic: Nic, device: string, vhid: number): Instance {
    const instance = new Instance(this, nic, device, vhid)
    this.instances.push(instance)
    if (this.system.device === 'vhid@interface') this.#bind(instance)
    return instance
  }

  /** SIOCAIFADDR: an address comes to the end of the list; one that is there already is given anew. */
  attach(instance: Instance, { address, length }: Prefix): void {
    const { addresses } = instance.vhost
    this.#bind(instance)
    if (!addresses.includes(address)) addresses.push(address)
    instance.lengths.set(address, length)
    instance.step({ on: 'address added', own: this.host.nics.some((nic) => nic.address === address) })
    this.finish()
  }

  /**
   * SIOCDIFADDR. A vhid goes with its last address.
   *
   * @param replaced - the address comes back in the same call: the vhid stays
   */
  detach(instance: Instance, address: number, replaced = false): void {
    const { addresses } = instance.vhost
    addresses.splice(addresses.indexOf(address), 1)
    instance.lengths.delete(address)
    instance.step({ on: 'address removed' })
    const bare = addresses.length === 0 && this.system.device === 'vhid@interface'
    if (bare && !replaced) this.destroy(instance)
  }

  /** SIOCIFDESTROY, or the end of a vhid. */
  destroy(instance: Instance): void {
    const { nic } = instance
    instance.step({ on: 'destroy' })
    instance.vanish()
    this.instances = this.instances.filter((other) => other !== instance)
    const here = this.on(nic)
    const left = here.filter((other) => other !== instance)
    if (left.length === 0 && here.length > 0) this.#logPromiscuous(nic, 'disabled')
    this.#on[nic.place] = left
    instance.reportLink()
    this.finish()
  }

  /** Each word of the configuration line is an ioctl of its own; the addresses come last. */
  #configure(instance: Instance, config: VhostConfig, key: string): void {
    instance.vhost.key = key
    this.ioctl(instance, { vhid: config.vhid })
    this.ioctl(instance, { advbase: config.advbase })
    this.ioctl(instance, { advskew: config.advskew })
    for (const prefix of config.addresses) this.attach(instance, prefix)
  }

  /** Puts a virtual host among those of its interface: with its first address, or as a vhid from its beginning. */
  #bind(instance: Instance): void {
    const { nic } = instance
    const here = this.#on[nic.place]!
    if (here.includes(instance)) return
    if (here.length === 0) this.#logPromiscuous(nic, 'enabled')
    const vhids = here.map(({ vhost }) => vhost.vhid)
    here.splice(this.system.position(vhids, instance.vhost.vhid), 0, instance)
  }

  #logPromiscuous(nic: Nic, mode: 'enabled' | 'disabled'): void {
    if (this.system.device === 'carpN') this.host.log(() => `${nic.name}: promiscuous mode ${mode}`)
  }

  #refuses(heard: Advertisement, nic: Nic, instance: Instance | undefined): boolean {
    const { system } = this
    const { passed } = this.host.world
    const known = passed.advertisement === heard && passed.system === system
    for (const check of known ? this.#checksOfVhost : system.checks) {
      if (!check.fails(heard, instance?.vhost)) continue
      if (check.counter !== undefined) this.counters[check.counter] += 1
      if (check.refusal !== null) {
        const { vhid } = heard.packet
        this.host.note({ kind: 'drop', host: this.host.name, interface: nic.name, vhid, why: check.refusal })
      }
      if (check.line) this.log(check.level ?? 1, () => check.line!(heard, nic.name, instance?.vhost))
      return true
    }
    passed.advertisement = heard
    passed.system = system
    return false
  }

  #evaluate(nic: Nic): void {
    for (const instance of this.on(nic)) instance.step({ on: 'link' })
  }

  #noteSetting(instance: Instance, name: string, value: string): void {
    const { nic, vhost } = instance
    const of = this.on(nic).includes(instance) ? `${nic.name}/${vhost.vhid}` : vhost.device
    this.host.note({ kind: 'setting', host: this.host.name, of, name, value })
  }

  #noteSysctl(name: string, value: boolean): void {
    this.host.note({ kind: 'setting', host: this.host.name, of: 'sysctl', name, value: value ? '1' : '0' })
  }

  #round(): void {
    for (const instance of this.#newestFirst()) instance.step({ on: 'demotion' })
  }

  #queueRound(): void {
    if (this.#roundQueued) return
    this.#roundQueued = true
    this.host.defer(() => {
      this.#roundQueued = false
      this.#round()
      this.finish()
    })
  }

  #newestFirst(): Instance[] {
    return this.instances.toReversed()
  }

  /** if_link_state_change() of the real interface. */
  #noteLink(nic: Nic): void {
    const state = nic.carrier ? 'UP' : 'DOWN'
    this.host.devd('IFNET', nic.name, `LINK_${state}`)
    if (this.tunables.logLinks !== 0) this.host.log(() => `${nic.name}: link state changed to ${state}`)
  }

  #withInstance(nic: string, vhid: number, deed: (instance: Instance) => Deed): Deed {
    const instance = this.instance(nic, vhid)
    if (instance === undefined) return `${this.host.name}.${nic} has no vhid ${vhid}`
    const act = deed(instance)
    if (typeof act === 'string') return act
    return () => {
      act()
      this.finish()
    }
  }
}

function withVhid(instances: readonly Instance[], vhid: number): Instance | undefined {
  for (const instance of instances) if (instance.vhost.vhid === vhid) return instance
  return undefined
}
