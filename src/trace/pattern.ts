// Patterns for log lines: the part of regular expressions that takes time in proportion to the line, whatever they are.
// A pattern is a list of alternatives (|), each of them pieces with anything (.*) between; a piece is matched character
// by character, where . stands for any. Nothing is ever tried twice at one place.

/** One character, or any. */
type Character = string | null

interface Alternative {
  readonly atStart: boolean
  readonly atEnd: boolean
  /** Between them is anything. */
  readonly pieces: readonly (readonly Character[])[]
}

export type Pattern = readonly Alternative[]

export const LONGEST_PATTERN = 200
const UNKNOWN = /[[\](){}+?*]/

/**
 * Reads a pattern without its slashes.
 *
 * @returns the pattern, or what of it has no meaning here: its offset, and the character
 */
export function parsePattern(text: string): Pattern | { readonly at: number; readonly character: string } {
  const reading = new Reading()
  const characters = [...text]
  let at = 0
  for (let i = 0; i < characters.length; at += characters[i]!.length, i++) {
    const character = characters[i]!
    const next = characters[i + 1]
    if (character === '\\' && next !== undefined) {
      reading.character(next)
      at += character.length
      i += 1
    } else if (character === '.' && next === '*') {
      reading.anything()
      at += character.length
      i += 1
    } else if (UNKNOWN.test(character)) return { at, character }
    else if (character === '|') reading.alternative()
    else if (character === '^' && reading.isAtStart) reading.fromStart()
    else if (character === '$' && (next === undefined || next === '|')) reading.toEnd()
    else reading.character(character === '.' ? null : character)
  }
  return reading.end()
}

class Reading {
  readonly #alternatives: Alternative[] = []
  #atStart = false
  #atEnd = false
  #pieces: Character[][] = [[]]

  get isAtStart(): boolean {
    return !this.#atStart && this.#pieces.length === 1 && this.#pieces[0]!.length === 0
  }

  fromStart(): void {
    this.#atStart = true
  }

  toEnd(): void {
    this.#atEnd = true
  }

  character(character: Character): void {
    this.#pieces.at(-1)!.push(character)
  }

  anything(): void {
    this.#pieces.push([])
  }

  alternative(): void {
    this.#alternatives.push({ atStart: this.#atStart, atEnd: this.#atEnd, pieces: this.#pieces })
    this.#atStart = false
    this.#atEnd = false
    this.#pieces = [[]]
  }

  end(): Pattern {
    this.alternative()
    return this.#alternatives
  }
}

/** Whether a pattern occurs in a line. */
export function matches(pattern: Pattern, line: string): boolean {
  const characters = [...line]
  return pattern.some((alternative) => occurs(alternative, characters))
}

function occurs({ atStart, atEnd, pieces }: Alternative, line: readonly string[]): boolean {
  const last = atEnd ? pieces.length - 1 : pieces.length
  let at = 0
  for (let i = 0; i < last; i++) {
    const piece = pieces[i]!
    const found = i === 0 && atStart ? (fits(piece, line, 0) ? 0 : -1) : find(piece, line, at)
    if (found === -1) return false
    at = found + piece.length
  }
  if (!atEnd) return true
  const tail = pieces[last]!
  const start = line.length - tail.length
  return start >= at && (last > 0 || !atStart || start === 0) && fits(tail, line, start)
}

/** The first place from there on where a piece is: the best one, for what comes after it only needs room. */
function find(piece: readonly Character[], line: readonly string[], from: number): number {
  for (let at = from; at + piece.length <= line.length; at++) if (fits(piece, line, at)) return at
  return -1
}

function fits(piece: readonly Character[], line: readonly string[], at: number): boolean {
  return (
    at + piece.length <= line.length && piece.every((character, i) => character === null || character === line[at + i])
  )
}
