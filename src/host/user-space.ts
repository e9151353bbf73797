import type { Userland } from '../carp/system.ts'
import type { Files } from '../config/files.ts'
import { severityCalled } from '../config/syslog-names.ts'
import type { Course } from '../engine/course.ts'
import type { Timer } from '../engine/timer.ts'
import type { Command, Process, ShellMachine } from '../shell/machine.ts'
import { BSD_SIGNALS, type Signals } from '../shell/signals.ts'
import type { Micros } from '../time.ts'
import type { Link } from '../trace/recorder.ts'
import type { Deed } from './carp.ts'
import type { Clock } from './clock.ts'
import { Devctl } from './devctl.ts'
import { Disk, parentOf } from './disk.ts'
import { environmentOf } from './environment.ts'
import { BSD_DEVICES, LINUX_DEVICES } from './files/devices.ts'
import type { TreeOptions } from './files/tree.ts'
import { Journal } from './journal.ts'
import type { Message } from './log/message.ts'
import { layLogs, Syslogd } from './log/syslogd.ts'
import { isGnu } from './manners.ts'
import { Modules } from './modules.ts'
import { Packages } from './packages.ts'
import { Processes } from './processes.ts'
import { Daemon, type Service } from './service.ts'
import { BSD_ROOT, LINUX_ROOT, Mounts } from './storage/mounts.ts'
import { Storage } from './storage/storage.ts'
import type { Pool } from './storage/zfs/imported.ts'
import type { World } from './world.ts'

/** How a program begins that is no script. */
const MACHINE_CODE = '\u007fELF'
const PROGRAM_MODE = 0o755

interface Machine {
  readonly name: string
  readonly world: World
  readonly clock: Clock
}

/** About what a line of a log is. */
export interface Logged {
  /** Which process says it; absent: the kernel, or, of a virtual host, its ucarp. */
  readonly by?: Pick<Message, 'pid' | 'facility'>
  readonly vhid?: number
  readonly priority?: string
}

/** Root's shell, as somebody sits before it. */
interface Prompt {
  /** Where it stands. */
  readonly directory: string
  /** What a process does that runs a line there, with what is typed into its programs. */
  run(line: string, input: string, self: Process): Course<number>
  readonly interruption: Deed
  powerOff(): void
}

/** How a machine comes out of its installation. */
export interface Installed {
  /** As whom its kernel logs: `kernel`, `/bsd`. */
  readonly kernel: string
  /** What is on its disk before the first boot. */
  readonly files?: Files
  readonly modes?: Readonly<Record<string, number>>
  /** Directories that are there though nothing may lie in them. */
  readonly directories?: readonly string[]
  /** What its programs are like; absent: Linux'. */
  readonly userland?: Userland | undefined
  /** What it can start by name besides the daemons that every one has. */
  readonly services: readonly Service[]
  /** Absent: as the BSDs have them. */
  readonly signals?: Signals
}

/** What lies and runs on a machine beside its kernel. It is there where somebody types something on the machine. */
export class UserSpace {
  /** What its programs are like; undefined: Linux'. */
  readonly userland: Userland | undefined
  readonly files: Disk
  readonly journal: Journal = new Journal()
  readonly processes: Processes
  /** Its disks, and what else is like one. */
  readonly storage: Storage
  readonly modules: Modules = new Modules()
  readonly devctl: Devctl = new Devctl()
  readonly packages: Packages = new Packages()
  readonly mounts: Mounts
  /** Pools of ZFS that it has imported, by name. */
  readonly pools: Map<string, Pool> = new Map()
  /** What file systems of this machine are like. */
  readonly treeOptions: TreeOptions
  /** By name, in the order in which they start. */
  readonly services: Map<string, Service> = new Map()
  /** What its packages bring besides what every machine of the kind has, by where it lies. */
  readonly programs: Map<string, Command> = new Map()
  /** As its shells see it, and root's among them: whoever installs it sees to them. */
  machine!: ShellMachine
  prompt!: Prompt
  /** hostname(1), until the next boot; null: as it was installed. */
  hostname: string | null = null
  readonly #host: Machine
  readonly #kernel: string
  readonly #directories: readonly string[]
  #own: readonly Service[]
  #laid: readonly string[] = []

  constructor(
    host: Machine,
    { kernel, files = {}, modes = {}, directories = [], userland, services, signals }: Installed,
  ) {
    this.#host = host
    this.#kernel = kernel
    this.#own = services
    this.#directories = directories
    this.userland = userland
    const isLinux = isGnu(userland)
    const group = isLinux ? 'root' : 'wheel'
    const devices = isLinux ? LINUX_DEVICES : BSD_DEVICES
    this.treeOptions = { now: () => host.clock.now, group }
    this.files = new Disk(files, modes, { ...this.treeOptions, devices, onlyDevices: !isLinux })
    this.processes = new Processes(host, signals ?? BSD_SIGNALS)
    this.storage = new Storage(host, this.processes, this.files)
    this.mounts = new Mounts(isLinux ? LINUX_ROOT : BSD_ROOT)
    this.#begin()
  }

  /** What a program of root has in its environment. */
  get environment(): ReadonlyMap<string, string> {
    return environmentOf(this.userland)
  }

  /** What it can start by name in place of what it was installed with. */
  provide(services: readonly Service[]): void {
    this.#own = services
  }

  get timers(): readonly Timer<Link>[] {
    return [...this.processes.timers, ...this.storage.timers]
  }

  /** @param about - of which virtual host a daemon, ucarp, says it; absent: the kernel does */
  log(line: string, about: Logged = {}): void {
    const { vhid, by, priority } = about
    const severity = severityCalled(priority ?? '')
    if (vhid === undefined && by === undefined)
      this.journal.add({ facility: 'kern', severity: severity ?? 'crit', tag: this.#kernel, text: line })
    else this.syslog({ facility: 'daemon', severity: severity ?? 'info', tag: 'ucarp', ...by, text: said(line, about) })
  }

  /** syslog(3): a program says something. */
  syslog(message: Message): void {
    this.journal.send(message)
  }

  get now(): Micros {
    return this.#host.clock.now
  }

  get name(): string {
    return this.hostname ?? this.#host.name
  }

  /** What is on the disk stays. */
  powerOff(): void {
    this.processes.powerOff()
    this.files.powerOff()
    this.storage.powerOff()
    this.mounts.powerOff()
    this.pools.clear()
    this.journal.powerOff()
    this.modules.powerOff()
    this.devctl.powerOff()
    this.services.clear()
    this.hostname = null
    this.prompt?.powerOff()
  }

  /** A package brings something more that is started by name. */
  add(service: Service): void {
    this.#own = [...this.#own.filter(({ name }) => name !== service.name), service]
  }

  /** A service that was added is no more. */
  drop({ name }: Service): void {
    this.#own = this.#own.filter((other) => other.name !== name)
    this.services.delete(name)
  }

  /** A package brings a program: it lies there, and does that. */
  bring(path: string, command: Command): void {
    this.programs.set(path, command)
    this.lay([path])
  }

  /** Programs lie there as files that can be executed, unless there are other ones. */
  lay(paths: readonly string[]): void {
    this.#laid = [...this.#laid, ...paths]
    for (const path of paths) this.#layOne(path)
  }

  #layOne(path: string): void {
    if (this.files.exists(path)) return
    this.files.makeAll(parentOf(path))
    this.files.write(path, MACHINE_CODE)
    this.files.set(path, { mode: PROGRAM_MODE, modified: 0 })
  }

  boot(): void {
    for (const daemon of this.prepare()) daemon.start()
    for (const one of this.#own) if (one.atBoot) this.#starts(one)
  }

  #starts(one: Service): void {
    const says = one.start()
    if (typeof says !== 'string') this.processes.background(() => says)
  }

  /** Everything is there that can be started; gives the daemons that every machine has. */
  prepare(): readonly Service[] {
    for (const service of this.#own) this.services.set(service.name, service)
    const hasDevd = this.userland?.startsWith('FreeBSD') ?? false
    const daemons = [
      ...(hasDevd ? [new Daemon('devd', '/sbin/devd', this.processes)] : []),
      new Syslogd(this, this.userland),
    ]
    for (const daemon of daemons) if (!this.services.has(daemon.name)) this.services.set(daemon.name, daemon)
    return daemons.map(({ name }) => this.services.get(name)!)
  }

  /** As before the first boot, for another run. */
  reset(): void {
    this.packages.reset()
    this.powerOff()
    this.files.reset()
    this.storage.reset()
    for (const service of this.#own) service.reset?.()
    this.#begin()
  }

  #begin(): void {
    for (const path of this.#directories) this.files.makeAll(path)
    layLogs(this.files, this.userland)
    for (const path of this.#laid) this.#layOne(path)
  }
}

/** As ucarp writes it: `[WARNING] Switching to state: MASTER`. */
function said(line: string, { priority }: Logged): string {
  return priority === undefined ? line : `[${priority}] ${line}`
}
