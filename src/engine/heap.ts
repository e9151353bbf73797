import type { Micros } from '../time.ts'

/**
 * A binary heap of slots, ordered by (time, sequence), over arrays of numbers, so that sifting touches numbers only. They
 * never shrink, and have a place for the top from the beginning.
 */
export abstract class Heap {
  protected size = 0
  readonly #times = [Number.POSITIVE_INFINITY]
  readonly #sequences = [0]
  readonly #slots = [0]

  /** Of the top; Infinity where there is nothing. */
  get next(): Micros {
    return this.#times[0]!
  }

  get topSequence(): number {
    return this.#sequences[0]!
  }

  get topSlot(): number {
    return this.#slots[0]!
  }

  clear(): void {
    this.size = 0
    this.#times[0] = Number.POSITIVE_INFINITY
  }

  protected insert(time: Micros, sequence: number, slot: number): void {
    const times = this.#times
    const sequences = this.#sequences
    let at = this.size++
    if (at === times.length) this.#grow()
    while (at > 0) {
      const parent = above(at)
      const before = times[parent]!
      if (before < time || (before === time && sequences[parent]! < sequence)) break
      this.#put(at, before, sequences[parent]!, this.#slots[parent]!)
      at = parent
    }
    this.#put(at, time, sequence, slot)
  }

  /** Takes the top off. */
  protected removeTop(): void {
    const last = --this.size
    if (last > 0) this.replaceTop(this.#times[last]!, this.#sequences[last]!, this.#slots[last]!)
    else this.#times[0] = Number.POSITIVE_INFINITY
  }

  /** Another in the place of the top: cheaper than off and on again. */
  protected replaceTop(time: Micros, sequence: number, slot: number): void {
    const times = this.#times
    const sequences = this.#sequences
    const { size } = this
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      let below = times[child]!
      const other = child + 1
      if (other < size) {
        const beside = times[other]!
        if (beside < below || (beside === below && sequences[other]! < sequences[child]!)) {
          child = other
          below = beside
        }
      }
      if (time < below || (time === below && sequence < sequences[child]!)) break
      this.#put(at, below, sequences[child]!, this.#slots[child]!)
      at = child
    }
    this.#put(at, time, sequence, slot)
  }

  #put(at: number, time: Micros, sequence: number, slot: number): void {
    this.#times[at] = time
    this.#sequences[at] = sequence
    this.#slots[at] = slot
  }

  /** The sequence numbers of all that stand at the time of the top, in their order. */
  tied(): number[] {
    return this.#sequences
      .slice(0, this.size)
      .filter((_, at) => this.#times[at] === this.next)
      .sort((a, b) => a - b)
  }

  /** Brings one of those to the top, before the others. */
  prefer(sequence: number): void {
    const time = this.next
    let at = this.#sequences.findIndex((other, place) => other === sequence && this.#times[place] === time)
    const slot = this.#slots[at]!
    for (; at > 0; at = above(at)) this.#put(at, time, this.#sequences[above(at)]!, this.#slots[above(at)]!)
    this.#put(0, time, sequence, slot)
  }

  #grow(): void {
    this.#times.push(Number.POSITIVE_INFINITY)
    this.#sequences.push(0)
    this.#slots.push(0)
  }
}

/** The place that is above another. */
function above(at: number): number {
  return (at - 1) >> 1
}
