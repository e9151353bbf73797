import type { Advertisement } from '../../carp/advertisement.ts'
import { keyOf } from '../../carp/digest.ts'
import { ALL_CARPS } from '../../carp/openbsd/demotion.ts'
import type { SyncStart } from '../../carp/pfsync.ts'
import type { KernelSystem, LinkChange } from '../../carp/system.ts'
import { freshMachine, type Machine, type Vhost } from '../../carp/vhost.ts'
import type { Timer } from '../../engine/timer.ts'
import type { Address, Prefix } from '../../network/address.ts'
import type { State } from '../../trace/record.ts'
import type { Link } from '../../trace/recorder.ts'
import { Carp, type Deed, type Parameters, type VhostConfig } from '../carp.ts'
import type { Host } from '../host.ts'
import type { Nic } from '../nic.ts'
import { Counters } from './counters.ts'
import type { Instance } from './instance.ts'
import { GroupLedger, type Ledger, MachineLedger } from './ledger.ts'
import { change, configure } from './parameters.ts'
import { Rc } from './rc.ts'
import { receive } from './reception.ts'
import { Round } from './round.ts'
import type { Settings } from './settings.ts'
import { Tracking } from './tracking.ts'
import { Tunables } from './tunables.ts'
import { VirtualHosts } from './virtual-hosts.ts'

/** CARP in a kernel: the virtual hosts of a machine, its demotion ledger, its interfaces' news, its ioctls. */
export class Kernel extends Carp {
  // First what each advertisement that comes in looks at.
  readonly system: KernelSystem
  machine: Machine
  counters: Counters = new Counters()
  /** A carp interface has a link state that was not told yet. */
  linksChanged = false
  readonly host: Host
  tunables: Tunables
  readonly vhosts: VirtualHosts
  readonly ledger: Ledger
  readonly round: Round
  readonly #configs: readonly VhostConfig[]
  readonly #keys: readonly string[]
  readonly #settings: Settings
  readonly #linkTasks = new Set<Nic>()
  readonly #rc: Rc
  /** Null: there is nothing to watch. */
  readonly #tracking: Tracking | null
  /** Whether there is anything that goes with the power. */
  #running = false

  constructor(host: Host, system: KernelSystem, configs: readonly VhostConfig[], settings: Settings) {
    super()
    this.host = host
    this.system = system
    this.#configs = configs
    this.#keys = configs.map(({ password }) => keyOf(password))
    this.#settings = settings
    this.#rc = new Rc(this, settings.rc ?? 0)
    this.#tracking = settings.track === undefined ? null : new Tracking(this, settings.track)
    this.machine = freshMachine(settings.preempt)
    this.tunables = this.#tuned()
    this.vhosts = new VirtualHosts(this)
    this.round = new Round(this)
    this.ledger = system.demotes === 'machine' ? new MachineLedger(this) : new GroupLedger(this)
  }

  get timers(): readonly Timer<Link>[] {
    return [this.#rc.timer, ...this.vhosts.all.flatMap(({ nodes }) => nodes.flatMap(({ timers }) => timers))]
  }

  boot(): void {
    this.#running = true
    this.machine = freshMachine(this.#settings.preempt)
    this.tunables = this.#tuned()
    this.counters = new Counters()
    this.#rc.begin()
    this.configure()
    this.#tracking?.begin()
  }

  /** Its virtual hosts are made as they are configured: at boot, or when somebody starts netif anew. */
  configure(): void {
    this.#configs.forEach((config, i) => {
      const others = config.nodes?.slice(1).map(({ vhid }) => vhid)
      this.vhosts.create(this.host.nic(config.interface), `carp${i}`, config.vhid, others)
    })
    this.vhosts.all.forEach((instance, i) => {
      configure(this, instance, this.#configs[i]!, this.#keys[i]!)
    })
    for (const { interface: on, addresses } of this.#configs) this.host.nic(on).groups?.joinFor(addresses, this.system)
  }

  powerOff(): void {
    if (!this.#running) return
    this.#running = false
    this.#rc.timer.disarm()
    this.#tracking?.powerOff()
    this.vhosts.vanish()
    this.round.forget()
    if (this.#linkTasks.size > 0) this.#linkTasks.clear()
  }

  find(nic: string, vhid: number): Vhost | undefined {
    return this.vhosts.find(nic, vhid)?.vhost
  }

  receive(heard: Advertisement, nic: Nic): void {
    receive(this, heard, nic)
  }

  override shutdown(): void {
    if (!this.system.takesDownAtShutdown) return
    for (const instance of this.vhosts.all) instance.step({ on: 'down' })
  }

  changed(nic: Nic, what: LinkChange['what']): void {
    if (what === 'carrier') this.portChanged(nic.name, nic.carrier)
    if (what === 'up' || this.system.linkEvents === 'at once') this.#evaluate(nic, what)
    else if (!this.#linkTasks.has(nic)) {
      this.#linkTasks.add(nic)
      this.host.defer(() => {
        this.#linkTasks.delete(nic)
        this.#evaluate(nic, what)
        this.finish()
      })
    }
    this.#tracking?.changed(nic)
    this.finish()
  }

  override set(nic: string, vhid: number, parameters: Parameters): Deed {
    return this.#withInstance(nic, vhid, (instance) => () => change(this, instance, parameters))
  }

  override force(nic: string, vhid: number, state: State): Deed {
    return this.#withInstance(nic, vhid, (instance) => () => change(this, instance, { state }))
  }

  override setUp(nic: string, vhid: number, up: boolean): Deed {
    if (this.system.device !== 'carpN') return super.setUp(nic, vhid, up)
    return this.#withInstance(nic, vhid, (instance) => {
      const { leader, device } = instance.vhost
      if (leader.up === up) return `${device} is ${up ? 'up' : 'down'} already`
      return () => instance.nodes[0]!.step({ on: up ? 'up' : 'down' })
    })
  }

  override addAddress(nic: string, vhid: number, prefix: Prefix<Address>): Deed {
    return this.#withInstance(nic, vhid, (instance) => {
      if (instance.vhost.holds(prefix.address)) return 'it has that address already'
      return () => this.vhosts.attach(instance.nodes[0]!, prefix)
    })
  }

  override removeAddress(nic: string, vhid: number, { address }: Prefix<Address>): Deed {
    return this.#withInstance(nic, vhid, (instance) => {
      if (!instance.vhost.holds(address)) return 'it has no such address'
      return () => this.vhosts.detach(instance.nodes[0]!, address)
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
      if (this.system.allowIsLink) {
        for (const instance of this.vhosts.inOrder('newest first')) instance.step({ on: 'link' })
      }
      this.finish()
    }
  }

  override get syncStart(): SyncStart {
    return this.system.sync
  }

  override demote(delta: number, reason?: string, group: string = ALL_CARPS): Deed {
    if (!this.system.demotable) return super.demote(delta, reason)
    const command = this.system.demotes === 'groups' ? 'carpdemote' : 'sysctl'
    return this.#finished(this.ledger.write(delta, reason ?? command, group))
  }

  log(level: number, line: () => string): void {
    if (level > this.tunables.log) return
    const priority = this.system.priorityOf?.(level)
    this.host.log(line, priority === undefined ? {} : { priority })
  }

  /** What the kernel leaves for later in a call is done at its end: the link states of the carp interfaces. */
  finish(): void {
    if (this.linksChanged) this.#reportLinks()
  }

  #reportLinks(): void {
    this.linksChanged = false
    for (const instance of this.vhosts.all) instance.reportLink()
  }

  #evaluate(nic: Nic, what: LinkChange['what']): void {
    for (const instance of this.vhosts.walk(nic, what)) instance.step({ on: 'link' })
  }

  #tuned(): Tunables {
    return new Tunables(this.#settings.log ?? this.system.logLevel)
  }

  #noteSysctl(name: string, value: boolean): void {
    this.host.note({ kind: 'setting', host: this.host.name, of: 'sysctl', name, value: value ? '1' : '0' })
  }

  /** if_link_state_change() of a real interface. */
  override portChanged(name: string, carrier: boolean): void {
    if (!this.system.devd) return
    const state = carrier ? 'UP' : 'DOWN'
    this.host.devd('IFNET', name, `LINK_${state}`)
    if (this.tunables.logLinks !== 0) this.host.log(() => `${name}: link state changed to ${state}`)
  }

  #withInstance(nic: string, vhid: number, deed: (instance: Instance) => Deed): Deed {
    const instance = this.vhosts.find(nic, vhid)
    if (instance === undefined) return `${this.host.name}.${nic} has no vhid ${vhid}`
    return this.#finished(deed(instance))
  }

  #finished(deed: Deed): Deed {
    if (typeof deed === 'string') return deed
    return () => {
      deed()
      this.finish()
    }
  }
}
