import { simulate } from '../../../src/simulate.ts'
import type { Level } from '../../../src/trace/record.ts'
import type { Trace } from '../../../src/trace/trace.ts'
import type { Line } from '../../../src/views/lanes/paint.ts'
import { STORIES, scenarioNamed, traceNamed } from '../../library.ts'

/** The library; a twin in which the fix is made looks as its story does. */
export const LIBRARY = STORIES

/** The trace of a scenario of the library. */
export function traceOf(name: string, level: Level = 'all'): Trace {
  return level === 'all' ? traceNamed(name) : simulate(scenarioNamed(name), { level })
}

export function textOf(lines: readonly Line[]): string[] {
  return lines.map((line) => line.map(({ text }) => text).join(''))
}
