import type { Engine } from './engine.ts'
import type { Entry } from './queue.ts'

/** Something to do, as an entry; it is caused by what caused that it was put off. */
export class Task<Cause extends object> implements Entry {
  readonly #engine: Engine<Cause>
  readonly #run: () => unknown
  readonly #cause: Cause | null

  constructor(engine: Engine<Cause>, run: () => unknown) {
    this.#engine = engine
    this.#run = run
    this.#cause = engine.cause
  }

  fire(): void {
    this.#engine.cause = this.#cause
    this.#run()
  }
}
