import { type Command, InvalidArgumentError } from 'commander'
import { amount } from './options.ts'

/** How text for people is laid out. */
export interface PageOptions {
  readonly output?: string
  readonly ascii?: true
  readonly width?: number
}

/** The narrowest text that can be read. */
const LEAST_WIDTH = 60
const MOST_WIDTH = 1_000
const DEFAULT_WIDTH = 80

export function addPageOptions(command: Command): Command {
  const columns = `of the text, at least ${LEAST_WIDTH} (default: the terminal's, or ${DEFAULT_WIDTH})`
  return command.option('--ascii', 'use no character beyond ASCII').option('--width <columns>', columns, width)
}

/** The width that was asked for, or the terminal's. */
export function widthFor({ width: asked, output }: PageOptions): number {
  if (asked !== undefined) return asked
  const { isTTY, columns } = process.stdout
  return isTTY && output === undefined ? Math.max(LEAST_WIDTH, columns || DEFAULT_WIDTH) : DEFAULT_WIDTH
}

function width(value: string): number {
  const columns = amount(value)
  if (columns < LEAST_WIDTH || columns > MOST_WIDTH) {
    throw new InvalidArgumentError(`It is ${LEAST_WIDTH} to ${MOST_WIDTH} columns.`)
  }
  return columns
}

/** Lines with their ends. */
export function* ended(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`
}
