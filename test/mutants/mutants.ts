import type { On, Rule } from '../../src/carp/rule.ts'
import type { Check, System } from '../../src/carp/system.ts'
import { SYSTEMS } from '../../src/carp/systems/index.ts'
import type { State } from '../../src/trace/record.ts'
import { mutantsOfChecks } from './of-checks.ts'
import { mutantsOfRules } from './of-rules.ts'
import { rowsOf } from './rows.ts'

/** A change of what a system is made of: its rules in a state at an input, or its checks. */
export interface Change {
  /** What is changed, and how: `slower master heard: when negated`. It stays the same as long as the rule does. */
  readonly what: string
  /** Where rules change: `BACKUP advert`; or `checks`. */
  readonly places: readonly string[]
  rules?(cell: readonly Rule[], state: State, on: On): readonly Rule[]
  checks?(checks: readonly Check[]): readonly Check[]
}

/** A system that elects otherwise. */
export interface Mutant {
  readonly system: string
  readonly what: string
  /** The change's name among all systems. */
  readonly name: string
  /** Who has read none of these cannot know. */
  readonly reads: readonly string[]
  /** Puts the change into the system, until what it returns is called. */
  apply(): () => void
}

/** Every mutant of all systems, from their rules and checks as they are. */
export function allMutants(systems: readonly System[] = SYSTEMS): Mutant[] {
  return systems.flatMap((system) =>
    [...mutantsOfRules(system), ...mutantsOfChecks(system)].map((change) => ({
      system: system.name,
      what: change.what,
      name: `${system.name}: ${change.what}`,
      reads: change.places.map((place) => `${system.name} ${place}`),
      apply: () => applied(system, change),
    })),
  )
}

/** What closes over a table of rules keeps it, so the table itself is changed. */
function applied(system: System, change: Change): () => void {
  const back = apart(system)
  const cells = rowsOf(system).filter(({ state, on }) => change.places.includes(`${state} ${on}`))
  const { checks } = system
  for (const { row, state, on, rules } of cells) row[on] = change.rules!(rules, state, on)
  Object.assign(system, { checks: change.checks?.(checks) ?? checks })
  return () => {
    for (const { row, on, rules } of cells) row[on] = rules
    Object.assign(system, { checks })
    back()
  }
}

/** Others that have the same table go on with one of their own. */
function apart(system: System): () => void {
  const { rules } = system
  const others = SYSTEMS.filter((other) => other !== system && other.rules === rules)
  for (const other of others) {
    const { INIT, BACKUP, MASTER } = rules
    Object.assign(other, { rules: { INIT: { ...INIT }, BACKUP: { ...BACKUP }, MASTER: { ...MASTER } } })
  }
  return () => {
    for (const other of others) Object.assign(other, { rules })
  }
}
