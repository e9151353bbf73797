import type { Advertisement } from '../../carp/advertisement.ts'
import type { DaemonSystem } from '../../carp/system.ts'
import { freshMachine, type Machine, type Vhost } from '../../carp/vhost.ts'
import type { Timer } from '../../engine/timer.ts'
import { Carp, type Deed, type Signal, type VhostConfig } from '../../host/carp.ts'
import type { Host } from '../../host/host.ts'
import type { Nic } from '../../host/nic.ts'
import type { UserSpace } from '../../host/user-space.ts'
import type { Micros } from '../../time.ts'
import type { Link } from '../../trace/recorder.ts'
import { Daemon } from './daemon.ts'
import type { Called } from './docarp.ts'
import { enlisted } from './enlist.ts'
import { asConfigured, type Instance } from './instance.ts'
import type { Options } from './options.ts'
import { program } from './program.ts'
import { optionsOf, type Settings } from './settings.ts'
import { Told } from './told.ts'

/** The ucarp processes of a machine: one for each virtual host, and none knows of another. */
export class Ucarp extends Carp {
  readonly counters = undefined
  /** libpcap takes frames before the filter sees them, and puts them behind it. */
  override readonly pastFilter = true
  readonly #host: Host
  readonly system: DaemonSystem
  readonly #configs: readonly VhostConfig[]
  readonly #machine: Machine
  readonly #options: Options
  /** Those of the configuration. */
  readonly #daemons = new Map<VhostConfig, Daemon>()
  /** Those that somebody called by a command line, as they began. */
  #called: readonly Daemon[] = []
  /** What the processes of a card and vhid were told last, where that is not what is configured. */
  #told: Told

  constructor(host: Host, system: DaemonSystem, configs: readonly VhostConfig[], preempt: boolean, options: Options) {
    super()
    this.#host = host
    this.system = system
    this.#configs = configs
    this.#machine = freshMachine(preempt)
    this.#told = new Told(host, configs, preempt)
    this.#options = options
  }

  get timers(): readonly Timer<Link>[] {
    return this.#all.flatMap((daemon) => daemon.timers)
  }

  boot(): void {
    if ((this.#options.autostart ?? true) && (this.#options.installed ?? true))
      for (const config of this.#configs) this.#launch(config, 0)
  }

  powerOff(): void {
    for (const daemon of this.#all) daemon.vanish()
    this.#daemons.clear()
    this.#called = []
    this.#told.forget()
  }

  override start(nic: string, vhid: number, opening: Micros): Deed {
    const config = this.#configs.find((candidate) => candidate.interface === nic && candidate.vhid === vhid)
    if (config === undefined) return `${this.#host.name}.${nic} has no vhid ${vhid}`
    if (this.#daemons.get(config)?.exited === false)
      return `the ucarp of ${this.#host.name}.${nic}/${vhid} runs already`
    return () => this.#launch(config, opening)
  }

  /** init(8) ends all processes with SIGTERM. */
  override shutdown(): void {
    for (const daemon of this.#running) daemon.signal('TERM')
  }

  find(nic: string, vhid: number): Vhost | undefined {
    const those = this.#all.filter(({ vhost }) => vhost.on.name === nic && vhost.vhid === vhid)
    return (those.find(({ exited }) => !exited) ?? those[0])?.vhost
  }

  /** libpcap gives each process a copy. A vhid that none of them has is reported once. ucarp reads no IPv6. */
  receive(heard: Advertisement, nic: Nic): void {
    if (heard.family === 'inet6') return
    const here = this.#running.filter((daemon) => daemon.nic === nic)
    const stranger = here.every(({ vhost }) => vhost.vhid !== heard.packet.vhid)
    const { cause } = this.#host.world.engine
    here.forEach((daemon, i) => {
      daemon.hear({ heard, cause, reported: stranger && i === 0 })
    })
  }

  changed(nic: Nic, what: 'carrier' | 'up'): void {
    if (what === 'up' && !nic.up) for (const daemon of this.#running) if (daemon.nic === nic) daemon.interfaceDown()
  }

  override signal(signal: Signal): Deed {
    const running = this.#running
    if (running.length === 0) return `${this.#host.name} runs no ucarp`
    return () => {
      for (const daemon of running) daemon.signal(signal)
    }
  }

  get #running(): Daemon[] {
    return this.#all.filter((daemon) => !daemon.exited)
  }

  get #all(): Daemon[] {
    return [...this.#daemons.values(), ...this.#called]
  }

  /** Somebody calls ucarp(8): what its command line says is what it does. */
  call(called: Called, settings: Settings): Daemon {
    const { preempt } = settings
    const options = { ...this.#options, ...optionsOf(settings) }
    const instance: Instance = { ...called, machine: freshMachine(preempt), options, opening: 0 }
    this.#told.tell(called, preempt)
    const daemon = new Daemon(this.#host, this.system, instance)
    this.#called = [...this.#called.filter(({ exited }) => !exited), daemon]
    return daemon
  }

  /** Its program, where somebody works on the machine: it lies there, or somebody may put it there. */
  install(space: UserSpace, isThere: boolean): void {
    const { system } = this
    const host = this.#host
    const launch = (called: Called, settings: Settings) => this.call(called, settings)
    const path = '/usr/sbin/ucarp'
    const command = program({ host, space, system, launch })
    if (isThere) space.bring(path, command)
    else space.programs.set(path, command)
  }

  #launch(config: VhostConfig, opening: Micros): void {
    const how = { machine: this.#machine, options: this.#options, opening }
    const { space } = this.#host
    const alone = asConfigured(this.#host, config, how)
    const instance = space === null ? alone : enlisted(space, alone, () => daemon)
    const daemon: Daemon = new Daemon(this.#host, this.system, instance)
    this.#daemons.set(config, daemon)
    this.#host.nic(config.interface).groups?.join(['inet'], this.system)
    daemon.start()
  }
}
