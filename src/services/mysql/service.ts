import { type Course, UNTIL_WOKEN } from '../../engine/course.ts'
import type { Host } from '../../host/host.ts'
import type { Service } from '../../host/service.ts'
import { lasting } from '../../host/storage/took.ts'
import type { UserSpace } from '../../host/user-space.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { MysqlSpec } from '../options.ts'
import { rcSettings } from '../rc/rc-conf.ts'
import { PORT } from './messages.ts'
import { Mysqld } from './mysqld.ts'
import type { MysqlSettings } from './options.ts'

/** The script waits so long for the pid file (mysql_poststart). */
const LONGEST_WAIT: Micros = 15 * SECOND
const LOOKS_EVERY: Micros = SECOND
const PROGRAM = '/usr/local/libexec/mysqld'
const USUAL_DIRECTORY = '/var/db/mysql'

export const SCRIPT = 'mysql-server'

/** databases/mysql*-server of the ports: its start-up script, and what that starts. */
export class MysqlService implements Service {
  readonly name = SCRIPT
  readonly title = 'mysql'
  readonly #host: Host
  readonly #space: UserSpace
  readonly #options: MysqlSpec
  /** Commits are counted over all its lives. */
  #commits = 0

  constructor(host: Host, space: UserSpace, options: MysqlSpec) {
    this.#host = host
    this.#space = space
    this.#options = options
  }

  get enabled(): boolean {
    return rcSettings(this.#space.files).enabled.get('mysql') ?? this.#options.enabled ?? !this.#hasRcConf
  }

  get atBoot(): boolean {
    return this.enabled
  }

  /** What its pid file names, as its script finds it (check_pidfile). */
  get pid(): number | null {
    const text = this.#space.files.read(this.pidFile)
    const running = 'is' in text ? this.#space.processes.process(Number.parseInt(text.is, 10)) : undefined
    return running?.title.startsWith(PROGRAM) ? running.pid : null
  }

  get pidFile(): string {
    return `${this.settings.directory}/${this.#space.name}.pid`
  }

  /** mysql_dbdir and mysql_args. */
  get settings(): MysqlSettings {
    const { variables } = rcSettings(this.#space.files)
    const args = variables.get('mysql_args')?.value ?? ''
    const [, bind = this.#options.bind ?? null] = /--bind-address=(\S+)/.exec(args) ?? []
    const [, port = PORT] = /--port=(\d{1,5})/.exec(args) ?? []
    const directory = variables.get('mysql_dbdir')?.value || this.#options.directory || USUAL_DIRECTORY
    return { directory, bind, port: Number(port) }
  }

  /** Where there is one, it says what starts at boot. */
  get #hasRcConf(): boolean {
    return this.#space.files.exists('/etc/rc.conf')
  }

  /** It is back in a minute: an own life for each start. */
  *start(): Course<string> {
    const { settings } = this
    const site = {
      host: this.#host,
      space: this.#space,
      name: this.title,
      options: this.#options,
      nextName: () => ({ by: `${this.title}@${this.#host.name}`, number: ++this.#commits }),
    }
    const mysqld = new Mysqld(site, settings)
    if (!mysqld.database.isInstalled) {
      yield* lasting(this.#host, this.#options.install)
      mysqld.database.install()
    }
    const running = this.#space.processes.start(titleOf(settings, this.#space.name), (self) => mysqld.run(self))
    const until = this.#host.world.engine.now + LONGEST_WAIT
    while (running !== null && running.status === null && !mysqld.isReady && this.#host.world.engine.now < until)
      yield* lasting(this.#host, LOOKS_EVERY)
    return ''
  }

  *stop(): Course<string> {
    const { processes } = this.#space
    const running = this.pid === null ? undefined : processes.process(this.pid)
    const waiting = processes.current
    running?.send('TERM')
    running?.whenEnded(() => waiting?.wake())
    while (running?.status === null) yield UNTIL_WOKEN
    return ''
  }

  /** As before the first boot, for another run. */
  reset(): void {
    this.#commits = 0
  }
}

/** As ps(1) shows it. */
function titleOf({ directory, bind, port }: MysqlSettings, name: string): string {
  const options = [
    `--defaults-extra-file=${directory}/my.cnf`,
    '--basedir=/usr/local',
    `--datadir=${directory}`,
    '--user=mysql',
    ...(bind === null ? [] : [`--bind-address=${bind}`]),
    ...(port === PORT ? [] : [`--port=${port}`]),
    `--log-error=${directory}/${name}.err`,
    `--pid-file=${directory}/${name}.pid`,
  ]
  return `${PROGRAM} ${options.join(' ')}`
}
