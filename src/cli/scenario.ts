import { ScenarioError } from '../scenario/error.ts'
import { loadScenario } from '../scenario/load.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { Failure } from './exit.ts'
import { nameOf, readText } from './input.ts'
import { located } from './library.ts'
import type { ScenarioOptions } from './options.ts'

/** A scenario with the text that it was read from. */
export interface Source {
  /** Of the file, as messages call it. */
  readonly name: string
  readonly text: string
  readonly scenario: Scenario
}

/**
 * Reads a scenario file, or one of the library by its name, with what the command line says in its place.
 *
 * @throws Failure: the user's errors, with messages to be shown as they are
 */
export async function openScenario(file: string, { seed, until }: ScenarioOptions): Promise<Source> {
  const path = located(file)
  const name = nameOf(path)
  const text = await readText(path)
  const scenario = load(text, name)
  return { name, text, scenario: { ...scenario, seed: seed ?? scenario.seed, until: until ?? scenario.until } }
}

function load(text: string, name: string): Scenario {
  try {
    return loadScenario(text, name)
  } catch (error) {
    throw error instanceof ScenarioError ? new Failure(error.message) : error
  }
}
