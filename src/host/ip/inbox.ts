const NOTHING: readonly never[] = []

/** What arrives over a connection, put in order. */
export class Inbox {
  #awaits = 1
  /** What arrived before its turn. */
  readonly #early = new Map<number, unknown>()

  /** The number of the next one. */
  get awaits(): number {
    return this.#awaits
  }

  /** What is heard now, in order: nothing where one before it is missing, or it was heard already. */
  take<T>(number: number, what: T): readonly T[] {
    if (number < this.#awaits) return NOTHING
    if (number === this.#awaits && this.#early.size === 0) {
      this.#awaits += 1
      return [what]
    }
    this.#early.set(number, what)
    const heard: T[] = []
    for (; this.#early.has(this.#awaits); this.#awaits++) {
      heard.push(this.#early.get(this.#awaits) as T)
      this.#early.delete(this.#awaits)
    }
    return heard
  }
}
