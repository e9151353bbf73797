// carpsim in vitest: import { play } from 'carpsim/vitest', and expect knows what is told of machines.
import { expect } from 'vitest'
import * as matchers from './matchers.ts'

export type { ElectOptions } from './matchers.ts'
export { type PlayOptions, play, type Run } from './run.ts'

expect.extend(matchers)

interface CarpsimMatchers<Result> {
  /** That machine is MASTER, at the end or at a time. */
  toElect(host: string, options?: matchers.ElectOptions): Result
  /** A MASTER is lost, and another is there within that time. */
  toFailOverWithin(time: string, options?: Pick<matchers.ElectOptions, 'of'>): Result
  /** There is no split-brain. */
  toHaveAtMostOneMaster(): Result
  /** An invariant by its name: `no-flap 2s`. */
  toKeep(invariant: string): Result
  /** All that the file itself expects. */
  toHoldWhatItExpects(): Result
}

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> extends CarpsimMatchers<R> {}

  interface Assertion<R extends void | Promise<void> = void, T = unknown> {
    toSatisfy: {
      /** A sentence about a run: `fw1 is MASTER from 10s within 3s`. */
      (sentence: string): R
      (matcher: (value: never) => boolean, message?: string): R
    }
  }
}
