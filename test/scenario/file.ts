import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ScenarioError } from '../../src/scenario/error.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'

export const GOOD = readFileSync(join(import.meta.dirname, 'good.yaml'), 'utf8')

/** The good file with some of its words changed; each must stand in it once. */
export function changed(...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (text.split(from).length !== 2)
      throw new Error(`stands in the file ${text.split(from).length - 1} times: ${from}`)
    return text.replace(from, () => to)
  }, GOOD)
}

/** The error of a file that must have one. */
export function errorOf(text: string): ScenarioError {
  return errorIn(() => loadScenario(text, 'mine.yaml'))
}

/** What people see of the error that reading must have. */
export function messageOf(read: () => unknown): string {
  return errorIn(read).message
}

function errorIn(read: () => unknown): ScenarioError {
  try {
    read()
  } catch (error) {
    if (error instanceof ScenarioError) return error
    throw error
  }
  throw new Error('it was read without complaint')
}

/** Line, column, path and message of each problem, a line each. */
export function problemsOf(text: string): string[] {
  return errorOf(text).problems.map(
    ({ line, column, path, message }) => `${line}:${column} ${path}${path === '' ? '' : ': '}${message}`,
  )
}

/** Without what only the files know. */
export function withoutLines(scenario: Scenario): Scenario {
  return { ...scenario, events: scenario.events.map(({ line: _, file: __, ...event }) => event) }
}

/** So many lines, one like the other. */
export function many(count: number, line: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => line(i)).join('')
}
