import type { Micros } from '../time.ts'
import type { Loss } from '../trace/record.ts'
import type { Link } from '../trace/recorder.ts'
import type { Mac } from './address.ts'
import type { Frame } from './frame.ts'
import type { Direction } from './health.ts'

/** What keeps frames silently from going out, or from coming in. */
export interface Silence {
  /** Where a frame dies, and why; null: it does not. */
  keeps(frame: Frame, direction: Direction): { readonly at: string; readonly because: Link | null } | null
}

/** What is plugged in: a machine's card, seen from the cable. */
export interface Station {
  readonly host: string
  readonly name: string
  readonly mac: Mac
  /** Why it cannot take a frame in now; null: it can. `blocked`: a packet filter keeps some out. */
  readonly deaf: Loss | null
  /** Null: all its ports are sound. */
  readonly silence: Silence | null
  /** Whether a frame for one station is for this one. */
  takes(frame: Frame): boolean
  /** Whether it listens to a group, by the group's MAC; asked where switches send groups to those alone that do. */
  listens(group: Mac): boolean
  /** Whether its packet filter keeps out a frame; asked where it is deaf because of that. */
  blocks(frame: Frame): boolean
  /** What made it so that it is deaf for each of these reasons, or last was. */
  readonly because: { readonly [why in Loss]?: Link | null }
  receive(frame: Frame): void
  /** A frame of its own, for one station, was taken in by nobody, though nothing kept it on the way. */
  unclaimed(frame: Frame): void
  /** The switch at the other end of its cable gives a signal, or none. */
  signal(on: boolean): void
}

/** Where a station is plugged in. */
export interface Socket {
  /** Puts a frame on the wire. The present cause of the engine is the frame's record. */
  transmit(frame: Frame): void
  /** Whether the station gives a signal: it has power, and its cable is in. */
  linked(on: boolean): void
  /** Null: a hub. */
  readonly entrance: Beyond | null
}

/** What is at the other end of a cable. */
export interface Beyond {
  /** Whether a switch of its network may send groups only to those that report that they listen. */
  readonly snooped: boolean
  /** Whether it gives a signal from the beginning. */
  readonly lit: boolean
}

/** What carries frames between stations. */
export interface Segment {
  readonly name: string
  attach(station: Station): Socket
}

/** How well a segment carries. Probabilities from 0 to 1. */
export interface Quality {
  readonly latency: Micros
  /** Each copy takes up to that much longer, drawn evenly. */
  readonly jitter: Micros
  readonly loss: number
  readonly duplicate: number
  /** A reordered copy takes one more latency and jitter, so that a later frame can overtake it. */
  readonly reorder: number
}

/** How a hub carries. */
export interface HubQuality extends Quality {
  /** Whether a station hears its own frames back. */
  readonly echo?: boolean
  /** It is one cable between two stations: who has no power gives the other one no signal. */
  readonly crossover?: boolean
}

/** What is wrong with everything that one station sends, or with what it sends to one other. */
export interface Impairment {
  readonly loss: number
  readonly delay: Micros
  /** Up to that much later still, drawn evenly; absent: no more. */
  readonly jitter?: Micros
  /** Absent: none is doubled. */
  readonly duplicate?: number
}
