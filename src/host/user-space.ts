import type { Files } from '../config/files.ts'
import type { Timer } from '../engine/timer.ts'
import type { Link } from '../trace/recorder.ts'
import type { Clock } from './clock.ts'
import { Devctl } from './devctl.ts'
import { Disk } from './disk.ts'
import { BSD_DEVICES, LINUX_DEVICES } from './files/devices.ts'
import { Journal } from './journal.ts'
import { Modules } from './modules.ts'
import { Processes } from './processes.ts'
import { Daemon, type Service } from './service.ts'
import { BSD_SIGNALS, type SignalNumbers } from './signals.ts'
import { Storage } from './storage/storage.ts'
import type { World } from './world.ts'

const HOME = '/root'

interface Machine {
  readonly name: string
  readonly world: World
  readonly clock: Clock
}

/** How a machine comes out of its installation. */
export interface Installed {
  /** As whom its kernel logs: `kernel`, `/bsd`. */
  readonly kernel: string
  /** What is on its disk before the first boot. */
  readonly files?: Files
  readonly modes?: Readonly<Record<string, number>>
  /** Whether its userland is GNU's, on Linux; absent: a BSD's. */
  readonly isGnu?: boolean
  /** What it can start by name besides the daemons that every one has. */
  readonly services: readonly Service[]
  /** Absent: as the BSDs have them. */
  readonly signals?: SignalNumbers
}

/** What lies and runs on a machine beside its kernel. It is there where somebody types something on the machine. */
export class UserSpace {
  readonly files: Disk
  readonly journal: Journal = new Journal()
  readonly processes: Processes
  /** Its disks, and what else is like one. */
  readonly storage: Storage
  readonly modules: Modules = new Modules()
  readonly devctl: Devctl = new Devctl()
  /** By name, in the order in which they start. */
  readonly services: Map<string, Service> = new Map()
  /** Where root's shell stands. */
  directory: string = HOME
  /** hostname(1), until the next boot; null: as it was installed. */
  hostname: string | null = null
  readonly #host: Machine
  readonly #kernel: string
  #own: readonly Service[]

  constructor(host: Machine, { kernel, files = {}, modes = {}, isGnu = false, services, signals }: Installed) {
    this.#host = host
    this.#kernel = kernel
    this.#own = services
    const group = isGnu ? 'root' : 'wheel'
    const devices = isGnu ? LINUX_DEVICES : BSD_DEVICES
    this.files = new Disk(files, modes, { now: () => host.clock.now, group, devices, onlyDevices: !isGnu })
    this.processes = new Processes(host, signals ?? BSD_SIGNALS)
    this.storage = new Storage(host, this.processes, this.files)
    this.#begin()
  }

  /** What it can start by name in place of what it was installed with. */
  provide(services: readonly Service[]): void {
    this.#own = services
  }

  get timers(): readonly Timer<Link>[] {
    return [...this.processes.timers, ...this.storage.timers]
  }

  /** @param vhid - of the daemon that logs; absent: the kernel does */
  log(line: string, vhid?: number): void {
    const { now } = this.#host.clock
    if (vhid === undefined) this.journal.add(line, now, this.name, this.#kernel)
    else this.journal.write(line, now, this.name, 'ucarp')
  }

  get name(): string {
    return this.hostname ?? this.#host.name
  }

  /** What is on the disk stays. */
  powerOff(): void {
    this.processes.powerOff()
    this.files.powerOff()
    this.storage.powerOff()
    this.journal.powerOff()
    this.modules.powerOff()
    this.devctl.powerOff()
    this.services.clear()
    this.directory = HOME
    this.hostname = null
  }

  boot(): void {
    for (const daemon of this.prepare()) daemon.start()
  }

  /** Everything is there that can be started; gives the daemons that every machine has. */
  prepare(): readonly Service[] {
    for (const service of this.#own) this.services.set(service.name, service)
    for (const name of DAEMONS) if (!this.services.has(name)) this.services.set(name, new Daemon(name, this.processes))
    return DAEMONS.map((name) => this.services.get(name)!)
  }

  /** As before the first boot, for another run. */
  reset(): void {
    this.powerOff()
    this.journal.reset()
    this.files.reset()
    this.storage.reset()
    this.#begin()
  }

  #begin(): void {
    this.files.tell('/var/log/messages', () => this.journal.messages)
  }
}

const DAEMONS = ['devd', 'syslogd'] as const
