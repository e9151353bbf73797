import type { Result } from '../result.ts'

/** Writes down what came of scenarios: a piece of text for each as it is done, in the order of the files. */
export interface Reporter {
  begin?(files: number): string
  result(result: Result): string
  /** @param wall - how long all of it took, in milliseconds */
  end(results: readonly Result[], wall: number): string
}
