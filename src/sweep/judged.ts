import { castOf } from '../scenario/play/compile.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { type SimulateOptions, Simulator } from '../simulate.ts'
import type { Verdict } from '../trace/expectation.ts'
import type { Fold } from '../trace/fold.ts'
import { expectationsFold } from '../trace/folds/expectations.ts'

/** What one run of many came to. */
export interface JudgedRun<Found> {
  readonly seed: string
  /** In the order of the expectations. */
  readonly verdicts: readonly Verdict[]
  /** What the other folds found. */
  readonly found: readonly Found[]
}

/**
 * Plays a scenario once for each seed, and keeps of each run what came of its expectations, and of other folds.
 *
 * @param folds - made anew for each run
 * @throws as `simulate`
 */
export function* judgeSeeds<Found>(
  scenario: Scenario,
  seeds: Iterable<string>,
  folds: () => readonly Fold<Found>[],
  limits: Pick<SimulateOptions, 'budget' | 'triggers'> = {},
): Generator<JudgedRun<Found>> {
  const simulator = new Simulator(scenario)
  const cast = castOf(scenario)
  const { expect, until } = scenario
  for (const seed of seeds) {
    const expecting = expectationsFold(expect, cast)
    const others = folds()
    simulator.run({ ...limits, seed, level: 'metrics', folds: [expecting, ...others] })
    const verdicts = expecting.end(until).map(({ verdict }) => verdict)
    yield { seed, verdicts, found: others.map((fold) => fold.end(until)) }
  }
}
