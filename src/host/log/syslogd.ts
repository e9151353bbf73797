import type { Userland } from '../../carp/system.ts'
import { parseSyslogConf } from '../../config/syslog-conf.ts'
import type { Micros } from '../../time.ts'
import { stamp } from '../date.ts'
import type { Disk } from '../disk.ts'
import type { Journal } from '../journal.ts'
import { isGnu } from '../manners.ts'
import type { Processes } from '../processes.ts'
import { Daemon } from '../service.ts'
import { installationOf } from './default-rules.ts'
import { LogFile } from './log-file.ts'
import type { Message } from './message.ts'
import { type Route, routesOf } from './routes.ts'

/** What the daemon has of its machine. */
interface Machine {
  readonly files: Disk
  readonly journal: Journal
  readonly processes: Processes
  readonly name: string
  readonly now: Micros
}

/** Its name, and its command line. */
function calledOn(userland: Userland | undefined): readonly [name: string, title: string] {
  if (isGnu(userland)) return ['rsyslog', '/usr/sbin/rsyslogd']
  return ['syslogd', userland?.startsWith('FreeBSD') ? '/usr/sbin/syslogd -s' : '/usr/sbin/syslogd']
}

/** syslogd(8): it writes what the kernel and programs log to files, as its rules say. */
export class Syslogd extends Daemon {
  readonly #machine: Machine
  readonly #userland: Userland | undefined
  #open: readonly (readonly [Route, LogFile])[] = []

  constructor(machine: Machine, userland: Userland | undefined) {
    super(...calledOn(userland), machine.processes)
    this.#machine = machine
    this.#userland = userland
  }

  override start(): string {
    const said = super.start()
    const { process: self } = this
    if (self === null) return said
    self.onSignal = (signal) => {
      if (signal === 'HUP') this.#read()
      return signal === 'HUP' ? 'handled' : 'default'
    }
    self.whenEnded(() => {
      this.#machine.journal.reader = null
    })
    this.#read()
    this.#machine.journal.reader = (message) => this.#write(message)
    return said
  }

  /** It reads its rules and opens its files, anew. */
  #read(): void {
    const { at, conf, isLinux = false } = installationOf(this.#userland)
    const { files } = this.#machine
    const own = [at, '/etc/syslog.conf'].map((path) => files.read(path)).find((text) => 'is' in text)
    const { settings } = parseSyslogConf(own !== undefined && 'is' in own ? own.is : conf)
    const open = new Map<string, LogFile | null>()
    this.#open = routesOf(settings, isLinux).flatMap((route) => {
      const known = open.get(route.file)
      const file = known === undefined ? this.#opened(route.file) : known
      open.set(route.file, file)
      return file === null ? [] : [[route, file] as const]
    })
  }

  /** The BSDs' write to files that are there alone; Linux' make them. */
  #opened(path: string): LogFile | null {
    const { files } = this.#machine
    const { isLinux = false, group } = installationOf(this.#userland)
    if (isLinux && !files.exists(path) && files.write(path, '') === null) files.set(path, { mode: 0o640, group })
    const found = files.find(path)
    return 'is' in found ? new LogFile(found.is) : null
  }

  #write(message: Message): void {
    const { tag, pid, text } = message
    const { name, now } = this.#machine
    // Without its domain (syslogd.c: LocalHostName; rsyslog: $PreserveFQDN off).
    const [short] = name.split('.')
    const line = `${stamp(now)} ${short} ${tag}${pid === undefined ? '' : `[${pid}]`}: ${text}`
    for (const [route, file] of this.#open) if (route.takes(message)) file.append(line)
  }
}

/** The files that a system comes with, empty. */
export function layLogs(files: Disk, userland: Userland | undefined): void {
  const { modes, group } = installationOf(userland)
  for (const [path, mode] of Object.entries(modes)) {
    if (files.exists(path)) continue
    files.makeAll(path.slice(0, path.lastIndexOf('/')))
    files.write(path, '')
    files.set(path, { mode, group })
  }
}
