import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { scenariosIn } from '../src/cli/library.ts'
import { sourceOf } from '../src/cli/scenario.ts'
import type { Scenario } from '../src/scenario/scenario.ts'
import { simulate } from '../src/simulate.ts'
import type { Trace } from '../src/trace/trace.ts'

// The library as it stands: many tests go through all of it, and its files are read and played once for them.

const FOLDER = join(import.meta.dirname, '../scenarios')

/** By their paths in it, without their ending: `basics/cable-pull`. */
export const NAMES: readonly string[] = scenariosIn(FOLDER).map(({ name }) => name)

/** Twins in which a fix is made look much as their stories do. */
const stories = NAMES.filter((name) => !name.endsWith('-fixed'))

/** For what is asked of one scenario after the other: a fourth of the stories, all with CARPSIM_ALL=1, as in .ci/run. */
export const STORIES: readonly string[] =
  process.env['CARPSIM_ALL'] === undefined ? stories.filter((_, i) => i % 4 === 0) : stories

export const scenarioNamed: (name: string) => Scenario = once((name) => {
  const path = join(FOLDER, `${name}.yaml`)
  return sourceOf(path, readFileSync(path, 'utf8'), {}).scenario
})

/** With all its records. */
export const traceNamed: (name: string) => Trace = once((name) => simulate(scenarioNamed(name)))

/** Computed once for each name. */
export function once<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>()
  return (name) => {
    if (!made.has(name)) made.set(name, make(name))
    return made.get(name)!
  }
}
