/** RE_DUP_MAX, and parentheses within each other. */
const MOST_REPEATS = 255
const DEEPEST = 200

/** What a part of an expression is. */
export type Part =
  | { readonly is: 'one'; takes(character: string): boolean }
  | { readonly is: 'begin' | 'end' }
  | { readonly is: 'all'; readonly parts: readonly Part[] }
  | { readonly is: 'any'; readonly parts: readonly Part[] }
  | { readonly is: 'repeat'; readonly part: Part; readonly least: number; readonly most: number }

/** Why regcomp(3) refuses an expression. */
export class Refused extends Error {}

/** Reads as p_ere() does, from left to right. */
export class PartReader {
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  read(): Part {
    return this.#any(false)
  }

  /** What stands between bars. */
  #any(inParentheses: boolean): Part {
    const parts: Part[] = []
    for (;;) {
      const all: Part[] = []
      while (this.#at < this.#text.length && !this.#sees('|') && !(inParentheses && this.#sees(')')))
        all.push(this.#piece())
      if (all.length === 0) throw new Refused('empty (sub)expression')
      parts.push({ is: 'all', parts: all })
      if (!this.#eats('|')) break
    }
    return { is: 'any', parts }
  }

  #piece(): Part {
    const part = this.#atom()
    const range = this.#repeats()
    if (range === null) return part
    if (part.is === 'begin') throw new Refused('repetition-operator operand invalid')
    if (this.#repeats() !== null) throw new Refused('repetition-operator operand invalid')
    return { is: 'repeat', part, ...range }
  }

  #atom(): Part {
    const character = this.#text[this.#at]!
    if (/[*+?]/.test(character) || this.#isCount()) throw new Refused('repetition-operator operand invalid')
    this.#at += 1
    if (character === '(') return this.#group()
    if (character === '^') return { is: 'begin' }
    if (character === '$') return { is: 'end' }
    if (character === '.') return { is: 'one', takes: () => true }
    if (character === '[') return this.#bracket()
    if (character !== '\\') return one(character)
    const escaped = this.#text[this.#at++]
    if (escaped === undefined) throw new Refused('trailing backslash (\\)')
    return one(escaped)
  }

  #group(): Part {
    if (++this.#depth > DEEPEST) throw new Refused('out of memory')
    const inside: Part = this.#sees(')') ? { is: 'all', parts: [] } : this.#any(true)
    if (!this.#eats(')')) throw new Refused('parentheses not balanced')
    this.#depth -= 1
    return inside
  }

  /** A brace with a digit behind it is a count; any other one is a character. */
  #isCount(): boolean {
    return /^\{\d/.test(this.#text.slice(this.#at, this.#at + 2))
  }

  #repeats(): { least: number; most: number } | null {
    if (this.#eats('*')) return { least: 0, most: Number.POSITIVE_INFINITY }
    if (this.#eats('+')) return { least: 1, most: Number.POSITIVE_INFINITY }
    if (this.#eats('?')) return { least: 0, most: 1 }
    if (!this.#isCount()) return null
    const [whole, from, comma, to] = /^\{(\d{1,9})(,?)(\d{0,9})\}/.exec(this.#text.slice(this.#at, this.#at + 24)) ?? []
    if (whole === undefined) throw new Refused('braces not balanced')
    this.#at += whole.length
    const least = Number(from)
    const most = comma === '' ? least : to === '' ? Number.POSITIVE_INFINITY : Number(to)
    if (least > MOST_REPEATS || (most > MOST_REPEATS && most !== Number.POSITIVE_INFINITY) || least > most)
      throw new Refused('invalid repetition count(s)')
    return { least, most }
  }

  #bracket(): Part {
    const isNegated = this.#eats('^')
    const tests: ((character: string) => boolean)[] = []
    for (let isFirst = true; isFirst || !this.#sees(']'); isFirst = false) tests.push(this.#member())
    this.#at += 1
    const holds = (character: string) =>
      tests.some((test) => test(character.toLowerCase()) || test(character.toUpperCase()))
    return { is: 'one', takes: (character) => holds(character) !== isNegated }
  }

  #member(): (character: string) => boolean {
    const [whole, name] = /^\[:([a-z]+):\]/.exec(this.#text.slice(this.#at, this.#at + 16)) ?? []
    if (name !== undefined) {
      this.#at += whole!.length
      const pattern = CLASSES[name]
      if (pattern === undefined) throw new Refused('invalid character class')
      return (character) => pattern.test(character)
    }
    const from = this.#text[this.#at++]
    if (from === undefined) throw new Refused('brackets ([ ]) not balanced')
    const next = this.#text[this.#at + 1]
    if (!this.#sees('-') || next === undefined || next === ']') return (character) => character === from
    this.#at += 2
    if (from > next) throw new Refused('invalid character range')
    return (character) => character >= from && character <= next
  }

  #sees(character: string): boolean {
    return this.#text[this.#at] === character
  }

  #eats(character: string): boolean {
    if (!this.#sees(character)) return false
    this.#at += 1
    return true
  }
}

function one(wanted: string): Part {
  const same = wanted.toLowerCase()
  return { is: 'one', takes: (character) => character.toLowerCase() === same }
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  cntrl: /\p{Cc}/u,
  digit: /\d/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t-\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
}
