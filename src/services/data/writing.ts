import type { Course } from '../../engine/course.ts'
import type { Host } from '../../host/host.ts'
import type { Service } from '../../host/service.ts'
import { lasting } from '../../host/storage/took.ts'
import type { UserSpace } from '../../host/user-space.ts'
import type { Process } from '../../shell/machine.ts'
import type { Micros } from '../../time.ts'

/** An application that writes again and again, from the boot of its machine on. */
export abstract class Writing implements Service {
  readonly name = 'writer'
  readonly enabled = true
  readonly atBoot = true
  protected readonly host: Host
  protected readonly space: UserSpace
  readonly #every: Micros
  #process: Process | null = null
  #due: Micros = 0

  constructor(host: Host, space: UserSpace, every: Micros) {
    this.host = host
    this.space = space
    this.#every = every
  }

  get pid(): number | null {
    return this.#process === null || this.#process.status !== null ? null : this.#process.pid
  }

  start(): string {
    this.#due = this.host.world.engine.now
    this.#process = this.space.processes.start(this.title, (self) => this.writes(self))
    return ''
  }

  stop(): string {
    this.#process?.send('TERM')
    return ''
  }

  abstract readonly title: string
  abstract reset(): void
  protected abstract writes(self: Process): Course<number>

  /** Until it is time for the next write; one that is late does not make the others late. */
  protected *next(): Course<void> {
    const { now } = this.host.world.engine
    yield* lasting(this.host, this.#due - now)
    const periods = Math.floor((this.host.world.engine.now - this.#due) / this.#every) + 1
    this.#due += periods * this.#every
  }
}
