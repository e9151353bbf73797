import type { NoElection, System } from '../carp/system.ts'
import { ALIASES, SYSTEMS, systemNamed } from '../carp/systems/index.ts'
import { CLIENT } from '../host/client.ts'

/** What a host runs. */
export type Runs = System | NoElection

/** All that a scenario can name. */
export const RUNS: readonly string[] = [...SYSTEMS.map(({ name }) => name), ...Object.keys(ALIASES), CLIENT.name]

/** What runs by that name or alias. */
export function runsNamed(name: string): Runs | undefined {
  return name === CLIENT.name ? CLIENT : systemNamed(name)
}
