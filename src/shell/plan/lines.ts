/** Which line of a text a place is on. */
export class Lines {
  readonly #starts: number[] = [0]
  readonly #first: number

  constructor(text: string, first: number) {
    this.#first = first
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1)
  }

  of(place: number): number {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#starts[middle]! <= place) low = middle
      else high = middle - 1
    }
    return this.#first + low
  }
}
