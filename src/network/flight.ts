import type { Entry } from '../engine/queue.ts'
import type { Micros } from '../time.ts'
import type { Loss } from '../trace/record.ts'
import type { Link } from '../trace/recorder.ts'
import type { Frame } from './frame.ts'
import type { Beyond, Station } from './segment.ts'

/** Where a copy of a frame ended on its way, and why. */
export interface End {
  readonly why: Loss
  /** A port of a switch. */
  readonly at?: string
  readonly because: Link | null | undefined
}

/** Who sends: what becomes of its frames. */
export interface Sender {
  readonly station: Station
  /** A frame arrives where its network takes it from the sender. */
  arrive(flight: Flight): void
  /** Stations take a frame in, or lose it on the doorstep. @returns whether one took it in, or meant to keep it out */
  hand(to: readonly Station[], flight: Flight, except: Station | null): boolean
  /** A copy does not reach its station. */
  lose(flight: Flight, to: Station, end: End): void
  /** A frame for one station was kept by nothing, and taken in by nobody. */
  giveBack(flight: Flight): void
}

/** Where a station is plugged in. A hub has none: there a frame is everywhere at once. */
export interface Entrance extends Beyond {
  /** How long the switch takes. */
  readonly latency: Micros
  /** Whether frames may come back to who sent them. */
  readonly returns: boolean
  /** Whether the station gives a signal: it has power, and its cable is in. */
  linked(on: boolean): void
  enter(flight: Flight): void
}

/** What several copies of a frame share that are on their way by themselves: the first that comes in speaks for all. */
export interface Sending {
  entered: boolean
  /** Why the switch lets none of them in. */
  refused: { readonly why: Loss; readonly because: Link | null } | null
}

/** A frame on its way to some that hear its sender: one entry in the queue for all of them. */
export class Flight implements Entry {
  readonly from: Sender
  readonly hearers: readonly Station[]
  readonly frame: Frame
  readonly cause: Link | null
  /** The fault that made it late. */
  delayedBy: Link | null = null
  /** Null: there are no other copies. */
  sending: Sending | null = null

  constructor(from: Sender, hearers: readonly Station[], frame: Frame, cause: Link | null) {
    this.from = from
    this.hearers = hearers
    this.frame = frame
    this.cause = cause
  }

  fire(): void {
    this.from.arrive(this)
  }
}
