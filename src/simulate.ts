import { ALIASES } from './carp/systems/index.ts'
import type { Choose } from './engine/engine.ts'
import type { Scenario } from './scenario/scenario.ts'
import type { Fold } from './trace/fold.ts'
import type { Level } from './trace/record.ts'
import type { Trace } from './trace/trace.ts'

export interface SimulateOptions {
  /** Instead of the scenario's. */
  readonly seed?: string
  /** How much of the run is kept; `all` unless given. */
  readonly level?: Level
  /** Measures to take live. */
  readonly folds?: readonly Fold<unknown>[]
  /** How many events may happen; 50 million unless given. */
  readonly budget?: number
  /** How many records may be kept; 2 million unless given. */
  readonly records?: number
  /** Picks among events of one instant. */
  readonly choose?: Choose
}

/** Plays a scenario. */
export function simulate(_scenario: Scenario, _options: SimulateOptions = {}): Trace {
  throw new Error(`to come ${Object.keys(ALIASES)}`)
}
