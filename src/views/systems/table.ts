import type { Origin, System } from '../../carp/system.ts'
import { ALIASES } from '../../carp/systems/index.ts'
import type { Behaviour } from './behaviour.ts'
import { ELECTION } from './election.ts'
import { OPERATIONS } from './operations.ts'
import { TROUBLE } from './trouble.ts'
import { WIRE } from './wire.ts'

/** In what real systems differ. */
export const BEHAVIOURS: readonly Behaviour[] = [...ELECTION, ...TROUBLE, ...OPERATIONS, ...WIRE]

/** Real systems side by side. Plain data. */
export interface Comparison {
  readonly systems: readonly Compared[]
  readonly behaviours: readonly Row[]
}

export interface Compared extends Origin {
  readonly name: string
  readonly title: string
  readonly aliases: readonly string[]
  /** Of its source, whose rules stand here. */
  readonly functions: readonly string[]
}

/** One behaviour, and what each system does. */
export interface Row {
  readonly name: string
  readonly about: string
  readonly explain: string
  /** By the name of the system. */
  readonly cells: Readonly<Record<string, string>>
}

export function compared({ name, title, origin, functions }: System): Compared {
  const aliases = Object.keys(ALIASES).filter((alias) => ALIASES[alias] === name)
  return { name, title, aliases, ...origin, functions: [...new Set(Object.values(functions))] }
}

/** How systems differ: every cell is made by their rules, in a tiny run, or asked of them. */
export function compareSystems(systems: readonly System[]): Comparison {
  return {
    systems: systems.map(compared),
    behaviours: BEHAVIOURS.map(({ name, about, explain, of }) => {
      const cells = Object.fromEntries(systems.map((system) => [system.name, of(system.name)]))
      return { name, about, explain, cells }
    }),
  }
}

/** Whether not all do the same. */
export function differs({ cells }: Row): boolean {
  return new Set(Object.values(cells)).size > 1
}
