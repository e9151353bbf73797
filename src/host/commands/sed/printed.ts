import type { Match } from '../../../config/expression-steps.ts'
import { wholeLinesOf } from '../paths.ts'
import type { Piece } from './script.ts'

/** A line that is read. */
export interface Line {
  readonly text: string
  /** It has no end, as the last one of a file may. */
  readonly isOpen: boolean
}

export function readLines(text: string): readonly Line[] {
  return wholeLinesOf(text).map((line) => {
    const isOpen = !line.endsWith('\n')
    return { text: isOpen ? line : line.slice(0, -1), isOpen }
  })
}

/** What is printed: a line that has no end gets it where something follows. */
export class Printed {
  #text = ''
  #isOpen = false

  put(text: string): void {
    this.#text += text !== '' && this.#isOpen ? `\n${text}` : text
    if (text !== '') this.#isOpen = false
  }

  putOpen(text: string): void {
    this.#text += this.#isOpen ? `\n${text}` : text
    this.#isOpen = true
  }

  begin(): void {
    this.#isOpen = false
  }

  /** All since it was asked last. */
  taken(): string {
    const text = this.#text
    this.#text = ''
    return text
  }
}

/** What comes in place of something found. */
export function replaced(by: readonly Piece[], text: string, { start, end, groups }: Match): string {
  return by
    .map((piece) => {
      if (typeof piece === 'string') return piece
      return piece.group === 0 ? text.slice(start, end) : (groups[piece.group - 1] ?? '')
    })
    .join('')
}
