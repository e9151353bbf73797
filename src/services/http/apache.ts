import { DEFAULT_PAGE } from '../../host/commands/debian/packages.ts'
import { absolute } from '../../host/disk.ts'
import type { Host } from '../../host/host.ts'
import type { Listener, NoListener } from '../../host/ip/listeners.ts'
import type { Service } from '../../host/service.ts'
import type { UserSpace } from '../../host/user-space.ts'
import { parseIpv4 } from '../../network/address.ts'
import type { Page } from '../../network/frame.ts'
import type { Process } from '../../shell/machine.ts'
import type { ApacheOptions, Listen } from './options.ts'

const PORTS = '/etc/apache2/ports.conf'
const PID_FILE = '/var/run/apache2.pid'
/** Where Debian keeps pages: /var/www, since 8 below html; up to 4 what is asked for at / lies in apache2-default. */
const ROOT = '/var/www'
const INDEXES = ['/index.html', '/apache2-default/index.html', '/html/index.html']

/** Apache 2.2 of Debian: /usr/sbin/apache2, which serves what lies in /var/www. */
export class Apache implements Service {
  readonly name = 'apache2'
  readonly enabled = true
  readonly atBoot: boolean
  readonly #host: Host
  readonly #space: UserSpace
  /** Absent: where its files say, or at port 80 of all addresses. */
  readonly #listens: readonly Listen[] | undefined
  #process: Process | null = null
  #listeners: readonly Listener[] = []

  constructor(host: Host, space: UserSpace, { autostart, listens }: ApacheOptions) {
    this.#host = host
    this.#space = space
    this.atBoot = autostart
    this.#listens = listens
  }

  get pid(): number | null {
    return this.#process === null || this.#process.status !== null ? null : this.#process.pid
  }

  /** What it says where it cannot begin; nothing: it runs. */
  start(): string {
    if (this.pid !== null) return `httpd (pid ${this.pid}) already running\n`
    const failed = this.#listen()
    if (failed !== null) {
      this.#close()
      const says = `(${failed.errno})${failed.text}: make_sock: could not bind to address ${failed.at}`
      this.#host.note({ kind: 'service', host: this.#host.name, name: this.name, runs: false, says })
      return `${says}\nno listening sockets available, shutting down\nUnable to open logs\n`
    }
    const daemon = this.#space.processes.idle('/usr/sbin/apache2 -k start')
    this.#process = daemon
    daemon?.whenEnded(() => this.#ended(daemon))
    this.#host.note({ kind: 'service', host: this.#host.name, name: this.name, runs: true })
    this.#space.files.makeAll('/var/run')
    this.#space.files.write(PID_FILE, `${daemon?.pid ?? ''}\n`)
    return ''
  }

  stop(): string {
    if (this.pid === null) return 'httpd (no pid file) not running\n'
    this.#process?.send('TERM')
    return ''
  }

  #ended(daemon: Process): void {
    if (this.#process !== daemon) return
    this.#process = null
    this.#close()
    this.#space.files.remove(PID_FILE)
    this.#host.note({ kind: 'service', host: this.#host.name, name: this.name, runs: false })
  }

  #listen(): NoListener | null {
    const { listeners } = this.#host.ip.tcp
    this.#listeners = []
    for (const { address, port } of this.#configured()) {
      const listener: Listener = { address, port, serve: (path) => this.#serve(path) }
      const failed = listeners?.listen(listener) ?? null
      if (failed !== null) return failed
      this.#listeners = [...this.#listeners, listener]
    }
    return null
  }

  #close(): void {
    for (const listener of this.#listeners) this.#host.ip.tcp.listeners?.close(listener)
    this.#listeners = []
  }

  /** As its package is configured, where no file says otherwise. */
  #configured(): readonly Listen[] {
    if (this.#listens !== undefined) return this.#listens
    const file = this.#space.files.read(PORTS)
    if ('error' in file) return [{ address: null, port: 80 }]
    return file.is.split('\n').flatMap((line) => {
      const [, host, port] = /^\s*Listen\s+(?:([\d.]+):)?(\d+)\s*$/i.exec(line) ?? []
      return port === undefined ? [] : [{ address: parseIpv4(host ?? '') ?? null, port: Number(port) }]
    })
  }

  #serve(path: string): Page {
    const { files } = this.#space
    const asked = absolute(`${ROOT}${path}`, '/')
    const places = path === '/' ? INDEXES.map((index) => ROOT + index) : [asked, `${asked}/index.html`]
    if (!files.isDirectory(ROOT) || (path !== '/' && !files.exists(asked)))
      return { status: 404, body: '<title>404 Not Found</title>\n' }
    const pages = places.map((place) => files.read(place)).flatMap((file) => ('is' in file ? [file.is] : []))
    // Which Debian it is nobody says: what somebody wrote goes before what the package laid there.
    const body = pages.find((page) => page !== DEFAULT_PAGE) ?? pages[0] ?? `<title>Index of ${path}</title>\n`
    return { status: 200, body }
  }
}
