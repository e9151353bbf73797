/** So many steps an expression may have (REG_ESPACE); RE_DUP_MAX; and parentheses within each other. */
const MOST_STEPS = 10_000
const MOST_REPEATS = 255
const DEEPEST = 200

/** One step of a machine that reads a text character by character. */
type Step =
  | { readonly is: 'one'; takes(character: string): boolean }
  | { readonly is: 'begin' | 'end' | 'found' }
  /** Goes on in both places. */
  | { readonly is: 'fork'; readonly to: readonly [number, number] }

/** What a part of an expression is. */
type Part =
  | { readonly is: 'one'; takes(character: string): boolean }
  | { readonly is: 'begin' | 'end' }
  | { readonly is: 'all' | 'any'; readonly parts: readonly Part[] }
  | { readonly is: 'repeat'; readonly part: Part; readonly least: number; readonly most: number }

/** Why regcomp(3) refuses an expression. */
class Refused extends Error {}

/**
 * A POSIX extended regular expression that does not ask for case, as regcomp(3) of FreeBSD reads it. Expressions come
 * from anybody's files: all ways are followed at once, so that a text costs its length times the expression's,
 * whatever they are. What a language's own expressions do, going back over and over, can take for ever.
 */
export class RegularExpression {
  readonly #steps: readonly Step[]

  private constructor(steps: readonly Step[]) {
    this.#steps = steps
  }

  /** @returns why it is refused, where it is none */
  static read(text: string): RegularExpression | string {
    try {
      const steps: Step[] = []
      lay(new Reader(text).read(), steps)
      put(steps, { is: 'found' })
      return new RegularExpression(steps)
    } catch (error) {
      if (error instanceof Refused) return error.message
      throw error
    }
  }

  /** Whether it is found anywhere in a text (regexec). */
  test(text: string): boolean {
    let here = new Set<number>()
    for (let at = 0; at <= text.length; at++) {
      if (this.#follow(0, here, at === 0, at === text.length)) return true
      const next = new Set<number>()
      for (const place of here) {
        const step = this.#steps[place]!
        const goesOn = at < text.length && step.is === 'one' && step.takes(text[at]!)
        if (goesOn && this.#follow(place + 1, next, false, at + 1 === text.length)) return true
      }
      here = next
    }
    return false
  }

  /** Goes on as far as no character is needed; true: to the end of the expression. */
  #follow(from: number, here: Set<number>, atBegin: boolean, atEnd: boolean): boolean {
    const open = [from]
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (here.has(place)) continue
      here.add(place)
      const step = this.#steps[place]!
      if (step.is === 'found') return true
      if (step.is === 'fork') open.push(...step.to)
      else if ((step.is === 'begin' && atBegin) || (step.is === 'end' && atEnd)) open.push(place + 1)
    }
    return false
  }
}

function put(steps: Step[], step: Step): number {
  if (steps.length >= MOST_STEPS) throw new Refused('out of memory')
  return steps.push(step) - 1
}

/** A part as steps, one behind the other: one at least, so that no repetition costs nothing. */
function lay(part: Part, steps: Step[]): void {
  if (part.is === 'all' && part.parts.length === 0) pass(steps)
  else if (part.is === 'all') for (const each of part.parts) lay(each, steps)
  else if (part.is === 'any') layAny(part.parts, steps)
  else if (part.is === 'repeat') layRepeat(part, steps)
  else put(steps, part)
}

/** Goes on to what comes next. */
function pass(steps: Step[]): void {
  const next = steps.length + 1
  put(steps, { is: 'fork', to: [next, next] })
}

function layAny(parts: readonly Part[], steps: Step[]): void {
  const ends: number[] = []
  for (const [i, part] of parts.entries()) {
    const fork = i < parts.length - 1 ? put(steps, NOWHERE) : null
    lay(part, steps)
    if (fork === null) continue
    ends.push(put(steps, NOWHERE))
    steps[fork] = { is: 'fork', to: [fork + 1, steps.length] }
  }
  for (const end of ends) steps[end] = { is: 'fork', to: [steps.length, steps.length] }
}

function layRepeat({ part, least, most }: Extract<Part, { is: 'repeat' }>, steps: Step[]): void {
  for (let i = 0; i < least; i++) lay(part, steps)
  if (most === Number.POSITIVE_INFINITY) {
    const fork = put(steps, NOWHERE)
    lay(part, steps)
    put(steps, { is: 'fork', to: [fork, fork] })
    steps[fork] = { is: 'fork', to: [fork + 1, steps.length] }
    return
  }
  if (most === 0) pass(steps)
  const forks: number[] = []
  for (let i = least; i < most; i++) {
    forks.push(put(steps, NOWHERE))
    lay(part, steps)
  }
  for (const fork of forks) steps[fork] = { is: 'fork', to: [fork + 1, steps.length] }
}

/** Until it is known where it leads. */
const NOWHERE: Step = { is: 'fork', to: [0, 0] }

/** Reads as p_ere() does, from left to right. */
class Reader {
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
  cntrl: /[\0-\x1f\x7f]/,
  digit: /\d/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t-\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
}
