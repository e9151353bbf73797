import { atOnce } from '../flow.ts'
import type { Io, Process, Sink, Source } from '../machine.ts'
import type { Description } from './description.ts'

/** Nothing is open there. */
const CLOSED_SOURCE: Source = { read: () => atOnce(null), unread: () => undefined }
export const CLOSED_SINK: Sink = { write: () => atOnce(true) }

/** The file descriptors of a process. */
export class Descriptors {
  readonly #all: (Description | undefined)[] = []
  #io: Io | null = null

  get(number: number): Description | undefined {
    return this.#all[number]
  }

  /** Undefined closes it. */
  set(number: number, description: Description | undefined): void {
    description?.hold()
    this.#all[number]?.drop()
    this.#all[number] = description
    this.#io = null
  }

  /** The same for another process, or for a subshell in this one. */
  copy(self: Process): Descriptors {
    const copy = new Descriptors()
    for (const [number, description] of this.#all.entries())
      if (description !== undefined) copy.set(number, description.of(self))
    return copy
  }

  closeAll(): void {
    for (const number of this.#all.keys()) this.set(number, undefined)
  }

  /** What programs and builtins are given. */
  get io(): Io {
    this.#io ??= {
      stdin: this.#all[0]?.source ?? CLOSED_SOURCE,
      stdout: this.#all[1]?.sink ?? CLOSED_SINK,
      stderr: this.#all[2]?.sink ?? CLOSED_SINK,
    }
    return this.#io
  }
}
