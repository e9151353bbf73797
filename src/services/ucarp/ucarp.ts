import type { Advertisement } from '../../carp/advertisement.ts'
import type { DaemonSystem } from '../../carp/system.ts'
import { freshMachine, type Machine, type Vhost } from '../../carp/vhost.ts'
import type { Timer } from '../../engine/timer.ts'
import { Carp, type Deed, type Signal, type VhostConfig } from '../../host/carp.ts'
import type { Host } from '../../host/host.ts'
import type { Nic } from '../../host/nic.ts'
import type { Link } from '../../trace/recorder.ts'
import { Daemon } from './daemon.ts'
import type { Options } from './options.ts'

/** The ucarp processes of a machine: one for each virtual host, and none knows of another. */
export class Ucarp extends Carp {
  readonly counters = undefined
  /** libpcap takes frames before the filter sees them, and puts them behind it. */
  override readonly pastFilter = true
  readonly #host: Host
  readonly #system: DaemonSystem
  readonly #configs: readonly VhostConfig[]
  readonly #machine: Machine
  readonly #options: Options
  #daemons: Daemon[] = []

  constructor(host: Host, system: DaemonSystem, configs: readonly VhostConfig[], preempt: boolean, options: Options) {
    super()
    this.#host = host
    this.#system = system
    this.#configs = configs
    this.#machine = freshMachine(preempt)
    this.#options = options
  }

  get title(): string {
    return this.#system.title
  }

  get timers(): readonly Timer<Link>[] {
    return this.#daemons.flatMap((daemon) => daemon.timers)
  }

  boot(): void {
    this.#daemons = this.#configs.map((config) => {
      const daemon = new Daemon(this.#host, this.#system, config, this.#machine, this.#options)
      daemon.start()
      return daemon
    })
  }

  powerOff(): void {
    for (const daemon of this.#daemons) daemon.vanish()
    this.#daemons = []
  }

  /** init(8) ends all processes with SIGTERM. */
  override shutdown(): void {
    for (const daemon of this.#daemons) daemon.signal('TERM')
  }

  find(nic: string, vhid: number): Vhost | undefined {
    return this.#daemons.find(({ vhost }) => vhost.on.name === nic && vhost.vhid === vhid)?.vhost
  }

  /** libpcap gives each process a copy. A vhid that none of them has is reported once. ucarp reads no IPv6. */
  receive(heard: Advertisement, nic: Nic): void {
    if (heard.family === 'inet6') return
    const here = this.#daemons.filter((daemon) => daemon.nic === nic && !daemon.exited)
    const stranger = here.every(({ vhost }) => vhost.vhid !== heard.packet.vhid)
    const { cause } = this.#host.world.engine
    here.forEach((daemon, i) => {
      daemon.hear({ heard, cause, reported: stranger && i === 0 })
    })
  }

  changed(nic: Nic, what: 'carrier' | 'up'): void {
    if (what === 'up' && !nic.up) for (const daemon of this.#daemons) if (daemon.nic === nic) daemon.interfaceDown()
  }

  override signal(signal: Signal): Deed {
    const running = this.#daemons.filter((daemon) => !daemon.exited)
    if (running.length === 0) return `${this.#host.name} runs no ucarp any more`
    return () => {
      for (const daemon of running) daemon.signal(signal)
    }
  }
}
