import type { Micros } from '../time.ts'

/** Something that happens at its time. */
export interface Entry {
  /**
   * Asked when the entry has come to the top of the queue at its time: true, it is due, and stays there. False: it is
   * not, and has taken itself from there, as a timer does that was stopped or moved. Absent: it is always due, once.
   */
  settle?(): boolean
  fire(): void
}

/**
 * What is going to happen, ordered by (time, sequence). Ties are first-in first-out, because the sequence number is
 * the only tie-break; there are no priorities.
 *
 * A binary heap over typed arrays: times and sequences are whole numbers below 2^53 in float64, and the entries
 * themselves stay in slots that never move, so that sifting touches numbers only.
 */
export class EventQueue {
  size = 0
  #capacity = 64
  #time = new Float64Array(this.#capacity)
  #sequence = new Float64Array(this.#capacity)
  #slot = new Int32Array(this.#capacity)
  readonly #entries: (Entry | undefined)[] = []
  readonly #free: number[] = []

  /** Time of the earliest entry, or Infinity where nothing is waiting. */
  get next(): Micros {
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.#time[0]!
  }

  clear(): void {
    this.size = 0
    this.#entries.length = 0
    this.#free.length = 0
  }

  push(time: Micros, sequence: number, entry: Entry): void {
    if (this.size === this.#capacity) this.#grow()
    let slot = this.#free.pop()
    if (slot === undefined) {
      slot = this.#entries.length
      this.#entries.push(entry)
    } else {
      this.#entries[slot] = entry
    }
    this.#rise(this.size++, time, sequence, slot)
  }

  /** The earliest entry; undefined where nothing is waiting. */
  get top(): Entry | undefined {
    return this.size === 0 ? undefined : this.#entries[this.#slot[0]!]
  }

  get topSequence(): number {
    return this.#sequence[0]!
  }

  /** Takes the earliest entry off. */
  drop(): void {
    const slot = this.#slot[0]!
    this.#entries[slot] = undefined
    this.#free.push(slot)
    const last = --this.size
    if (last > 0) this.#sink(this.#time[last]!, this.#sequence[last]!, this.#slot[last]!)
  }

  /** Puts the earliest entry where another time and sequence belong: cheaper than off and on again. */
  moveTop(time: Micros, sequence: number): void {
    this.#sink(time, sequence, this.#slot[0]!)
  }

  #rise(from: number, time: Micros, sequence: number, slot: number): void {
    const times = this.#time
    const sequences = this.#sequence
    const slots = this.#slot
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = times[parent]!
      if (above < time || (above === time && sequences[parent]! < sequence)) break
      times[at] = above
      sequences[at] = sequences[parent]!
      slots[at] = slots[parent]!
      at = parent
    }
    times[at] = time
    sequences[at] = sequence
    slots[at] = slot
  }

  #sink(time: Micros, sequence: number, slot: number): void {
    const times = this.#time
    const sequences = this.#sequence
    const slots = this.#slot
    const size = this.size
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
      times[at] = below
      sequences[at] = sequences[child]!
      slots[at] = slots[child]!
      at = child
    }
    times[at] = time
    sequences[at] = sequence
    slots[at] = slot
  }

  #grow(): void {
    this.#capacity *= 2
    this.#time = enlarged(this.#time, new Float64Array(this.#capacity))
    this.#sequence = enlarged(this.#sequence, new Float64Array(this.#capacity))
    this.#slot = enlarged(this.#slot, new Int32Array(this.#capacity))
  }
}

function enlarged<T extends Float64Array | Int32Array>(from: T, to: T): T {
  to.set(from)
  return to
}
