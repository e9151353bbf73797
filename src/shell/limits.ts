/** What a script may use up, it and all that it starts together. Counts, never seconds of the real world. */
export interface Limits {
  /** Simple commands and turns of loops. */
  readonly steps: number
  /** Characters written, whoever reads them. */
  readonly output: number
  /** Characters of one variable, one word, or what one `$( )` gives. */
  readonly variable: number
  /** Processes that the script has under way at a time. */
  readonly processes: number
  /** Functions, `$( )`, subshells, `eval` and `.`, one in another. */
  readonly nesting: number
  /** Characters of a script, or of a text that is run as one. */
  readonly source: number
}

export const LIMITS: Limits = {
  steps: 1_000_000,
  output: 4 * 1024 * 1024,
  variable: 1024 * 1024,
  processes: 200,
  nesting: 1000,
  source: 256 * 1024,
}

/** Which limit a script met. */
export type LimitName = keyof Limits
