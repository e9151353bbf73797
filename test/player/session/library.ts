import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { loadScenario } from '../../../src/scenario/load.ts'
import type { Scenario } from '../../../src/scenario/scenario.ts'

const LIBRARY = join(import.meta.dirname, '../../../scenarios')

/** The scenarios of the library, by their paths in it; a twin in which the fix is made says little that is new here. */
export const NAMES = readdirSync(LIBRARY, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml') && !name.endsWith('-fixed.yaml'))
  .sort()

const loaded = new Map<string, Scenario>()

export function scenarioOf(name: string): Scenario {
  const scenario = loaded.get(name) ?? load(readFileSync(join(LIBRARY, name), 'utf8'), name)
  loaded.set(name, scenario)
  return scenario
}

/** Reads a text as a file of the library that stands beside another one. */
export function load(text: string, beside: string): Scenario {
  const folder = dirname(join(LIBRARY, beside))
  return loadScenario(text, 'saved.yaml', {
    open: (name) => ({ text: readFileSync(join(folder, name), 'utf8'), file: name }),
  })
}

/** Without the places in files. */
export function unplaced({ events, expect, invariants, ...scenario }: Scenario): Scenario {
  return {
    ...scenario,
    events: events.map(withoutPlace),
    expect: expect.map(withoutPlace),
    ...(invariants && { invariants: invariants.map(withoutPlace) }),
  }
}

function withoutPlace<T extends { readonly line?: number; readonly file?: string }>({ line, file, ...rest }: T) {
  return rest as unknown as T
}
