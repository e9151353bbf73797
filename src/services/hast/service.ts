import { type Course, UNTIL_WOKEN } from '../../engine/course.ts'
import type { Service } from '../../host/service.ts'
import { Hastd } from './hastd.ts'
import type { Node } from './node.ts'
import { type Configured, configOf } from './node-config.ts'
import { EX } from './worker.ts'

const HAST_CONF = '/etc/hast.conf'
/** A machine of a scenario has neither. */
const NOBODY = { uuid: '00000000-0000-0000-0000-000000000000', id: 0 }

/** What hastd and hastctl make of hast.conf: what they print first, and a configuration; or why they end, and how. */
export type Loaded = Omit<Configured, 'is'> & {
  readonly is: Exclude<Configured['is'], { error: string }> | { readonly error: string; readonly exit: number }
}

/** /etc/rc.d/hastd: hastd(8) and what it says when it begins. Its roles are what somebody says after that. */
export class HastService implements Service {
  readonly name = 'hastd'
  readonly atShutdown = true
  readonly node: Node
  readonly #isEnabled: () => boolean
  #hastd: Hastd | null = null
  /** It was killed, and its socket lies there still. */
  #isStale = false

  constructor(node: Node, isEnabled: () => boolean) {
    this.node = node
    this.#isEnabled = isEnabled
  }

  get enabled(): boolean {
    return this.#isEnabled()
  }

  get pid(): number | null {
    return this.hastd?.pid ?? null
  }

  /** Null: none runs. */
  get hastd(): Hastd | null {
    return this.#hastd?.isAlive ? this.#hastd : null
  }

  /** Why nobody answers who wants to talk to it. */
  get silence(): string {
    return this.#isStale ? 'Connection refused' : 'No such file or directory'
  }

  start(): string {
    const { echoed, warnings, is } = this.load()
    const said = `${echoed}${warnings.map((line) => `[WARNING] ${line}\n`).join('')}`
    if ('error' in is) return `${said}[ERROR] ${is.error}\n/etc/rc.d/hastd: WARNING: failed to start hastd\n`
    const daemon = this.node.space.processes.begin('/sbin/hastd', idle, false)
    if (daemon === null) return `${said}Cannot fork: Resource temporarily unavailable\n`
    this.#isStale = false
    this.#hastd = new Hastd(this.node, is, daemon)
    daemon.whenEnded(() => {
      this.#isStale = daemon.status === KILLED
    })
    return said
  }

  /** hastd_stop_precmd(): `hastctl role init all`; then it is told to end. */
  stop(): string {
    const { hastd } = this
    hastd?.giveUp()
    this.node.space.processes.process(hastd?.pid ?? 0)?.send('TERM')
    return ''
  }

  load(): Loaded {
    const { space, release } = this.node
    const text = space.files.read(HAST_CONF)
    if ('error' in text) {
      const error = `Unable to open configuration file ${HAST_CONF}: ${text.error}.`
      return { echoed: '', warnings: [], is: { error, exit: 72 } }
    }
    const { is, ...said } = configOf(text.is, { host: space.name, ...NOBODY }, release)
    return { ...said, is: 'error' in is ? { ...is, exit: EX.CONFIG } : is }
  }
}

/** As a shell tells it: SIGKILL. */
const KILLED = 128 + 9

function* idle(): Course<number> {
  for (;;) yield UNTIL_WOKEN
}
