import type { Micros } from '../time.ts'
import { Heap } from './heap.ts'

/** Something that happens at its time. */
export interface Entry {
  fire(): void
  /** Absent: it is always due, once, and leaves the queue before it fires. */
  readonly lazy?: Lazy
}

/** What of an entry may be stopped and moved while it waits, as a timer is. It stays in the queue while it fires. */
export interface Lazy {
  /** Asked when it has come to the top at its time: true, it is due. False: it is not, and has taken itself from there. */
  settle(): boolean
  /** Told to one that was put back, when its turn comes on the wheel: it goes from its slot to where it belongs now. */
  goOn(slot: number): void
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
export class EventQueue extends Heap {
  /** What is in the slots, the first of those that are free, and what follows each in its list. */
  #entries: (Entry | undefined)[] = []
  #free = NONE
  #following: number[] = []
  /** The wheel: the first slot of each list, how many there are in all, and where the present window ends. */
  readonly #lists = new Int32Array(WINDOWS).fill(NONE)
  #listed = 0
  #end = WINDOW

  override clear(): void {
    super.clear()
    this.#entries = []
    this.#free = NONE
    this.#following = []
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
    this.insert(time, sequence, slot)
    return slot
  }

  /** Whether an entry comes up by then: the earliest one is at the top. */
  reach(until: Micros): boolean {
    const { next } = this
    return (next <= until && next < this.#end) || this.#search(until)
  }

  get top(): Entry {
    return this.#entries[this.topSlot]!
  }

  /** Takes the entry at the top off. */
  drop(): void {
    this.release(this.topSlot)
    this.removeTop()
  }

  /** Puts the entry at the top where another time and sequence belong. */
  moveTop(time: Micros, sequence: number): void {
    const slot = this.topSlot
    if (time < this.#end || this.size <= SMALL) this.replaceTop(time, sequence, slot)
    else {
      this.removeTop()
      this.putBack(slot, time, sequence)
    }
  }

  /** Puts an entry back that is in its slot alone. */
  putBack(slot: number, time: Micros, sequence: number): void {
    const isBeyond = time >= this.#end + (WINDOWS - 1) * WINDOW
    if (time < this.#end || isBeyond || this.size < SMALL) this.insert(time, sequence, slot)
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
      this.#entries[slot]!.lazy!.goOn(slot)
      slot = following
    }
  }
}

function listOf(time: Micros): number {
  return Math.floor(time / WINDOW) & (WINDOWS - 1)
}
