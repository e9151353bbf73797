import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { open, type Session } from '../../../src/player/session/session.ts'
import { loadScenario } from '../../../src/scenario/load.ts'
import type { Scenario } from '../../../src/scenario/scenario.ts'
import { once, STORIES, scenarioNamed } from '../../library.ts'

const LIBRARY = join(import.meta.dirname, '../../../scenarios')

/** The scenarios of the library, by their paths in it; a twin in which the fix is made says little that is new here. */
export const NAMES = STORIES.map((name) => `${name}.yaml`)

export function scenarioOf(name: string): Scenario {
  return scenarioNamed(name.replace('.yaml', ''))
}

/** A session that looks at it, in which nothing was done yet. */
export const sessionOf: (name: string) => Session = once((name) => open(scenarioOf(name)))

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
