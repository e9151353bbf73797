import { Task } from '../engine/task.ts'
import type { Frame } from '../network/frame.ts'
import type { Bodies, Body } from '../trace/record.ts'
import { because, type Link } from '../trace/recorder.ts'
import { AntiReplay } from './anti-replay.ts'
import { type Carp, type Deed, does } from './carp.ts'
import { causing } from './causing.ts'
import { Clock, type Rate } from './clock.ts'
import { tellDevd } from './devctl.ts'
import { Ip } from './ip/ip.ts'
import type { IpOptions } from './ip/options.ts'
import type { Nic } from './nic.ts'
import type { Direction, Protocol } from './packet-filter.ts'
import { type Pause, Paused, stop } from './pause.ts'
import type { HaltKind, Startup } from './startup.ts'
import type { Logged, UserSpace } from './user-space.ts'
import type { World } from './world.ts'

export type Power = 'on' | 'off' | 'paused'

/** A machine: power, interfaces, a clock, a log, and what runs the election on it. */
export class Host {
  readonly name: string
  readonly world: World
  readonly antiReplay: AntiReplay
  readonly nics: Nic[] = []
  power: Power = 'off'
  carp!: Carp
  readonly ip: Ip
  readonly clock: Clock
  /** Null: nobody types anything on it. */
  space: UserSpace | null = null
  /** Null: it is there at once, as it is configured. */
  startup: Startup | null = null
  /** Counts boots, so that what an earlier life left in the queue means nothing. */
  #life = 0
  #pause: Paused | null = null

  /** @param place - in the scenario, from 1 */
  constructor(name: string, place: number, world: World, rate: Rate, ip: IpOptions) {
    this.name = name
    this.world = world
    this.clock = new Clock(world.engine, rate)
    this.ip = new Ip(this, place, ip)
    this.antiReplay = new AntiReplay(name, place, world)
  }

  nic(name: string): Nic {
    return this.nics.find((nic) => nic.name === name)!
  }

  /** Where frames of all interfaces come in that the card does not hand to CARP. */
  receive(frame: Frame, nic: Nic): void {
    if (this.#pause === null) this.ip.receive(frame, nic)
    else if (!this.#pause.keeps(frame, nic, this.world)) {
      this.note({ kind: 'lost', host: this.name, interface: nic.name, why: 'paused', ...because(nic.because.paused) })
    }
  }

  unclaimed(frame: Frame, nic: Nic): void {
    this.ip.unclaimed(frame, nic)
  }

  /** As before the first boot, for another run. */
  reset(): void {
    this.power = 'off'
    this.#life = 0
    this.#pause = null
    for (const nic of this.nics) nic.reset()
    this.#forget()
    for (const part of [this.ip, this.space, this.startup]) part?.reset()
  }

  boot(): Deed {
    if (this.power !== 'off') return `${this.name} is on already`
    return () => {
      this.#life += 1
      this.clock.start()
      this.antiReplay.start()
      this.#setPower('on')
      for (const nic of this.nics) nic.powerOn()
      this.startup?.begin()
      this.#listen()
      if (this.startup === null) for (const part of [this.carp, this.ip, this.space]) part?.boot()
    }
  }

  /** Power goes. */
  crash(): Deed {
    if (this.power === 'off') return `${this.name} is off already`
    return () => {
      this.#life += 1
      this.#pause = null
      this.#setPower('off')
      this.#forget()
      this.#listen()
    }
  }

  /** What the system does when it is told to halt, then power off. */
  shutdown(): Deed {
    return this.#goDown('halt', () => undefined)
  }

  /** Down in order, and at once up again. */
  reboot(): Deed {
    return this.#goDown('reboot', () => does(this.boot()))
  }

  #goDown(how: HaltKind, then: () => void): Deed {
    if (this.power === 'off') return `${this.name} is off already`
    const end = () => {
      if (this.power === 'on') this.carp.shutdown()
      does(this.crash())
      then()
    }
    return this.startup === null || this.power === 'paused' ? end : this.startup.halt(how, end)
  }

  /** The machine stands still, as a virtual machine does while it is moved. */
  pause(pause: Pause): Deed {
    if (this.power !== 'on') return `${this.name} is ${this.power}`
    return () => {
      this.#pause = new Paused(pause, this.world.engine.now, stop([this.carp, this.ip, this.space]))
      this.#setPower('paused', { clock: pause.clock })
      this.#listen()
    }
  }

  /** It goes on: what fell due happens now, in order, or later by as long as it stood. */
  resume(): Deed {
    const paused = this.#pause
    if (paused === null) return `${this.name} is not paused`
    return () => {
      this.#pause = null
      const lag = paused.how.clock === 'stops' ? this.world.engine.now - paused.since : 0
      this.#setPower('on', lag > 0 ? { lag } : {})
      this.#listen()
      this.clock.stood(lag)
      for (const { timer, deadline } of paused.timers) timer.armAt(deadline + lag)
      for (const task of [...paused.tasks, ...paused.arrivals]) this.defer(task)
    }
  }

  /** The cable of an interface is pulled, or put in. */
  setCable(nic: Nic, cable: boolean): Deed {
    if (nic.cable === cable) return `the cable of ${this.name}.${nic.name} is ${cable ? 'in' : 'out'} already`
    return () => this.#connect(nic, { cable })
  }

  /** The switch at the other end of a cable gives a signal, or none. */
  signal(on: boolean, nic: Nic): void {
    if (nic.lit !== on) this.#connect(nic, { lit: on })
  }

  /** A card has found out what is at the other end of its cable. */
  negotiated(nic: Nic): void {
    this.#connect(nic, { linked: true })
  }

  /** `ifconfig em0 up`, `down`. */
  setUp(nic: Nic, up: boolean): Deed {
    if (this.power !== 'on') return `${this.name} is ${this.power}`
    if (nic.up === up) return `${this.name}.${nic.name} is ${up ? 'up' : 'down'} already`
    return () => {
      nic.up = up
      this.#listen()
      causing(this, { kind: 'interface', host: this.name, interface: nic.name, up }, (change) => {
        nic.blame('interface down', change)
        this.carp.changed(nic, 'up')
        this.ip.changed(nic)
      })
      if (up && !nic.linked) this.startup?.negotiate(nic)
    }
  }

  /** Runs a task of the kernel in this same instant, after what was scheduled before; not if power goes until then. */
  defer(task: () => void): void {
    const { engine } = this.world
    const life = this.#life
    engine.schedule(engine.now, new Task(engine, () => life === this.#life && this.#whenAwake(task)))
  }

  /** A packet filter comes or goes at an interface. */
  block(nic: Nic, protocol: Protocol, directions: readonly Direction[], blocked: boolean): Deed {
    if (protocol === 'carp' && this.carp.pastFilter) return `${this.carp.title} passes by every packet filter: libpcap`
    const changing = directions.filter((direction) => nic.filter.blocks(protocol, direction) !== blocked)
    if (changing.length === 0) return `${protocol} is ${blocked ? '' : 'not '}blocked there${blocked ? ' already' : ''}`
    return () => {
      nic.blame('blocked', this.world.engine.cause)
      for (const direction of changing) nic.filter.set(protocol, direction, blocked)
      this.#listen()
    }
  }

  note(body: Body): Link | null {
    return this.world.trace.note(body)
  }

  log(line: () => string, about?: Logged): void {
    this.space?.log(line(), about)
    if (!this.world.trace.wants.log) return
    const { by: _, ...words } = about ?? {}
    this.note({ kind: 'log', host: this.name, line: line(), ...words })
  }

  /** Tells devd of something. */
  devd(system: string, subsystem: string, type: string): void {
    tellDevd(this, { system, subsystem, type })
  }

  /** What is not written to a disk goes with the power. */
  #forget(): void {
    for (const part of [this.carp, this.ip, this.space, this.startup]) part?.powerOff()
  }

  #setPower(power: Power, clock: Pick<Bodies['power'], 'clock' | 'lag'> = {}): void {
    this.power = power
    const change = this.note({ kind: 'power', host: this.name, power, ...clock })
    this.world.engine.cause = change
    if (power !== 'on') for (const nic of this.nics) nic.blame(power, change)
  }

  #listen(): void {
    const listens = this.power === 'on' || (this.#pause !== null && this.#pause.how.queued > 0)
    for (const nic of this.nics) {
      nic.listen(listens ? 'listens' : this.power === 'off' ? 'off' : 'paused')
      nic.carp = this.power === 'on' ? this.carp : null
    }
  }

  #connect(nic: Nic, change: Partial<Pick<Nic, 'cable' | 'lit' | 'linked'>>): void {
    const before = nic.carrier
    const { carrier } = Object.assign(nic, change)
    this.#listen()
    if (carrier === before) return
    causing(this, { kind: 'link', host: this.name, interface: nic.name, carrier }, (link) => {
      nic.blame('no carrier', link)
      this.#whenAwake(() => {
        this.carp.changed(nic, 'carrier')
        this.ip.changed(nic)
      })
    })
  }

  #whenAwake(task: () => void): void {
    if (this.#pause !== null) this.#pause.tasks.push(task)
    else if (this.power === 'on') task()
  }
}
