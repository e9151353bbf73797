import type { Course } from '../../engine/course.ts'
import type { Write } from '../../host/storage/content.ts'
import { type BlockDevice, type DiskError, extentsOf, type Read, type Written } from '../../host/storage/device.ts'
import type { Storage } from '../../host/storage/storage.ts'
import { type Doing, until } from '../../host/storage/waiting.ts'
import type { Ask } from './looks.ts'

/** Whoever does what is asked of a device. */
interface Server {
  take(ask: Ask): void
}

interface Machine {
  readonly world: { readonly engine: { readonly now: number } }
}

/**
 * /dev/hast/test: a disk whose kernel side (geom_gate) hands all that is asked of it to a process. It blocks while that does
 * not answer, and is gone, with whatever stands on it, when the process ends in order.
 */
export class HastDevice implements BlockDevice {
  readonly path: string
  readonly size: number
  readonly extents: number
  isThere = true
  readonly #machine: Machine
  readonly #storage: Storage
  readonly #doing: Doing
  /** What is asked and not answered. */
  readonly #asked = new Set<Ask>()
  #server: Server | null = null
  #whenGone: readonly (() => void)[] = []

  constructor(machine: Machine, storage: Storage, doing: Doing, { path, size }: { path: string; size: number }) {
    this.#machine = machine
    this.#storage = storage
    this.#doing = doing
    this.path = path
    this.size = size
    this.extents = extentsOf(size)
    storage.add(this)
  }

  /** How much is asked and not answered. */
  get pending(): number {
    return this.#asked.size
  }

  *read(extent: number): Course<Read> {
    if (!this.isThere) return { error: 'ENXIO' }
    return yield* until<Read>(this.#doing, (done) => {
      const ask: Ask = { is: 'read', extent, done: (came) => this.#isAnswered(ask) && done(came) }
      this.#take(ask)
    })
  }

  *write(extent: number, keeps?: { readonly is: unknown }): Course<Written> {
    if (!this.isThere) return { error: 'ENXIO' }
    const write = this.#storage.issue(extent, keeps)
    const error = yield* until<DiskError | null>(this.#doing, (done) => {
      const ask: Ask = { is: 'write', write, done: (came) => this.#isAnswered(ask) && done(this.#noted(write, came)) }
      this.#take(ask)
    })
    return error === null ? { write } : { error }
  }

  *flush(): Course<DiskError | null> {
    if (!this.isThere) return 'ENXIO'
    return yield* until<DiskError | null>(this.#doing, (done) => {
      const ask: Ask = { is: 'flush', done: (came) => this.#isAnswered(ask) && done(came) }
      this.#take(ask)
    })
  }

  whenGone(then: () => void): void {
    if (this.isThere) this.#whenGone = [...this.#whenGone, then]
    else then()
  }

  /** A process does from now on what is asked; what the one before it did not do comes first (G_GATE_CMD_CANCEL). */
  serve(server: Server): void {
    this.#server = server
    for (const ask of [...this.#asked]) server.take(ask)
  }

  /** Its process is gone without a word: it blocks. */
  orphan(): void {
    this.#server = null
  }

  /** By force, whoever uses it (G_GATE_CMD_DESTROY). */
  destroy(): void {
    if (!this.isThere) return
    this.isThere = false
    this.#server = null
    this.#storage.remove(this)
    for (const ask of [...this.#asked]) fail(ask)
    for (const then of this.#whenGone) then()
    this.#whenGone = []
  }

  #take(ask: Ask): void {
    this.#asked.add(ask)
    this.#server?.take(ask)
  }

  /** False: it was already. */
  #isAnswered(ask: Ask): boolean {
    return this.#asked.delete(ask)
  }

  /** Its writer is told that it is done, whether he still is there or not. */
  #noted(write: Write, error: DiskError | null): DiskError | null {
    if (error === null) write.acknowledged = this.#machine.world.engine.now
    return error
  }
}

function fail(ask: Ask): void {
  if (ask.is === 'read') ask.done({ error: 'ENXIO' })
  else ask.done('ENXIO')
}
