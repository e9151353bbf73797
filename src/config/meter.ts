/** So many steps over characters somebody may take with all expressions together: about half a second of ours. */
const MOST = 20_000_000

/** Counts what looking for expressions has cost. */
export class Meter {
  #left: number

  constructor(most: number = MOST) {
    this.#left = most
  }

  /** @throws Exhausted - it was too much */
  spend(steps: number): void {
    this.#left -= steps
    if (this.#left < 0) throw new Exhausted()
  }
}

/** Somebody looks for too much in too much. */
export class Exhausted extends Error {
  override readonly name = 'Exhausted'
}
