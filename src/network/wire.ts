import type { Engine } from '../engine/engine.ts'
import type { Random } from '../engine/random.ts'
import type { Link, Recorder } from '../trace/recorder.ts'
import type { HubQuality, Station } from './segment.ts'

/** What all parts of a network share. */
export interface Wire {
  readonly name: string
  readonly quality: HubQuality
  readonly engine: Engine<Link>
  readonly trace: Recorder
  readonly random: Random
  /** All that are plugged in; a new array for each that comes. */
  stations: readonly Station[]
}
