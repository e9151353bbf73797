import type { On, Rule } from '../../src/carp/rule.ts'
import type { System } from '../../src/carp/system.ts'
import type { State } from '../../src/trace/record.ts'
import type { Change } from './mutants.ts'
import { type Cell, rowsOf, STATES } from './rows.ts'

/** Rules dropped, swapped, flipped and moved, one by one. */
export function mutantsOfRules(system: System): Change[] {
  const cells = rowsOf(system)
  const rules = [...new Set(cells.flatMap((cell) => cell.rules))]
  const named = (rule: Rule) => {
    const several = rules.filter(({ name }) => name === rule.name).length > 1
    return several ? `${rule.name} in ${rule.from}` : rule.name
  }
  return rules.flatMap((rule) => {
    const here = cells.filter((cell) => cell.rules.includes(rule))
    const changes = [
      drop(here, rule),
      ...idle(here, rule),
      ...conditions(here, rule),
      ...states(cells, here, rule),
      ...swaps(here, rule, named),
    ]
    return changes.map((change) => ({ ...change, what: `${named(rule)}: ${change.what}` }))
  })
}

const placesOf = (cells: readonly Cell[]) => cells.map(({ state, on }) => `${state} ${on}`)

function drop(here: readonly Cell[], rule: Rule): Change {
  return { what: 'dropped', places: placesOf(here), rules: (cell) => cell.filter((each) => each !== rule) }
}

/** It applies and does nothing. Where no rule follows, that is to drop it. */
function idle(here: readonly Cell[], rule: Rule): Change[] {
  const followed = here.filter(({ rules }) => rules.at(-1) !== rule)
  return followed.length === 0 ? [] : [other('does nothing', followed, rule, { then: () => undefined })]
}

/** Its condition is turned round, or gone; and whether it asks for preempt, which advertisements alone do. */
function conditions(here: readonly Cell[], rule: Rule): Change[] {
  const { when, preempting = false } = rule
  const negated: Partial<Rule> = { when: (vhost, input) => !when!(vhost, input) }
  return [
    ...(when === undefined
      ? []
      : [other('when negated', here, rule, negated), other('when dropped', here, rule, { when: undefined } as object)]),
    ...(rule.on === 'advert'
      ? [other(preempting ? 'preempting or not' : 'preempting only', here, rule, { preempting: !preempting })]
      : []),
  ]
}

/** In one state less, where there are several; in one more, before all others, where there is one. */
function states(cells: readonly Cell[], here: readonly Cell[], rule: Rule): Change[] {
  if (rule.from === 'any') {
    return here.map((cell) => ({ ...drop([cell], rule), what: `not in ${cell.state}` }))
  }
  return STATES.filter((state) => state !== rule.from).map((state) => ({
    what: `in ${state}, too`,
    places: placesOf(cells.filter((cell) => cell.state === state && cell.on === rule.on)),
    rules: (cell) => [rule, ...cell],
  }))
}

/** Where two never meet, their order cannot matter. */
function swaps(here: readonly Cell[], rule: Rule, named: (rule: Rule) => string): Change[] {
  const next = (cell: readonly Rule[]) => cell[cell.indexOf(rule) + 1]
  const others = [...new Set(here.map(({ rules }) => next(rules)))].filter((each) => each !== undefined)
  return others.map((each) => ({
    what: `after ${named(each)}`,
    places: placesOf(here.filter(({ rules }) => next(rules) === each)),
    rules: (cell) => cell.map((one) => (one === rule ? each : one === each ? rule : one)),
  }))
}

function other(what: string, here: readonly Cell[], rule: Rule, change: Partial<Rule>): Change {
  return {
    what,
    places: placesOf(here),
    rules: (cell: readonly Rule[], _: State, __: On) =>
      cell.map((each) => (each === rule ? { ...rule, ...change } : each)),
  }
}
