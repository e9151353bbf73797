import type { System } from '../../carp/system.ts'
import type { Behaviour } from './behaviour.ts'
import { ELECTION } from './election.ts'
import { OPERATIONS } from './operations.ts'
import { TROUBLE } from './trouble.ts'
import { WIRE } from './wire.ts'

/** In what real systems differ. */
export const BEHAVIOURS: readonly Behaviour[] = [...ELECTION, ...TROUBLE, ...OPERATIONS, ...WIRE]

/** One behaviour, and what each system does. */
export interface Row {
  readonly name: string
  readonly about: string
  readonly explain: string
  /** In the order of the systems. */
  readonly cells: readonly string[]
}

/** How systems differ: every cell is made by their rules, in a tiny run, or asked of them. */
export function tableOf(systems: readonly System[], behaviours: readonly Behaviour[] = BEHAVIOURS): Row[] {
  return behaviours.map(({ name, about, explain, of }) => ({
    name,
    about,
    explain,
    cells: systems.map((system) => of(system.name)),
  }))
}

/** Whether not all do the same. */
export function differs({ cells }: Row): boolean {
  return new Set(cells).size > 1
}
