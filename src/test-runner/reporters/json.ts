import { totalsOf } from '../result.ts'
import type { Reporter } from './reporter.ts'

/** For programs: one object with all results. */
export function json(): Reporter {
  return {
    result: () => '',
    end: (results, wall) => `${JSON.stringify({ version: 1, totals: totalsOf(results), wall, results }, null, 2)}\n`,
  }
}
