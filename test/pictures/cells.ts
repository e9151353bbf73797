import xterm from '@xterm/headless'
import type { Size } from '../../src/player/app/program.ts'

/** What stands in a place of a screen, and how. */
export interface Cell {
  readonly text: string
  /** 0 where the character before takes this column, too. */
  readonly width: number
  readonly bold: boolean
  readonly dim: boolean
  /** One of the sixteen colours that a terminal has; absent: its own. */
  readonly color?: number
}

/** A screen that reads what a program writes. */
export class Screen {
  readonly #screen: xterm.Terminal

  constructor({ columns, rows }: Size) {
    this.#screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true })
  }

  write(text: string): Promise<void> {
    return new Promise((resolve) => this.#screen.write(text, resolve))
  }

  resize({ columns, rows }: Size): void {
    this.#screen.resize(columns, rows)
  }

  get rows(): Cell[][] {
    const { buffer, rows, cols } = this.#screen
    return Array.from({ length: rows }, (_, y) => {
      const line = buffer.active.getLine(buffer.active.baseY + y)
      return Array.from({ length: cols }, (_, x): Cell => {
        const cell = line?.getCell(x)
        const text = cell?.getChars() ?? ''
        return {
          text: text === '' && cell?.getWidth() !== 0 ? ' ' : text,
          width: cell?.getWidth() ?? 1,
          bold: (cell?.isBold() ?? 0) !== 0,
          dim: (cell?.isDim() ?? 0) !== 0,
          ...(cell?.isFgPalette() && { color: cell.getFgColor() }),
        }
      })
    })
  }

  get text(): string {
    return textOf(this.rows)
  }
}

/** The rows, without what is blank at their ends. */
export function textOf(rows: readonly (readonly Cell[])[]): string {
  return rows
    .map((row) =>
      row
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    .join('\n')
}
