import { ScenarioError } from '../scenario/error.ts'
import type { Source } from './scenario.ts'

/** A line of a scenario, and what stands there that is meant. */
interface Place {
  readonly line?: number
  /** Of the line, where it is another than the scenario's own. */
  readonly file?: string
  /** `events[1]` */
  readonly path: string
  /** A part of the line; all of it where that is not found. */
  readonly part?: string
}

/** A message about a line of a scenario, shown in its file. */
export function framed({ name, sources }: Source, { line, file = name, path, part }: Place, message: string): string {
  const shown = line === undefined ? undefined : sources.get(file)?.lines[line - 1]
  if (line === undefined || shown === undefined) return `${name}: ${message}`
  const found = part === undefined ? -1 : shown.indexOf(part)
  const column = (found === -1 ? shown.search(/[^\s-]|$/) : found) + 1
  const length = found === -1 ? Math.max(1, shown.trimEnd().length - column + 1) : part!.length
  return new ScenarioError([{ file, line, column, length, path, message }], sources).message
}
