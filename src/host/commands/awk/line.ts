import type { RegularExpression } from '../../../config/regular-expression.ts'
import { BadProgram, type Expression } from './tree.ts'
import { textOf, type Value } from './values.ts'

const MOST_FIELDS = 10_000

/** What is set before a program begins. */
export const VARIABLES: readonly (readonly [string, Value])[] = [
  ['FS', ' '],
  ['OFS', ' '],
  ['ORS', '\n'],
  ['NR', 0],
  ['NF', 0],
  ['FNR', 0],
  ['FILENAME', ''],
  ['SUBSEP', '\x1c'],
]

interface Program {
  readonly variables: ReadonlyMap<string, Value>
  pattern(expression: Expression): RegularExpression
}

/** The line that a program looks at, and its fields: a change of one changes the other. */
export class Line {
  readonly #program: Program
  #text = ''
  /** Null: it is not split yet. */
  #fields: string[] | null = []

  constructor(program: Program) {
    this.#program = program
  }

  get count(): number {
    return this.#split().length
  }

  /** 0: all of it. */
  field(number: number): string {
    return number === 0 ? this.#text : (this.#split()[Math.trunc(number) - 1] ?? '')
  }

  set(number: number, text: string): void {
    if (number === 0) {
      this.#text = text
      this.#fields = null
      return
    }
    if (!(number > 0 && number < MOST_FIELDS)) throw new BadProgram(`no such field: ${number}`)
    const fields = this.#split()
    while (fields.length < number) fields.push('')
    fields[Math.trunc(number) - 1] = text
    this.#join()
  }

  setCount(count: number): void {
    const fields = this.#split()
    const wanted = Math.max(0, Math.trunc(Math.min(count, MOST_FIELDS)))
    while (fields.length < wanted) fields.push('')
    fields.length = wanted
    this.#join()
  }

  /** Pieces of a text, as FS has it. */
  pieces(text: string, separator: Value): string[] {
    const by = textOf(separator)
    if (text === '') return []
    if (by === ' ') return text.trim() === '' ? [] : text.trim().split(/[ \t\n]+/)
    if (by.length === 1 && by !== '\\') return text.split(by)
    const pattern = this.#program.pattern({ is: 'text', value: by })
    const pieces: string[] = []
    let at = 0
    for (let found = pattern.find(text, 0); found !== null && found.end > found.start; found = pattern.find(text, at)) {
      pieces.push(text.slice(at, found.start))
      at = found.end
    }
    return [...pieces, text.slice(at)]
  }

  #split(): string[] {
    this.#fields ??= this.pieces(this.#text, this.#program.variables.get('FS')!)
    return this.#fields
  }

  #join(): void {
    this.#text = this.#split().join(textOf(this.#program.variables.get('OFS')!))
  }
}
