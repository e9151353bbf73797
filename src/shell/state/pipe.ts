import { type Course, UNTIL_WOKEN } from '../../engine/course.ts'
import type { Process, Sink, Source } from '../machine.ts'
import type { Budget } from './budget.ts'
import type { Description } from './description.ts'

/** How much a pipe holds before whoever writes must wait: pipe(7). */
const CAPACITY = 65_536

/** Joins two processes. */
export class Pipe {
  readers = 0
  writers = 0
  readonly #budget: Budget
  #held: string[] = []
  #size = 0
  #waiting: Process[] = []

  constructor(budget: Budget) {
    this.#budget = budget
  }

  *read(self: Process): Course<string | null> {
    while (this.#size === 0) {
      if (this.writers === 0) return null
      this.#waiting.push(self)
      yield UNTIL_WOKEN
    }
    const text = this.#held.length === 1 ? this.#held[0]! : this.#held.join('')
    this.#held = []
    this.#size = 0
    this.changed()
    return text
  }

  unread(text: string): void {
    this.#held.unshift(text)
    this.#size += text.length
  }

  *write(text: string, self: Process): Course<boolean> {
    this.#budget.wrote(text)
    let rest = text
    for (;;) {
      if (this.readers === 0) return false
      const room = CAPACITY - this.#size
      if (room > 0 && rest !== '') this.#hold(rest.slice(0, room))
      rest = rest.slice(Math.max(0, room))
      if (rest === '') return true
      this.#waiting.push(self)
      yield UNTIL_WOKEN
    }
  }

  changed(): void {
    if (this.#waiting.length === 0) return
    const waiting = this.#waiting
    this.#waiting = []
    for (const each of waiting) each.wake()
  }

  #hold(text: string): void {
    this.#held.push(text)
    this.#size += text.length
    this.changed()
  }
}

/** One end of a pipe, as a process has it. */
export class PipeEnd implements Description {
  readonly source: Source | null
  readonly sink: Sink | null
  readonly #pipe: Pipe
  readonly #side: 'readers' | 'writers'

  constructor(pipe: Pipe, side: 'readers' | 'writers', self: Process) {
    this.#pipe = pipe
    this.#side = side
    const reads = side === 'readers'
    this.source = reads ? { read: () => pipe.read(self), unread: (text) => pipe.unread(text) } : null
    this.sink = reads ? null : { write: (text) => pipe.write(text, self) }
  }

  of(self: Process): Description {
    return new PipeEnd(this.#pipe, this.#side, self)
  }

  hold(): void {
    this.#pipe[this.#side]++
  }

  drop(): void {
    if (--this.#pipe[this.#side] === 0) this.#pipe.changed()
  }
}
