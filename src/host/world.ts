import type { Seals } from '../carp/digest.ts'
import type { Engine } from '../engine/engine.ts'
import type { Random } from '../engine/random.ts'
import type { Link, Recorder } from '../trace/recorder.ts'

/** What all parts of one run share. */
export interface World {
  readonly engine: Engine<Link>
  readonly trace: Recorder
  readonly random: Random
  readonly seals: Seals
  readonly counters: {
    /** Where anti-replay counters begin: drawn, or at 0, as in recorded runs. */
    readonly begin: 'random' | 'zero'
    /** Whether a machine compares them. */
    readonly compared: boolean
  }
}
