import { type Part, PartReader } from './expression-parts.ts'
import { type Grammar, Refused } from './expression-signs.ts'
import { capture, type Match, passes, type Step } from './expression-steps.ts'
import type { Meter } from './meter.ts'

/** So many steps an expression may have (REG_ESPACE). */
const MOST_STEPS = 10_000

/** Where nothing else is said. */
export const USUAL: Grammar = { is: 'extended', gnu: false, ignoresCase: true }

/**
 * A POSIX regular expression, as regcomp(3) reads it: where nothing else is said an extended one of FreeBSD that does
 * not ask for case. Expressions come from anybody's files: all ways are followed at once, so that a text costs its
 * length times the expression's, whatever they are. What a language's own expressions do, going back over and over, can
 * take for ever.
 */
export class RegularExpression {
  readonly meter: Meter | null
  readonly #steps: readonly Step[]
  readonly #groups: number
  readonly #places: readonly [Places, Places]
  readonly #answers: Uint8Array[] = []
  readonly #open: number[] = []

  private constructor(steps: readonly Step[], groups: number, meter: Meter | null) {
    this.meter = meter
    this.#steps = steps
    this.#groups = groups
    this.#places = [new Places(steps.length), new Places(steps.length)]
  }

  /** In steps: a text costs at most so much a character. */
  get size(): number {
    return this.#steps.length
  }

  /** How many pairs of parentheses it has. */
  get groups(): number {
    return this.#groups
  }

  /** @returns why it is refused, where it is none */
  static read(text: string, grammar: Grammar = USUAL): RegularExpression | string {
    try {
      const reader = new PartReader(text, grammar)
      const layout = new Layout(grammar)
      layout.lay(reader.read())
      layout.put({ is: 'found' })
      return new RegularExpression(layout.steps, reader.groups, grammar.meter ?? null)
    } catch (error) {
      if (error instanceof Refused) return error.message
      throw error
    }
  }

  /** Whether it is found anywhere in a text (regexec). */
  test(text: string): boolean {
    return this.#search(text, 0, true) !== null
  }

  /** The first of the longest matches from a place on, and what its parentheses hold; null: there is none. */
  find(text: string, from = 0): Match | null {
    const found = this.#search(text, from, false)
    if (found === null) return null
    if (this.#groups > 0) this.meter?.spend((found.end - found.start) * this.#steps.length)
    return capture(this.#steps, this.#groups, text, found)
  }

  #search(text: string, from: number, any: boolean): { start: number; end: number } | null {
    const { meter } = this
    const last = this.#steps.length - 1
    let [here, next] = this.#places
    here.clear()
    let best: { start: number; end: number } | null = null
    for (let at = from; at <= text.length && (best === null || here.size > 0); at++) {
      if (best === null) this.#follow(0, here, text, at, at)
      meter?.spend(1 + here.size)
      const start = here.startOf(last)
      if (start !== NONE && (best === null || start <= best.start)) best = { start, end: at }
      if (best !== null && any) return best
      next.clear()
      const code = text.charCodeAt(at)
      for (let i = 0; i < here.size && at < text.length; i++) {
        const place = here.at(i)
        const from = here.startOf(place)
        const step = this.#steps[place]!
        if (step.is === 'one' && (best === null || from <= best.start) && this.#takes(step, place, code))
          this.#follow(place + 1, next, text, at + 1, from)
      }
      ;[here, next] = [next, here]
    }
    return best
  }

  /** What a step says of the characters of ASCII it is asked once. */
  #takes(step: Extract<Step, { is: 'one' }>, place: number, code: number): boolean {
    if (code >= ASCII) return step.takes(String.fromCharCode(code))
    const answers = this.#answers[place] ?? new Uint8Array(ASCII)
    this.#answers[place] = answers
    if (answers[code] === 0) answers[code] = step.takes(String.fromCharCode(code)) ? YES : NO
    return answers[code] === YES
  }

  /** Goes on as far as no character is needed. */
  #follow(from: number, here: Places, text: string, at: number, start: number): void {
    const open = this.#open
    open.push(from)
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (!here.comes(place, start)) continue
      const step = this.#steps[place]!
      if (step.is === 'fork') open.push(step.to[0], step.to[1])
      else if (step.is !== 'one' && step.is !== 'found' && passes(step, text, at)) open.push(place + 1)
    }
  }
}

const ASCII = 128
const [YES, NO] = [1, 2]
const NONE = -1

/** Where the ways are, each place once, and of each the earliest beginning of a way that leads there. */
class Places {
  size = 0
  readonly #list: Int32Array
  readonly #starts: Int32Array

  constructor(places: number) {
    this.#list = new Int32Array(places)
    this.#starts = new Int32Array(places).fill(NONE)
  }

  clear(): void {
    for (let i = 0; i < this.size; i++) this.#starts[this.#list[i]!] = NONE
    this.size = 0
  }

  at(index: number): number {
    return this.#list[index]!
  }

  startOf(place: number): number {
    return this.#starts[place]!
  }

  /** @returns whether that is new, or earlier than what was known */
  comes(place: number, start: number): boolean {
    const known = this.#starts[place]!
    if (known !== NONE && known <= start) return false
    if (known === NONE) this.#list[this.size++] = place
    this.#starts[place] = start
    return true
  }
}

/** Puts a part down as steps, one behind the other: one at least, so that no repetition costs nothing. */
class Layout {
  readonly steps: Step[] = []
  readonly #grammar: Grammar

  constructor(grammar: Grammar) {
    this.#grammar = grammar
  }

  put(step: Step): number {
    if (this.steps.length >= MOST_STEPS) throw new Refused('memory', this.#grammar)
    return this.steps.push(step) - 1
  }

  lay(part: Part): void {
    if (part.is === 'all') this.#all(part.parts)
    else if (part.is === 'any') this.#any(part.parts)
    else if (part.is === 'repeat') this.#repeat(part)
    else if (part.is === 'group') {
      this.put({ is: 'mark', mark: 2 * part.number })
      this.lay(part.part)
      this.put({ is: 'mark', mark: 2 * part.number + 1 })
    } else this.put(part)
  }

  #all(parts: readonly Part[]): void {
    if (parts.length === 0) this.#pass()
    for (const part of parts) this.lay(part)
  }

  /** Goes on to what comes next. */
  #pass(): void {
    const next = this.steps.length + 1
    this.put({ is: 'fork', to: [next, next] })
  }

  #any(parts: readonly Part[]): void {
    const ends: number[] = []
    for (const [i, part] of parts.entries()) {
      const fork = i < parts.length - 1 ? this.put(NOWHERE) : null
      this.lay(part)
      if (fork === null) continue
      ends.push(this.put(NOWHERE))
      this.steps[fork] = { is: 'fork', to: [fork + 1, this.steps.length] }
    }
    for (const end of ends) this.steps[end] = { is: 'fork', to: [this.steps.length, this.steps.length] }
  }

  #repeat({ part, least, most }: Extract<Part, { is: 'repeat' }>): void {
    for (let i = 0; i < least; i++) this.lay(part)
    if (most === Number.POSITIVE_INFINITY) {
      const fork = this.put(NOWHERE)
      this.lay(part)
      this.put({ is: 'fork', to: [fork, fork] })
      this.steps[fork] = { is: 'fork', to: [fork + 1, this.steps.length] }
      return
    }
    if (most === 0) this.#pass()
    const forks: number[] = []
    for (let i = least; i < most; i++) {
      forks.push(this.put(NOWHERE))
      this.lay(part)
    }
    for (const fork of forks) this.steps[fork] = { is: 'fork', to: [fork + 1, this.steps.length] }
  }
}

/** Until it is known where it leads. */
const NOWHERE: Step = { is: 'fork', to: [0, 0] }
