import { castOf } from '../scenario/play/compile.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { type SimulateOptions, Simulator } from '../simulate.ts'
import { dataSafety } from '../trace/folds/data-safety.ts'
import { expectationsFold } from '../trace/folds/expectations.ts'
import { mastership } from '../trace/folds/mastership.ts'
import { outages } from '../trace/folds/outages.ts'
import { measuresOf } from '../views/verdict/measures.ts'
import type { SeedRun } from '../views/verdict/spread.ts'

/**
 * Plays a scenario once for each seed, and keeps of each run its figures alone.
 *
 * @param limits - of each run
 * @throws as `simulate`
 */
export function* runSeeds(
  scenario: Scenario,
  seeds: Iterable<string>,
  limits: Pick<SimulateOptions, 'budget' | 'triggers'> = {},
): Generator<SeedRun> {
  const simulator = new Simulator(scenario)
  const cast = castOf(scenario)
  const writes = scenario.hosts.some(({ writer }) => writer !== undefined)
  for (const seed of seeds) {
    const groups = mastership(cast)
    const pings = outages(cast)
    const expecting = expectationsFold(scenario.expect, cast)
    const safety = writes ? dataSafety() : null
    const folds = [groups, pings, expecting, ...(safety === null ? [] : [safety])]
    simulator.run({ ...limits, seed, level: 'metrics', folds })
    const verdicts = expecting.end(scenario.until).map(({ verdict }) => verdict)
    const { until } = scenario
    const measures = measuresOf(groups.end(until), pings.end(until), safety?.end(until))
    yield { seed, measures, verdicts }
  }
}
