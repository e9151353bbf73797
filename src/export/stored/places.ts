/** A part of a text: [start, end). */
export interface Place {
  readonly start: number
  readonly end: number
}

type Path = readonly PropertyKey[]

const TOKEN = /[\s,:]*([{}[\]]|"[^"\\]*(?:\\.[^"\\]*)*"|[^\s,:{}[\]"]+)/y

/**
 * Where the value of a path stands in a text that is JSON. What is not there is placed at the beginning of what it
 * should be in.
 *
 * @param from - where to begin
 */
export function placeIn(text: string, path: Path, from = 0): Place {
  return new Scanner(text, from).find(path)
}

/** Goes through JSON that is known to be sound. */
class Scanner {
  readonly #text: string
  #at: number

  constructor(text: string, from: number) {
    this.#text = text
    this.#at = from
  }

  find([step, ...path]: Path): Place {
    const { word, start } = this.#next()
    if (step === undefined) {
      this.#skipRest(word)
      return { start, end: this.#at }
    }
    const isMap = word === '{'
    if (!isMap && word !== '[') return { start, end: this.#at }
    for (let place = 0; !this.#ends(); place++) {
      const name = isMap ? JSON.parse(this.#next().word) : place
      if (name === step) return this.find(path)
      this.#skipRest(this.#next().word)
    }
    return { start, end: start + 1 }
  }

  #next(): { readonly word: string; readonly start: number } {
    TOKEN.lastIndex = this.#at
    const [whole = '', word = ''] = TOKEN.exec(this.#text) ?? []
    this.#at += whole.length
    return { word, start: this.#at - word.length }
  }

  /** Whether the list or the map is over. */
  #ends(): boolean {
    const before = this.#at
    const { word } = this.#next()
    if (word === '' || word === '}' || word === ']') return true
    this.#at = before
    return false
  }

  /** Goes on to the end of a value that began with a word. */
  #skipRest(first: string): void {
    let depth = depthOf(first)
    while (depth > 0) {
      const { word } = this.#next()
      if (word === '') return
      depth += depthOf(word)
    }
  }
}

function depthOf(word: string): number {
  if (word === '{' || word === '[') return 1
  return word === '}' || word === ']' ? -1 : 0
}
