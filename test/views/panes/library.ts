import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openScenario } from '../../../src/cli/scenario.ts'
import { simulate } from '../../../src/simulate.ts'
import type { Level } from '../../../src/trace/record.ts'
import type { Trace } from '../../../src/trace/trace.ts'
import type { Line } from '../../../src/views/lanes/paint.ts'

const FOLDER = join(import.meta.dirname, '../../../scenarios')

/** The library; a twin in which the fix is made looks as its story does. */
export const LIBRARY = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml') && !name.endsWith('-fixed.yaml'))
  .map((name) => name.replace('.yaml', '').replaceAll('\\', '/'))
  .sort()

const played = new Map<string, Trace>()

/** The trace of a scenario of the library, played once. */
export async function traceOf(name: string, level: Level = 'all'): Promise<Trace> {
  const key = `${name} ${level}`
  const known = played.get(key)
  if (known !== undefined) return known
  const { scenario } = await openScenario(join(FOLDER, `${name}.yaml`), {})
  const trace = simulate(scenario, { level })
  played.set(key, trace)
  return trace
}

export function textOf(lines: readonly Line[]): string[] {
  return lines.map((line) => line.map(({ text }) => text).join(''))
}
