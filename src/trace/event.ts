import type { Micros } from '../time.ts'
import type { Family } from './family.ts'

/** What an event of the scenario says of itself. */
export interface OfEvent {
  readonly verb: string
  readonly target: string
  readonly text: string
  readonly terms?: Terms
  readonly line?: number
  /** Of the line, where it is another than the scenario's own. */
  readonly file?: string
}

/** What an event does to frames, as far as its verb and its target leave that open. */
export interface Terms {
  /** Of a cut, what heals it, or a way that is spoilt: on that network alone. */
  readonly network?: string
  /** Packets of that family alone. */
  readonly family?: Family
  /** Into what a network falls apart: the machines of each part. */
  readonly groups?: readonly (readonly string[])[]
  /** What a packet filter blocks, or lets pass again. */
  readonly proto?: string
  /** Where a packet filter sends what leaves; `none`: where routes say. */
  readonly gateway?: string
  readonly directions?: readonly ('in' | 'out')[]
  /** How what a machine sends is spoilt: the share that is lost, from 0 to 1, and by how much the rest is late. */
  readonly loss?: number
  readonly delay?: Micros
  /** Up to how much later still, and the share that arrives twice. */
  readonly jitter?: Micros
  readonly duplicate?: number
}
