import type { ReporterName } from '../../test-runner/reporters/index.ts'
import type { TextualOptions } from '../options.ts'
import type { Shard } from './found.ts'

/** What the verb is told. */
export interface TestOptions extends TextualOptions {
  readonly reporter: ReporterName
  readonly filter?: string
  readonly seeds?: readonly string[]
  readonly system?: readonly string[]
  readonly invariants?: string
  readonly update?: true
  readonly watch?: true
  readonly bail?: number | true
  readonly shard?: Shard
  readonly strict?: true
  readonly jobs?: number
}
