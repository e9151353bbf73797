import type { Micros } from '../time.ts'
import { Heap } from './heap.ts'

/** Something that happens at its time. */
export interface Entry {
  fire(): void
  /**
   * Asked when the entry has come to the top of the queue at its time: true, it is due, and stays there. False: it is
   * not, and has taken itself from there, as a timer does that was stopped or moved. Absent: it is always due, once.
   */
  settle?(): boolean
  /** Told to one that was put back, when its turn comes on the wheel: it goes from its slot to where it belongs now. */
  goOn?(slot: number): void
}

/** No slot. */
export const NONE = -1

/** Two seconds, about: most timers of an election run for longer, and are set back sooner. */
const WINDOW: Micros = 2 ** 21
const WINDOWS = 32
/** A heap that small takes no longer than the wheel. */
const SMALL = 16

/**
 * What is going to happen, ordered by (time, sequence). Ties are first-in first-out, because the sequence number is
 * the only tie-break; there are no priorities. The entries themselves stay in slots that never move.
 *
 * What is put back for later than the present window of time goes on a wheel, which has a list for each of the next
 * windows, and is asked again where it belongs when that one's turn comes: a timer that is set back again and again
 * goes from list to list, and never costs a comparison. What is beyond the wheel waits in the heap.
 */
export class EventQueue {
  readonly #heap = new Heap()
  /** What is in the slots, the first of those that are free, and what follows each in its list. */
  readonly #entries: (Entry | undefined)[] = []
  #free = NONE
  readonly #following: number[] = []
  /** The wheel: the first slot of each list, how many there are in all, and where the present window ends. */
  readonly #lists = new Int32Array(WINDOWS).fill(NONE)
  #listed = 0
  #end = WINDOW

  clear(): void {
    this.#heap.clear()
    this.#entries.length = 0
    this.#free = NONE
    this.#following.length = 0
    if (this.#listed > 0) this.#lists.fill(NONE)
    this.#listed = 0
    this.#end = WINDOW
  }

  /** @returns its slot, until it is dropped or released */
  push(time: Micros, sequence: number, entry: Entry): number {
    let slot = this.#free
    if (slot === NONE) {
      slot = this.#entries.push(entry) - 1
      this.#following.push(NONE)
    } else {
      this.#free = this.#following[slot]!
      this.#entries[slot] = entry
    }
    this.#heap.push(time, sequence, slot)
    return slot
  }

  /** Whether an entry comes up by then: the earliest one is at the top. */
  reach(until: Micros): boolean {
    const { time } = this.#heap
    return (time <= until && time < this.#end) || this.#search(until)
  }

  /** Of the entry at the top, where `reach` has said that there is one. */
  get next(): Micros {
    return this.#heap.time
  }

  get topSequence(): number {
    return this.#heap.sequence
  }

  get topSlot(): number {
    return this.#heap.slot
  }

  get top(): Entry {
    return this.#entries[this.#heap.slot]!
  }

  /** Takes the entry at the top off. */
  drop(): void {
    this.release(this.#heap.slot)
    this.#heap.drop()
  }

  /** Puts the entry at the top where another time and sequence belong. */
  moveTop(time: Micros, sequence: number): void {
    const heap = this.#heap
    if (time < this.#end || heap.size <= SMALL) heap.replace(time, sequence, heap.slot)
    else {
      const { slot } = heap
      heap.drop()
      this.putBack(slot, time, sequence)
    }
  }

  /** Puts an entry back that is in its slot alone. */
  putBack(slot: number, time: Micros, sequence: number): void {
    const isBeyond = time >= this.#end + (WINDOWS - 1) * WINDOW
    if (time < this.#end || isBeyond || this.#heap.size < SMALL) this.#heap.push(time, sequence, slot)
    else {
      const list = listOf(time)
      this.#following[slot] = this.#lists[list]!
      this.#lists[list] = slot
      this.#listed += 1
    }
  }

  /** The slot is free for another entry. */
  release(slot: number): void {
    this.#entries[slot] = undefined
    this.#following[slot] = this.#free
    this.#free = slot
  }

  /** The sequence numbers of all that come up together with the one at the top, in their order. */
  tied(): number[] {
    return this.#heap.tied()
  }

  /** Brings one of those to the top, before the others. */
  prefer(sequence: number): void {
    this.#heap.prefer(sequence)
  }

  #search(until: Micros): boolean {
    while (this.next >= this.#end) {
      const isOver = this.#listed === 0 && this.next === Number.POSITIVE_INFINITY
      if (this.#end > until || isOver) return false
      this.#turn()
    }
    return this.next <= until
  }

  /** The next window begins. Where the wheel is empty it is as long as the wheel. */
  #turn(): void {
    if (this.#listed === 0) {
      this.#end = (Math.floor(this.next / WINDOW) + WINDOWS) * WINDOW
      return
    }
    const list = listOf(this.#end)
    this.#end += WINDOW
    let slot = this.#lists[list]!
    this.#lists[list] = NONE
    while (slot !== NONE) {
      const following = this.#following[slot]!
      this.#listed -= 1
      this.#entries[slot]!.goOn!(slot)
      slot = following
    }
  }
}

function listOf(time: Micros): number {
  return Math.floor(time / WINDOW) & (WINDOWS - 1)
}
