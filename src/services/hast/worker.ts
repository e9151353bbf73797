import type { Course } from '../../engine/course.ts'
import type { Process } from '../../shell/machine.ts'
import { about, type Node, type Severity } from './node.ts'
import type { ResourceConfig } from './node-config.ts'

/** How a worker ended: as it said itself, or by a signal. */
export type Ended = { readonly code: number } | { readonly signal: number }

/** sysexits(3) */
export const EX = { USAGE: 64, DATAERR: 65, NOINPUT: 66, OSERR: 71, TEMPFAIL: 75, CONFIG: 78 } as const

/** The process that hastd has for a resource in a role. */
export abstract class Worker {
  readonly node: Node
  readonly resource: ResourceConfig
  abstract readonly role: 'primary' | 'secondary'
  #process: Process | null = null
  #code: number | null = null
  #signal: number | null = null

  constructor(node: Node, resource: ResourceConfig) {
    this.node = node
    this.resource = resource
  }

  get pid(): number {
    return this.#process?.pid ?? 0
  }

  get isAlive(): boolean {
    return this.#process !== null && this.#process.status === null
  }

  /** A signal ended it, and it had no say in it. */
  protected get isKilled(): boolean {
    return this.#code === null
  }

  /** Whether both connections to the other node are there. */
  abstract readonly isConnected: boolean

  /** @param ended - is told once it is over */
  begin(ended: (how: Ended) => void): void {
    const { name } = this.resource
    const begun = this.node.space.processes.start(`hastd: ${name} (${this.role})`, (self) => this.#life(self))
    this.#process = begun
    if (begun === null) ended({ code: EX.TEMPFAIL })
    begun?.whenEnded(() => ended(this.#ended))
  }

  get #ended(): Ended {
    if (this.#code !== null) return { code: this.#code }
    const { KILL } = this.node.space.processes.signals
    return { signal: this.#signal ?? KILL }
  }

  /** kill(2); it may have something to say about that. */
  signal(signal: 'TERM' | 'INT'): void {
    this.#process?.send(signal)
  }

  log(severity: Severity, text: string): void {
    this.node.log(this.pid, severity, about(this.resource.name, this.role, text))
  }

  protected abstract run(): Course<number>
  /** It is over, in whichever way. */
  protected abstract end(): void
  /** It is told to end; gives the code with which it does, null: the signal ends it. */
  protected abstract terminated(): number | null

  /** exit(3), from wherever it is. */
  protected leave(code: number): void {
    this.#code ??= code
    this.#process?.send('KILL')
  }

  protected wake(): void {
    this.#process?.wake()
  }

  *#life(self: Process): Course<number> {
    self.onSignal = (signal) => {
      this.#signal = this.node.space.processes.signals[signal]
      if (signal === 'TERM' || signal === 'INT') this.#code = this.terminated()
      return 'default'
    }
    try {
      const code = yield* this.run()
      this.#code ??= code
      return code
    } finally {
      this.end()
    }
  }
}
