import { ScenarioError } from '../scenario/error.ts'
import type { Source } from './scenario.ts'

/** A place in a scenario's file: a line of it, and what stands there that is meant. */
interface Place {
  readonly line: number
  /** `events[1]` */
  readonly path: string
  /** A part of the line; all of it where that is not found. */
  readonly part?: string
}

/** A message about a line of a scenario, shown in its file. */
export function framed({ name, text }: Source, { line, path, part }: Place, message: string): string {
  const lines = text.split(/\r\n|\n|\r/)
  const shown = lines[line - 1] ?? ''
  const found = part === undefined ? -1 : shown.indexOf(part)
  const column = (found === -1 ? shown.search(/[^\s-]|$/) : found) + 1
  const length = found === -1 ? Math.max(1, shown.trimEnd().length - column + 1) : part!.length
  return new ScenarioError([{ file: name, line, column, length, path, message }], lines).message
}
