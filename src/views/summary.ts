import { figuresOf, type GroupHistory } from '../trace/folds/history.ts'
import { count, roughly } from './words.ts'

/** What a run comes to for one group, in phrases. */
export interface Summary {
  readonly group: string
  readonly phrases: readonly string[]
  /** Whether there was split-brain. */
  readonly alarming: boolean
}

export function summaryOf(group: GroupHistory): Summary {
  const { failovers, handovers, nobody, nobodyAtBoot, splitBrains, splitBrain, longestSplitBrain } = figuresOf(group)
  const vacant = roughly(nobody)
  const atBoot = nobodyAtBoot > 0 ? ` (${withoutUnitOf(vacant, roughly(nobodyAtBoot))} at boot)` : ''
  const times = splitBrains === 1 ? 'once, ' : `${splitBrains} times, longest ${roughly(longestSplitBrain)}, in all `
  return {
    group: group.name,
    phrases: [
      `${count(failovers, 'fail-over')}, ${count(handovers, 'hand-over')}`,
      `nobody MASTER ${vacant}${atBoot}`,
      splitBrains === 0 ? 'no split-brain' : `split-brain ${times}${roughly(splitBrain)}`,
    ],
    alarming: splitBrains > 0,
  }
}

/** `3.04` of `3.04 s`, where the other has the same unit. */
function withoutUnitOf(other: string, text: string): string {
  const [value = text, unit, ...more] = text.split(' ')
  return more.length === 0 && other.endsWith(` ${unit}`) ? value : text
}
