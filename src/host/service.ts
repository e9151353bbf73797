import type { Course } from '../engine/course.ts'
import type { Process } from '../shell/machine.ts'
import type { Processes } from './processes.ts'

/** What a machine starts and stops by name: `service devd restart`. */
export interface Service {
  /** As its script calls it: devd. */
  readonly name: string
  /** Whether rc.conf has it started at boot. */
  readonly enabled: boolean
  /** Whether the machine starts it itself once it is up, where no start-up scripts do. */
  readonly atBoot?: boolean
  /** The process that it is now, null where none runs; absent: it sets something up, and leaves no process. */
  readonly pid?: number | null
  /** Whether it is stopped in order when the machine goes down (KEYWORD: shutdown). */
  readonly atShutdown?: boolean
  /** By which name its script speaks of it, where that is another: mysql. */
  readonly title?: string
  /** Where its script looks for its process; absent: below /var/run. */
  readonly pidFile?: string
  /** Gives what it prints besides that it starts, at once or when it is done. */
  start(): string | Course<string>
  stop(): string | Course<string>
  /** As before the first boot, for another run. */
  reset?(): void
}

/** A daemon that does nothing that others see. */
export class Daemon implements Service {
  readonly name: string
  readonly enabled = true
  readonly #title: string
  readonly #processes: Processes
  #process: Process | null = null

  /** @param title - its command line */
  constructor(name: string, title: string, processes: Processes) {
    this.name = name
    this.#title = title
    this.#processes = processes
  }

  get pid(): number | null {
    return this.#process === null || this.#process.status !== null ? null : this.#process.pid
  }

  /** What it is now, or was last. */
  protected get process(): Process | null {
    return this.#process
  }

  start(): string {
    this.#process = this.#processes.idle(this.#title)
    return ''
  }

  stop(): string {
    this.#process?.send('TERM')
    return ''
  }
}
