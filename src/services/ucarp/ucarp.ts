import type { Advertisement } from '../../carp/advertisement.ts'
import type { DaemonSystem } from '../../carp/system.ts'
import { freshMachine, type Machine, type Vhost } from '../../carp/vhost.ts'
import type { Timer } from '../../engine/timer.ts'
import { Carp, type Deed, type Signal, type VhostConfig } from '../../host/carp.ts'
import type { Host } from '../../host/host.ts'
import type { Nic } from '../../host/nic.ts'
import type { Micros } from '../../time.ts'
import type { Link } from '../../trace/recorder.ts'
import { Daemon } from './daemon.ts'
import { asConfigured } from './instance.ts'
import type { Options } from './options.ts'

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
  readonly #daemons = new Map<VhostConfig, Daemon>()

  constructor(host: Host, system: DaemonSystem, configs: readonly VhostConfig[], preempt: boolean, options: Options) {
    super()
    this.#host = host
    this.system = system
    this.#configs = configs
    this.#machine = freshMachine(preempt)
    this.#options = options
  }

  get timers(): readonly Timer<Link>[] {
    return [...this.#daemons.values()].flatMap((daemon) => daemon.timers)
  }

  boot(): void {
    if (this.#options.autostart ?? true) for (const config of this.#configs) this.#launch(config, 0)
  }

  powerOff(): void {
    for (const daemon of this.#daemons.values()) daemon.vanish()
    this.#daemons.clear()
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
    return [...this.#daemons.values()].find(({ vhost }) => vhost.on.name === nic && vhost.vhid === vhid)?.vhost
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
    return [...this.#daemons.values()].filter((daemon) => !daemon.exited)
  }

  #launch(config: VhostConfig, opening: Micros): void {
    const how = { machine: this.#machine, options: this.#options, opening }
    const daemon = new Daemon(this.#host, this.system, asConfigured(this.#host, config, how))
    this.#daemons.set(config, daemon)
    this.#host.nic(config.interface).groups?.join(['inet'], this.system)
    daemon.start()
  }
}
