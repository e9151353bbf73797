import type { Verdict } from '../../trace/expectation.ts'
import type { Measure } from './measures.ts'

/** The figures of one run of many. */
export interface SeedRun {
  readonly seed: string
  readonly measures: readonly Measure[]
  /** On each expectation of the scenario, in file order. */
  readonly verdicts: readonly Verdict[]
}

/** A figure in one of the runs. */
export interface Sample {
  readonly value: number
  readonly seed: string
}

/** What a figure was in the runs: the least, the middle (of an even number the lower one) and the most. */
export interface Spread extends Omit<Measure, 'value'> {
  readonly min: Sample
  readonly median: Sample
  readonly max: Sample
}

/** How each figure is spread over runs of one scenario; of equal ones the first run is named. */
export function spreadOf(runs: readonly SeedRun[]): Spread[] {
  const [first] = runs
  return (first?.measures ?? []).map(({ of, name, unit }, i) => {
    const samples = runs.map(({ seed, measures }) => ({ seed, value: measures[i]!.value }))
    const sorted = samples.toSorted((a, b) => a.value - b.value)
    const max = sorted.at(-1)!
    return {
      of,
      name,
      unit,
      min: sorted[0]!,
      median: sorted[(sorted.length - 1) >> 1]!,
      max: sorted.find(({ value }) => value === max.value)!,
    }
  })
}
