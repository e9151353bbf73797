/** What one check of a scenario came to. Plain data: it comes from a worker. */
export interface Check {
  readonly of: 'expectation' | 'invariant' | 'golden'
  /** `at 9s: fw1 is MASTER`, `at-most-one-MASTER` */
  readonly name: string
  /** Open: the run could not tell, or never put it to the test. */
  readonly verdict: 'passed' | 'failed' | 'open'
  /** Its place, where it stands in a file. */
  readonly place?: { readonly file: string; readonly line: number; readonly column: number }
  /** What was so instead, in one line. */
  readonly message?: string
  /** All that there is to be said of a failure, as text in lines: the file, the lanes, the cause. */
  readonly text?: readonly string[]
  /** The command that opens the moment again. */
  readonly reopen?: string
}

/** What came of one scenario file under one system. */
export interface Result {
  readonly file: string
  readonly title: string
  /** The system that all of its hosts ran instead of their own. */
  readonly system?: string
  readonly checks: readonly Check[]
  /** Why it could not be read or played. */
  readonly problem?: string
  /** In how many runs, where they were several. */
  readonly seeds?: number
  /** The files that it is made of. */
  readonly reads: readonly string[]
  /** Its golden was written anew. */
  readonly updated?: true
  /** How long it took on the wall, in milliseconds. */
  readonly wall: number
}

export interface Totals {
  readonly files: { readonly passed: number; readonly failed: number; readonly broken: number }
  readonly checks: { readonly passed: number; readonly failed: number; readonly open: number }
}

export type Outcome = 'passed' | 'failed' | 'broken'

/** Broken: it could not be read or played. */
export function outcomeOf({ problem, checks }: Result): Outcome {
  if (problem !== undefined) return 'broken'
  return checks.some(({ verdict }) => verdict === 'failed') ? 'failed' : 'passed'
}

export function totalsOf(results: readonly Result[]): Totals {
  const outcomes = results.map(outcomeOf)
  const checks = results.flatMap((result) => result.checks.map(({ verdict }) => verdict))
  const count = <T>(all: readonly T[], which: T) => all.filter((one) => one === which).length
  return {
    files: {
      passed: count(outcomes, 'passed'),
      failed: count(outcomes, 'failed'),
      broken: count(outcomes, 'broken'),
    },
    checks: { passed: count(checks, 'passed'), failed: count(checks, 'failed'), open: count(checks, 'open') },
  }
}

/** The file, and what it ran under. */
export function nameOf({ file, system }: Pick<Result, 'file' | 'system'>): string {
  return system === undefined ? file : `${file} (${system})`
}
