import { ScenarioError } from '../scenario/error.ts'
import { type LoadOptions, type ReadScenario, readScenario } from '../scenario/load.ts'
import { Failure } from './exit.ts'
import { openerFor } from './extended.ts'
import { folderOpenerFor } from './folders.ts'
import { nameOf, readText } from './input.ts'
import { located } from './library.ts'
import { patchesOf, type ScenarioOptions } from './options.ts'

/** A scenario with the texts that it was read from. */
export interface Source extends ReadScenario {
  /** Of the file, as messages call it. */
  readonly name: string
}

/**
 * Reads a scenario file, or one of the library by its name, with what the command line says in its place.
 *
 * @throws Failure: the user's errors, with messages to be shown as they are
 */
export async function openScenario(file: string, options: ScenarioOptions): Promise<Source> {
  const path = located(file)
  return sourceOf(path, await readText(path), options)
}

/** The same of a text that has been read. */
export function sourceOf(path: string, text: string, options: ScenarioOptions): Source {
  const name = nameOf(path)
  const { seed, until } = options
  const access = { open: openerFor(path), folder: folderOpenerFor(path) }
  const loading = { ...access, patches: patchesOf(options), ...(until !== undefined && { until }) }
  const { scenario, sources } = load(text, name, loading)
  return { name, sources, scenario: { ...scenario, seed: seed ?? scenario.seed } }
}

function load(text: string, name: string, options: LoadOptions): ReadScenario {
  try {
    return readScenario(text, name, options)
  } catch (error) {
    throw error instanceof ScenarioError ? new Failure(error.message) : error
  }
}
