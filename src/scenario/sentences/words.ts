/** A word of a sentence, and where in its text it stands; the one after the last is empty. */
export interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** What is wrong with a sentence, and where in its text. */
export interface Flaw {
  readonly start: number
  readonly end: number
  readonly message: string
}

export const LONGEST_SENTENCE = 1_000

/** The words of a sentence, read one after the other. */
export class Words {
  readonly text: string
  readonly flaws: Flaw[] = []
  readonly #words: readonly Word[]
  readonly #end: Word
  #at = 0

  constructor(text: string) {
    this.text = text
    this.#words = [...text.matchAll(/\S+/g)].map((match) => {
      return { text: match[0], start: match.index, end: match.index + match[0].length }
    })
    const last = this.#words.at(-1)
    this.#end = { text: '', start: last?.start ?? 0, end: last?.end ?? text.length }
  }

  /** The next word, or one after it, which is not taken yet. */
  peek(ahead = 0): Word {
    return this.#words[this.#at + ahead] ?? this.#end
  }

  take(): Word {
    const word = this.peek()
    this.#at += 1
    return word
  }

  /** Takes the next words if they are these. */
  took(...expected: readonly string[]): boolean {
    const fits = expected.every((text, i) => this.peek(i).text === text)
    if (fits) this.#at += expected.length
    return fits
  }

  /** Takes all that is left, as it is written. */
  rest(): Word {
    const first = this.peek()
    this.#at = this.#words.length
    return { text: this.text.slice(first.start, this.#end.end), start: first.start, end: this.#end.end }
  }

  get done(): boolean {
    return this.#at >= this.#words.length
  }

  /** Says what is wrong with a word; where there is none, at the end of the sentence. */
  wrong({ start, end }: Word, message: string): undefined {
    this.flaws.push({ start, end, message })
  }
}
