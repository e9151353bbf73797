import type { Micros } from '../../time.ts'
import type { Window } from './history.ts'

/** A stretch of time in which something had one value. */
export interface Stretch<T> extends Window {
  readonly value: T
}

/**
 * What something was from 0 on: values that follow each other without a gap. A value that comes and goes within one
 * instant takes no time.
 */
export class Track<T> {
  value: T
  #since: Micros = 0
  readonly #stretches: Stretch<T>[] = []

  constructor(value: T) {
    this.value = value
  }

  become(value: T, t: Micros): void {
    if (value === this.value) return
    this.#close(t)
    this.value = value
  }

  end(until: Micros): readonly Stretch<T>[] {
    this.#close(until)
    return this.#stretches
  }

  #close(t: Micros): void {
    if (t === this.#since) return
    const last = this.#stretches.at(-1)
    if (last?.value === this.value) this.#stretches[this.#stretches.length - 1] = { ...last, to: t }
    else this.#stretches.push({ from: this.#since, to: t, value: this.value })
    this.#since = t
  }
}
