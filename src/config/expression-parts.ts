import { bracketAt, isWordSign, one } from './expression-characters.ts'
import { type Grammar, Refused, type Sign, signsOf } from './expression-signs.ts'

/** RE_DUP_MAX of FreeBSD, and of glibc. */
const MOST_REPEATS = { bsd: 255, gnu: 32_767 }
/** Parentheses within each other. */
const DEEPEST = 200

/** What a part of an expression is. */
export type Part =
  | { readonly is: 'one'; takes(character: string): boolean }
  | { readonly is: 'begin' | 'end' }
  /** Between two characters; either may be missing, where the text begins or ends. */
  | { readonly is: 'between'; holds(before: string | undefined, after: string | undefined): boolean }
  | { readonly is: 'all'; readonly parts: readonly Part[] }
  | { readonly is: 'any'; readonly parts: readonly Part[] }
  | { readonly is: 'repeat'; readonly part: Part; readonly least: number; readonly most: number }
  /** What stands in parentheses, counted from 1. */
  | { readonly is: 'group'; readonly number: number; readonly part: Part }

/** Reads as p_ere() and p_bre() do, from left to right. */
export class PartReader {
  groups = 0
  readonly #text: string
  readonly #grammar: Grammar
  readonly #signs: Readonly<Record<string, Sign>>
  #at = 0
  #depth = 0

  constructor(text: string, grammar: Grammar) {
    this.#text = text
    this.#grammar = grammar
    this.#signs = signsOf(grammar)
  }

  read(): Part {
    const part = this.#any()
    if (this.#at < this.#text.length) throw new Refused('close', this.#grammar)
    return part
  }

  /** What stands between bars. */
  #any(): Part {
    const parts: Part[] = []
    do parts.push(this.#all())
    while (this.#eats('bar'))
    return { is: 'any', parts }
  }

  #all(): Part {
    const { is, gnu } = this.#grammar
    const parts: Part[] = []
    while (this.#at < this.#text.length && this.#sign !== 'bar' && !this.#closes) parts.push(this.#piece(parts.at(-1)))
    // Neither GNU's nor a basic one of FreeBSD minds that there is nothing.
    if (parts.length === 0 && is === 'extended' && !gnu) throw new Refused('empty', this.#grammar)
    return { is: 'all', parts }
  }

  /** A parenthesis that closes none is a character in extended ones of FreeBSD. */
  get #closes(): boolean {
    const isCharacter = this.#depth === 0 && this.#grammar.is === 'extended' && !this.#grammar.gnu
    return this.#sign === 'close' && !isCharacter
  }

  #piece(before: Part | undefined): Part {
    const { is, gnu } = this.#grammar
    let part = this.#atom(before)
    for (let count = 0; ; count++) {
      const range = this.#repeats(part.is === 'begin')
      if (range === null) return part
      if (part.is === 'begin' && !gnu) throw new Refused('operand', this.#grammar)
      if (count > 0 && is === 'extended' && !gnu) throw new Refused('operand', this.#grammar)
      // Times of times are laid out one in the other: few are enough for anybody.
      if (count > 8) throw new Refused('memory', this.#grammar)
      part = { is: 'repeat', part, ...range }
    }
  }

  #atom(before: Part | undefined): Part {
    const isFirst = before === undefined
    const sign = this.#sign
    const character = this.#text[this.#at]!
    if (this.#eats('open')) return this.#group()
    if (sign !== undefined && sign !== 'close') {
      // GNU passes by a repetition of nothing in extended ones.
      if (this.#isPassed(sign, isFirst) && this.#eats(sign)) return { is: 'all', parts: [] }
      if (!this.#isLiteral(sign, isFirst || before.is === 'begin')) throw new Refused('operand', this.#grammar)
      this.#at += 1
      return one(character, this.#grammar)
    }
    this.#at += 1
    if (character === '^' && this.#isBegin(isFirst)) return { is: 'begin' }
    if (character === '$' && this.#isEnd) return { is: 'end' }
    if (character === '.') return { is: 'one', takes: () => true }
    if (character === '[') return this.#bracket()
    return character === '\\' ? this.#escaped() : one(character, this.#grammar)
  }

  /** What would repeat something where there is nothing: a character, or a fault. */
  #isLiteral(sign: Sign, isFirst: boolean): boolean {
    const { is, gnu } = this.#grammar
    if (is === 'basic') return sign === 'star' && isFirst
    return sign === 'brace' && (!this.#isCount || (gnu && isFirst))
  }

  #isPassed(sign: Sign, isFirst: boolean): boolean {
    return this.#grammar.gnu && this.#grammar.is === 'extended' && isFirst && sign !== 'brace'
  }

  #isBegin(isFirst: boolean): boolean {
    return this.#grammar.is === 'extended' || isFirst
  }

  get #isEnd(): boolean {
    if (this.#grammar.is === 'extended' || this.#at >= this.#text.length) return true
    return this.#sign === 'bar' || (this.#sign === 'close' && this.#depth > 0)
  }

  #group(): Part {
    if (++this.#depth > DEEPEST) throw new Refused('memory', this.#grammar)
    const number = ++this.groups
    const part: Part = this.#sign === 'close' ? { is: 'all', parts: [] } : this.#any()
    if (!this.#eats('close')) throw new Refused('parentheses', this.#grammar)
    this.#depth -= 1
    return { is: 'group', number, part }
  }

  #escaped(): Part {
    const letter = this.#text[this.#at++]
    if (letter === undefined) throw new Refused('backslash', this.#grammar)
    if (/[1-9]/.test(letter) && (this.#grammar.gnu || this.#grammar.is === 'basic'))
      throw new Refused('reference', this.#grammar)
    const between = this.#grammar.gnu ? BETWEEN[letter] : undefined
    if (between !== undefined) return { is: 'between', holds: between }
    const ofWord = this.#grammar.gnu ? CLASSES[letter] : undefined
    return ofWord === undefined ? one(letter, this.#grammar) : { is: 'one', takes: ofWord }
  }

  #bracket(): Part {
    // How FreeBSD writes the edges of a word.
    const edge = /^\[:([<>]):\]\]/.exec(this.#text.slice(this.#at, this.#at + 8))
    if (edge !== null) {
      this.#at += edge[0].length
      return { is: 'between', holds: BETWEEN[edge[1]!]! }
    }
    const { takes, end } = bracketAt(this.#text, this.#at, this.#grammar)
    this.#at = end
    return { is: 'one', takes }
  }

  /** A brace with a digit behind it is a count; any other one is a character where there are counts without backslash. */
  get #isCount(): boolean {
    const rest = this.#text.slice(this.#at, this.#at + 24)
    if (this.#grammar.is === 'basic') return rest.startsWith('\\{')
    return this.#grammar.gnu ? /^\{(?:\d+(?:,\d*)?|,\d*)\}/.test(rest) : /^\{\d/.test(rest)
  }

  #repeats(ofBegin: boolean): { least: number; most: number } | null {
    // Behind the beginning a star is a character in basic ones.
    if (ofBegin && this.#grammar.is === 'basic') return null
    if (this.#eats('star')) return { least: 0, most: Number.POSITIVE_INFINITY }
    if (this.#eats('plus')) return { least: 1, most: Number.POSITIVE_INFINITY }
    if (this.#eats('question')) return { least: 0, most: 1 }
    return this.#isCount ? this.#count() : null
  }

  #count(): { least: number; most: number } {
    const { gnu } = this.#grammar
    const pattern = this.#grammar.is === 'basic' ? /^\\\{(\d*)(,?)(\d*)\\\}/ : /^\{(\d*)(,?)(\d*)\}/
    const [whole, from = '', comma, to] = pattern.exec(this.#text.slice(this.#at, this.#at + 24)) ?? []
    if (whole === undefined || (from === '' && !gnu))
      throw new Refused(whole === undefined ? 'braces' : 'count', this.#grammar)
    this.#at += whole.length
    const least = Number(from)
    const most = comma === '' ? least : to === '' ? Number.POSITIVE_INFINITY : Number(to)
    const limit = MOST_REPEATS[gnu ? 'gnu' : 'bsd']
    if (least > most) throw new Refused('count', this.#grammar)
    if (least > limit || (most > limit && most !== Number.POSITIVE_INFINITY)) throw new Refused('large', this.#grammar)
    return { least, most }
  }

  get #sign(): Sign | undefined {
    const length = this.#text[this.#at] === '\\' ? 2 : 1
    return this.#signs[this.#text.slice(this.#at, this.#at + length)]
  }

  #eats(sign: Sign): boolean {
    if (this.#sign !== sign) return false
    this.#at += this.#text[this.#at] === '\\' ? 2 : 1
    return true
  }
}

type Between = Extract<Part, { is: 'between' }>['holds']

const BETWEEN: Readonly<Record<string, Between>> = {
  '<': (before, after) => !isWordSign(before) && isWordSign(after),
  '>': (before, after) => isWordSign(before) && !isWordSign(after),
  b: (before, after) => isWordSign(before) !== isWordSign(after),
  B: (before, after) => isWordSign(before) === isWordSign(after),
  '`': (before) => before === undefined,
  "'": (_before, after) => after === undefined,
}

const CLASSES: Readonly<Record<string, (character: string) => boolean>> = {
  w: isWordSign,
  W: (character) => !isWordSign(character),
  s: (character) => /[ \t-\r]/.test(character),
  S: (character) => !/[ \t-\r]/.test(character),
}
