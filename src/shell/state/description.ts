import type { Course } from '../../engine/course.ts'
import type { FileSystem } from '../files.ts'
import { atOnce } from '../flow.ts'
import type { Process, Sink, Source } from '../machine.ts'
import type { Budget } from './budget.ts'

/** What stands behind a file descriptor: shared by all that were copied from it. */
export interface Description {
  /** Null: it is not open for reading. */
  readonly source: Source | null
  readonly sink: Sink | null
  /** The same, as another process has it. */
  of(self: Process): Description
  /** One more descriptor stands for it; one less. */
  hold(): void
  drop(): void
}

abstract class Plain implements Description {
  abstract readonly source: Source | null
  abstract readonly sink: Sink | null

  of(): Description {
    return this
  }

  hold(): void {}

  drop(): void {}
}

/** What the shell was given. */
export class Given extends Plain {
  readonly source: Source | null
  readonly sink: Sink | null

  constructor(source: Source | null, sink: Sink | null, budget: Budget | null) {
    super()
    this.source = source
    const write = (text: string) => {
      budget?.wrote(text)
      return sink!.write(text)
    }
    this.sink = sink === null ? null : { ...(sink.isTerminal && { isTerminal: true }), write }
  }
}

/** A text: a here-document. */
export class Text extends Plain {
  readonly source: Source
  readonly sink = null

  constructor(text: string) {
    super()
    let rest = text
    this.source = {
      read: () => {
        const read = rest
        rest = ''
        return atOnce(read === '' ? null : read)
      },
      unread(back) {
        rest = back + rest
      },
    }
  }
}

export interface OpenAs {
  readonly reads: boolean
  readonly writes: boolean
  readonly appends: boolean
}

/** An open file. */
export class File extends Plain {
  readonly source: Source | null
  readonly sink: Sink | null
  readonly #files: FileSystem
  readonly #path: string
  readonly #budget: Budget
  readonly #appends: boolean
  #offset = 0

  constructor(files: FileSystem, path: string, { reads, writes, appends }: OpenAs, budget: Budget) {
    super()
    this.#files = files
    this.#path = path
    this.#budget = budget
    this.#appends = appends
    this.source = reads ? { read: () => this.#read(), unread: (text) => this.#unread(text) } : null
    this.sink = writes ? { write: (text) => this.#write(text) } : null
  }

  #read(): Course<string | null> {
    const got = this.#files.read(this.#path)
    const text = 'is' in got ? got.is.slice(this.#offset) : ''
    this.#offset += text.length
    return atOnce(text === '' ? null : text)
  }

  #unread(text: string): void {
    this.#offset -= text.length
  }

  #write(text: string): Course<boolean> {
    this.#budget.wrote(text)
    const got = this.#appends ? null : this.#files.read(this.#path)
    const old = got !== null && 'is' in got ? got.is : ''
    if (this.#appends || old.length === this.#offset) this.#files.append(this.#path, text)
    else {
      const before = old.slice(0, this.#offset).padEnd(this.#offset, '\0')
      this.#files.write(this.#path, before + text + old.slice(this.#offset + text.length))
    }
    this.#offset += text.length
    return atOnce(true)
  }
}

/** What `$( )` reads: it is there at once, and nobody waits to write it. */
export class Capture implements Description {
  readonly source = null
  readonly sink: Sink
  text = ''
  /** How many descriptors write here. */
  holders = 0
  readonly #self: Process

  constructor(self: Process, budget: Budget) {
    this.#self = self
    this.sink = {
      write: (text) => {
        budget.text(this.text.length + text.length)
        this.text += text
        return atOnce(true)
      },
    }
  }

  of(): Description {
    return this
  }

  hold(): void {
    this.holders++
  }

  drop(): void {
    if (--this.holders === 0) this.#self.wake()
  }
}
