import { type Part, PartReader, Refused } from './expression-parts.ts'

/** So many steps an expression may have (REG_ESPACE). */
const MOST_STEPS = 10_000

/** One step of a machine that reads a text character by character. */
type Step =
  | { readonly is: 'one'; takes(character: string): boolean }
  | { readonly is: 'begin' | 'end' | 'found' }
  /** Goes on in both places. */
  | { readonly is: 'fork'; readonly to: readonly [number, number] }

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

  /** In steps: a text costs at most so much a character. */
  get size(): number {
    return this.#steps.length
  }

  /** @returns why it is refused, where it is none */
  static read(text: string): RegularExpression | string {
    try {
      const steps: Step[] = []
      lay(new PartReader(text).read(), steps)
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
  if (part.is === 'all') layAll(part.parts, steps)
  else if (part.is === 'any') layAny(part.parts, steps)
  else if (part.is === 'repeat') layRepeat(part, steps)
  else put(steps, part)
}

function layAll(parts: readonly Part[], steps: Step[]): void {
  if (parts.length === 0) pass(steps)
  for (const part of parts) lay(part, steps)
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
