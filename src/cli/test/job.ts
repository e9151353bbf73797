import type { AskedInvariant } from '../../scenario/scenario.ts'

/** A scenario file that is to be tested under one system: plain data, for a worker. */
export interface Job {
  readonly file: string
  readonly system?: string
  /** Several runs, one for each. */
  readonly seeds?: readonly string[]
  /** Besides those that the file names. */
  readonly invariants: readonly AskedInvariant[]
  /** Whether its golden is written anew. */
  readonly update: boolean
  /** How failures are told. */
  readonly width: number
  readonly ascii: boolean
  readonly color: boolean
}
