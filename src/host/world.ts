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
  /** Where the first anti-replay counter comes from: drawn, or 0 as in recorded runs. */
  readonly counters: 'random' | 'zero'
}
