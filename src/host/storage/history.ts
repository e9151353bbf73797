/** Which write it is: the machine, or the data, whose it is, and its number there. No other one has that name. */
export interface WriteName {
  readonly by: string
  readonly number: number
}

/**
 * The names of writes, the first one first. It never changes. Those of which one goes on from the other share what they
 * have in common: as long as nothing diverges a write costs a number, whoever remembers it.
 */
export class History {
  /** Who wrote, and behind that the numbers of his writes. Where this one ends, later ones may go on. */
  readonly #line: (string | number)[]
  readonly #end: number
  readonly #last: string | null

  constructor(line: (string | number)[] = [], last: string | null = null) {
    this.#line = line
    this.#end = line.length
    this.#last = last
  }

  /** With one more. */
  with({ by, number }: WriteName): History {
    const line = this.#end === this.#line.length ? this.#line : this.#line.slice(0, this.#end)
    if (by !== this.#last) line.push(by)
    line.push(number)
    return new History(line, by)
  }

  get names(): readonly WriteName[] {
    const names: WriteName[] = []
    let by = ''
    for (const one of this.#line.slice(0, this.#end)) {
      if (typeof one === 'string') by = one
      else names.push({ by, number: one })
    }
    return names
  }
}
