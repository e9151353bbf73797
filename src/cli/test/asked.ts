import { castOf } from '../../scenario/play/compile.ts'
import type { AskedInvariant, Scenario } from '../../scenario/scenario.ts'
import type { Fold } from '../../trace/fold.ts'
import { invariantNamed, type Violation } from '../../trace/invariants/index.ts'

/** An invariant that a scenario is held to. */
export interface Asked {
  readonly invariant: AskedInvariant
  fold(): Fold<readonly Violation[]>
}

/** Those that the file names, and those that are asked for besides; each name once, as the file has it. */
export function askedOf(scenario: Scenario, besides: readonly AskedInvariant[]): Asked[] {
  const own = scenario.invariants ?? []
  const all = [...own, ...besides.filter(({ name }) => !own.some((one) => one.name === name))]
  const { groups } = scenario
  const networks = scenario.networks.map((network) => ({ ...network, isHub: network.switch === undefined }))
  const setting = { hosts: castOf(scenario), groups, networks }
  return all.map((invariant) => {
    const known = invariantNamed(invariant.name)!
    return { invariant, fold: () => known.fold(setting, invariant.limit ?? known.limit ?? 0) }
  })
}
