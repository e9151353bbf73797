import type { Carp } from '../carp.ts'

/** What a packet filter that keeps states is configured with. */
export interface StateOptions {
  readonly pfsync?: SyncOptions
}

/** pfsync0: `ifconfig pfsync0 syncdev em2 defer up`. */
export interface SyncOptions {
  /** The interface that it synchronises over. */
  readonly on: string
  /** Whether the first packet of a connection waits until a peer knows of its state. */
  readonly defer: boolean
}

/** A machine that pfsync demotes while it has not all states. */
export interface SyncMachine {
  readonly carp: Pick<Carp, 'demote' | 'syncStart'>
}
