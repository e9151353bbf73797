import type { Course } from '../../engine/course.ts'
import { UNTIL_WOKEN } from '../../engine/course.ts'
import type { Host } from '../../host/host.ts'
import type { Service } from '../../host/service.ts'
import { lasting } from '../../host/storage/took.ts'
import type { UserSpace } from '../../host/user-space.ts'
import type { Process } from '../../shell/machine.ts'
import type { LocalServiceOptions } from '../options.ts'
import { rcSettings } from './rc-conf.ts'

/** Something that is started, serves, and is stopped; of what it does nobody knows more. */
export class LocalService implements Service {
  readonly name: string
  readonly #host: Host
  readonly #space: UserSpace
  readonly #options: LocalServiceOptions
  #process: Process | null = null
  #isReady = false

  constructor(host: Host, space: UserSpace, options: LocalServiceOptions) {
    this.name = options.name
    this.#host = host
    this.#space = space
    this.#options = options
  }

  get enabled(): boolean {
    return rcSettings(this.#space.files).enabled.get(this.name) ?? this.#options.enabled ?? true
  }

  get atBoot(): boolean {
    return this.enabled
  }

  get pid(): number | null {
    return this.#process === null || this.#process.status !== null ? null : this.#process.pid
  }

  *start(): Course<string> {
    const { start } = this.#options
    this.#process = this.#space.processes.start(`/usr/local/sbin/${this.name}`, (self) => this.#runs(self))
    yield* lasting(this.#host, start)
    return ''
  }

  *stop(): Course<string> {
    const running = this.#process
    const waiting = this.#space.processes.current
    if (running === null) return ''
    running.send('TERM')
    running.whenEnded(() => waiting?.wake())
    while (running.status === null) yield UNTIL_WOKEN
    return ''
  }

  *#runs(self: Process): Course<number> {
    const { start, stop, needs } = this.#options
    const { mounts } = this.#space
    let stops = false
    let lost: string | null = null
    self.onSignal = (signal) => {
      if (signal !== 'TERM') return 'default'
      stops = true
      self.wake()
      return 'handled'
    }
    const mount = needs === undefined ? undefined : mounts.over(needs)
    const gone = () => {
      lost = `${needs} is gone`
      self.wake()
    }
    const close = mount === undefined ? () => undefined : mounts.use(mount, { name: this.name, lost: gone })
    try {
      yield* lasting(this.#host, start)
      if (needs !== undefined && mount === undefined) return this.#fails(`nothing is mounted on ${needs}`)
      this.#note(true)
      while (!stops && lost === null) yield UNTIL_WOKEN
      if (lost !== null) return this.#fails(lost)
      yield* lasting(this.#host, stop)
      return 0
    } finally {
      close()
      if (this.#isReady && this.#host.power !== 'off') this.#note(false)
      this.#isReady = false
    }
  }

  #fails(says: string): number {
    this.#note(false, says)
    return 1
  }

  #note(runs: boolean, says?: string): void {
    this.#isReady = runs
    const about = { host: this.#host.name, name: this.name, runs, ...(says !== undefined && { says }) }
    this.#host.note({ kind: 'service', ...about })
  }
}
