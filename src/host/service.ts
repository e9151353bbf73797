/** What a machine starts and stops by name: `service devd restart`. */
export interface Service {
  /** As its script calls it: devd. */
  readonly name: string
  /** Whether rc.conf has it started at boot. */
  readonly enabled: boolean
  /** The process that it is now, null where none runs; absent: it sets something up, and leaves no process. */
  readonly pid?: number | null
  /** Gives what it prints besides that it starts. */
  start(): string
  stop(): string
}

/** A daemon that does nothing that others see. */
export class Daemon implements Service {
  readonly name: string
  readonly enabled = true
  pid: number | null = null
  readonly #nextPid: () => number

  constructor(name: string, nextPid: () => number) {
    this.name = name
    this.#nextPid = nextPid
  }

  start(): string {
    this.pid = this.#nextPid()
    return ''
  }

  stop(): string {
    this.pid = null
    return ''
  }
}
