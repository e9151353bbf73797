import { framesConserved } from './frames.ts'
import type { Invariant } from './invariant.ts'
import { demotionReturnsToZero, timersOfTheState } from './machines.ts'
import { atMostOneMaster, noFlap, sameOwner, somebodyMaster } from './masters.ts'
import { oneMacOnePort } from './switches.ts'

export type { Invariant, Setting, Violation } from './invariant.ts'

/** All invariants, by what people ask for first. */
export const INVARIANTS: readonly Invariant[] = [
  atMostOneMaster,
  somebodyMaster,
  sameOwner,
  noFlap,
  demotionReturnsToZero,
  timersOfTheState,
  framesConserved,
  oneMacOnePort,
]

/** The invariant of that name, however its letters are written. */
export function invariantNamed(name: string): Invariant | undefined {
  return INVARIANTS.find((one) => one.name.toLowerCase() === name.toLowerCase())
}
