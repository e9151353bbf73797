import type { Heard, Input, Node, Port, Rule, RuleTable } from '../../carp/rule.ts'
import { hear, step } from '../../carp/step.ts'
import type { Counter, KernelSystem } from '../../carp/system.ts'
import { type Machine, Vhost } from '../../carp/vhost.ts'
import type { Engine } from '../../engine/engine.ts'
import { Timer, type TimerOwner } from '../../engine/timer.ts'
import type { Address } from '../../network/address.ts'
import type { Micros } from '../../time.ts'
import type { Family, Packet, Seal, State, TimerName } from '../../trace/record.ts'
import type { Link, Recorder } from '../../trace/recorder.ts'
import type { Host } from '../host.ts'
import type { Nic } from '../nic.ts'
import { advertSource, type Owner, ownerOf, ownMac, SoleOwner } from '../owner.ts'
import { changed } from './changed.ts'
import type { Ledger } from './ledger.ts'
import { CarpLink } from './link-state.ts'
import { VirtualNetworks } from './networks.ts'
import { Sender } from './sender.ts'
import type { Tunables } from './tunables.ts'

const ADVERTISE = { on: 'advertise' } as const
const MASTER_DOWN = { on: 'master-down' } as const

/** What a virtual host needs of its kernel. */
export interface InstanceOwner {
  readonly host: Host
  readonly system: KernelSystem
  readonly machine: Machine
  readonly counters: Record<Counter, number>
  readonly tunables: Tunables
  readonly ledger: Ledger
  /** A carp interface has a link state that was not told yet. */
  linksChanged: boolean
  log(level: number, line: () => string): void
  finish(): void
}

/** A virtual host in a kernel: obeys what the rules of its system call for. */
export class Instance implements Port, TimerOwner, Node {
  // First what each advertisement that is heard looks at.
  readonly vhost: Vhost
  rule: Rule | null = null
  input: Input | null = null
  readonly #rules: RuleTable
  /** Whether counters of others are taken over. */
  readonly #adopts: boolean
  readonly #engine: Engine<Link>
  readonly #trace: Recorder
  readonly #clock: Host['clock']
  readonly #masterDown: Timer<Link>
  readonly #advertise: Timer<Link>
  readonly #sender: Sender
  readonly #owner: InstanceOwner
  /** Of its carp interface, ascending by vhid; itself alone, where there are no such. */
  nodes: readonly Instance[]
  /** What answers for its addresses. */
  owner: Owner
  readonly networks: VirtualNetworks
  /** In a run either always or never. */
  readonly counting: boolean
  /** That of IPv6: most have none. */
  #masterDown6: Timer<Link> | null = null
  readonly #link: CarpLink
  /** What made this a master that advertises: each next advertisement happens because of that. */
  #advertisesBecause: Link | null = null

  /** @param leader - of the carp interface on which this is one more node */
  constructor(owner: InstanceOwner, nic: Nic, device: string, vhid: number, leader?: Vhost) {
    const { engine, trace, seals } = owner.host.world
    this.#owner = owner
    this.#clock = owner.host.clock
    this.#rules = owner.system.rules
    this.#engine = engine
    this.#trace = trace
    this.vhost = new Vhost(owner.machine, nic, device, vhid, seals.of('', vhid, []), leader)
    this.nodes = [this]
    this.counting = owner.host.antiReplay.counting
    this.owner = new SoleOwner(this.vhost)
    this.#adopts = owner.system.counter === 'counted on'
    this.#sender = new Sender(owner.host.world, nic, vhid, owner.system.sees)
    this.networks = new VirtualNetworks(this, owner.system)
    this.#advertise = new Timer(engine, this)
    this.#masterDown = new Timer(engine, this)
    this.#link = new CarpLink(owner.host, device)
  }

  get nic(): Nic {
    return this.#sender.nic
  }

  get port(): Port {
    return this
  }

  get timers(): readonly Timer<Link>[] {
    const timers = [this.#advertise, this.#masterDown]
    return this.#masterDown6 === null ? timers : [...timers, this.#masterDown6]
  }

  /** Something happens to this virtual host; what it does is caused by what caused that. */
  step(input: Input): void {
    const engine = this.#engine
    const { cause } = engine
    step(this.#rules, this.vhost, input, this)
    engine.cause = cause
  }

  /** The same for an advertisement that was accepted: its counter is taken over first. */
  hear(heard: Heard): void {
    const engine = this.#engine
    const { cause } = engine
    if (this.#adopts) this.vhost.adopt(heard.packet)
    hear(this.#rules, this.vhost, heard, this)
    engine.cause = cause
  }

  /** Finds its parent: a carp interface that had none. */
  moveTo(nic: Nic): void {
    this.vhost.on = nic
    this.renumber(nic)
  }

  /** It is one of these nodes of a carp interface, ascending by vhid. */
  join(nodes: readonly Instance[]): void {
    this.nodes = nodes
    this.owner = ownerOf(nodes.map(({ vhost }) => vhost))
    this.readdress()
  }

  /** Its number may have changed, and with it the address that it sends from. */
  renumber(nic: Nic = this.nic): void {
    this.#sender.change(nic, this.vhost.vhid)
    this.readdress()
  }

  /** Gone without a word. */
  vanish(): void {
    for (const timer of this.timers) timer.disarm()
  }

  send(packet: Packet, family: Family): number {
    const { counters } = this.#owner
    if (family === 'inet') counters.opackets += 1
    else counters.opackets6 += 1
    const peer = this.vhost.peerOf(family)
    return peer === null ? this.#sender.send(packet, family) : this.#sender.sendTo(peer, packet, this.#owner.host.ip)
  }

  announce(address: Address): void {
    this.#sender.announce(address)
  }

  arm(name: TimerName, delay: Micros): void {
    const timer = this.#timer(name)
    let because = this.#engine.cause
    if (name === 'advertise') {
      if (this.input === ADVERTISE) because = this.#advertisesBecause
      else this.#advertisesBecause = because
    }
    timer.arm(this.#clock.timerDelay(delay))
    timer.cause = because
    const trace = this.#trace
    if (trace.wants.armed) {
      const { deadline } = timer
      timer.cause = trace.noteCausedBy(because, { kind: 'armed', ...this.#sender.names, timer: name, deadline })
    }
  }

  disarm(name: TimerName): void {
    if (name === 'master-down-inet6') this.#masterDown6?.disarm()
    else this.#timer(name).disarm()
  }

  become(to: State, reason: string): void {
    const { vhost } = this
    const { system, host } = this.#owner
    const from = vhost.state
    vhost.state = to
    this.networks.follow(from, to)
    if (to === 'MASTER' && system.countsMasters) this.#owner.counters.preempt += 1
    const trace = this.#trace
    if (trace.wants.transition) this.#engine.cause = trace.note(changed(this, from))
    if (trace.wants.log) {
      for (const { level, line } of system.transitionLines(vhost, from, to, reason)) this.#owner.log(level, () => line)
    }
    if (!system.devd) return
    if (system.device === 'carpN') {
      this.#link.follow(to)
      this.#owner.linksChanged = true
    } else host.devd('CARP', `${vhost.vhid}@${this.nic.name}`, to)
  }

  demote(delta: number, reason: string): void {
    this.#owner.ledger.change(delta, reason, this.vhost)
  }

  log(level: number, line: string): void {
    this.#owner.log(level, () => line)
  }

  seal(key: string, vhid: number, addresses: readonly number[], addresses6?: readonly string[], lladdr?: string): Seal {
    return this.#owner.host.world.seals.of(key, vhid, addresses, addresses6, lladdr)
  }

  draw(): number {
    return this.#owner.host.antiReplay.draw()
  }

  drawOnce(): readonly [number, number] {
    return this.#owner.host.antiReplay.drawOnce()
  }

  sleep(): void {
    throw new Error('a kernel does not sleep')
  }

  afterScript(): void {
    throw new Error('a kernel waits for no script')
  }

  /** The task that tells of a carp interface's link state, where it changed. */
  reportLink(): void {
    this.#link.report(this.#owner.tunables.logLinks !== 0)
  }

  expired(timer: object): void {
    const input = timer === this.#advertise ? ADVERTISE : MASTER_DOWN
    const trace = this.#trace
    if (trace.wants.fired) {
      const name = timer === this.#masterDown6 ? 'master-down-inet6' : input.on
      this.#engine.cause = trace.note({ kind: 'fired', ...this.#sender.names, timer: name })
    }
    this.step(input)
    this.#owner.finish()
  }

  /** Its frames have another MAC. */
  readdress(): void {
    this.#sender.mac = ownMac(this.vhost)
    this.#sender.sendFrom(advertSource(this.#owner.system.advertMac(this.vhost), this.vhost, this.nic.mac))
  }

  #timer(name: TimerName): Timer<Link> {
    if (name === 'advertise') return this.#advertise
    if (name === 'master-down') return this.#masterDown
    this.#masterDown6 ??= new Timer(this.#engine, this)
    return this.#masterDown6
  }
}
