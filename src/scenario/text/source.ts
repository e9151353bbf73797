import { leading } from '../../trace/leading.ts'

/** The text of a file, and on which line and in which column an offset of it is. */
export class Source {
  readonly text: string
  readonly file: string
  readonly lines: readonly string[]
  /** The offset at which each line begins. */
  readonly #starts: number[] = []

  constructor(text: string, file: string) {
    this.text = text
    this.file = file
    this.lines = text.split('\n').map((line) => line.replace(/\r$/, ''))
    let start = 0
    for (const line of text.split('\n')) {
      this.#starts.push(start)
      start += line.length + 1
    }
  }

  /** Line and column, both from 1. What is beyond the end is placed after the last thing that is written. */
  position(offset: number): { line: number; column: number } {
    const written = offset < this.text.length ? offset : this.text.trimEnd().length
    const line = leading(this.#starts, (start) => start <= written)
    return { line, column: written - this.#starts[line - 1]! + 1 }
  }
}
