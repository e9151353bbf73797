import type { Rule } from '../../../src/carp/rule.ts'
import type { System } from '../../../src/carp/system.ts'
import { SYSTEMS, systemNamed } from '../../../src/carp/systems/index.ts'
import { loadScenario } from '../../../src/scenario/load.ts'
import { simulate } from '../../../src/simulate.ts'
import type { State } from '../../../src/trace/record.ts'
import type { Trace } from '../../../src/trace/trace.ts'

/** Two machines that share an address; what is special about them is said by settings. */
export const PAIR = `
carpsim: 1
title: Pair
until: 20s
networks: { lan: { latency: 100us } }
hosts:
  a:
    interfaces: { em0: { address: 10.0.0.1/24, plug: lan } }
    carp: [{ vhid: 1, addresses: [10.0.0.3/24], password: secret, advskew: 10 }]
  b:
    interfaces: { em0: { address: 10.0.0.2/24, plug: lan } }
    carp: [{ vhid: 1, addresses: [10.0.0.3/24], password: secret, advskew: 20 }]
`

interface Settings {
  readonly system?: string
  readonly set?: readonly string[]
  readonly event?: readonly string[]
  readonly until?: number
  readonly level?: Trace['level']
}

export function played(text: string, { system, set = [], event = [], until, level = 'all' }: Settings = {}): Trace {
  const patches = [
    ...(system === undefined ? [] : [{ system }]),
    ...set.map((value) => ({ set: value })),
    ...event.map((value) => ({ event: value })),
  ]
  return simulate(loadScenario(text, 'pair.yaml', { patches, ...(until !== undefined && { until }) }), { level })
}

/** A copy of a system, under a name of its own, in which one rule is another one, or none (undefined). */
export function toyOf(name: string, from: State, rule: string, other: (own: Rule) => Rule | undefined): System {
  const system = systemNamed(name)!
  const rows = Object.entries(system.rules[from]).map(([on, rules]) => {
    return [on, rules.flatMap((own) => (own.name === rule ? [other(own)] : [own])).filter((own) => own !== undefined)]
  })
  return { ...system, name: `${name}-toy`, rules: { ...system.rules, [from]: Object.fromEntries(rows) } }
}

/** Does something while a system more is there. */
export function withSystem<Result>(system: System, act: () => Result): Result {
  const systems = SYSTEMS as System[]
  systems.push(system)
  try {
    return act()
  } finally {
    systems.splice(systems.indexOf(system), 1)
  }
}
