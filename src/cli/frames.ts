import { ScenarioError } from '../scenario/error.ts'
import type { Expectation } from '../trace/expectation.ts'
import type { Source } from './scenario.ts'

/** A line of a scenario, and what stands there that is meant. */
export interface Place {
  readonly line?: number
  /** Of the line, where it is another than the scenario's own. */
  readonly file?: string
  /** `events[1]` */
  readonly path: string
  /** A part of the line; all of it where that is not found. */
  readonly part?: string
}

/** Where that is in its file; undefined: it stands in none. */
export function placeIn({ name, sources }: Source, { line, file = name, part }: Place): Found | undefined {
  const shown = line === undefined ? undefined : sources.get(file)?.lines[line - 1]
  if (line === undefined || shown === undefined) return undefined
  const found = part === undefined ? -1 : shown.indexOf(part)
  const column = (found === -1 ? shown.search(/[^\s-]|$/) : found) + 1
  return { file, line, column, length: found === -1 ? Math.max(1, shown.trimEnd().length - column + 1) : part!.length }
}

interface Found {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly length: number
}

/** A message about a line of a scenario, shown in its file. */
export function framed(source: Source, place: Place, message: string): string {
  const found = placeIn(source, place)
  if (found === undefined) return `${source.name}: ${message}`
  return new ScenarioError([{ ...found, path: place.path, message }], source.sources).message
}

/** An expectation in its file, with a message below. */
export function framedExpectation(expectation: Expectation, message: string, source: Source): string {
  const said = expectation.line === undefined ? `${expectation.that.text}: ${message}` : message
  return framed(source, expectationIn(source, expectation), said)
}

/** Where an expectation stands. */
export function expectationIn({ scenario }: Source, expectation: Expectation): Place {
  return { ...expectation, path: `expect[${scenario.expect.indexOf(expectation)}]`, part: expectation.that.text }
}
