import type { Micros } from '../../time.ts'

/** The options of one ucarp(8), and how long what it waits for takes on its machine. */
export interface Options {
  /** -r */
  readonly deadratio: number
  /** -z: SIGTERM and others end it in order. */
  readonly shutdown: boolean
  /** -n: no down script at the start. */
  readonly neutral: boolean
  /** -S: does not look at carrier. */
  readonly ignoreifstate: boolean
  /** -M: advertises to the Ethernet broadcast address. */
  readonly nomcast: boolean
  /** How long the script takes that it calls with -u, -d; absent: no time. */
  readonly upscript?: Micros
  readonly downscript?: Micros
  /** By which part of its time poll(2) returns late; absent: it does not. */
  readonly slack?: number
  /** How long a turn of its loop takes besides; absent: no time. */
  readonly turn?: Micros
  /** Whether it runs when the machine has booted; absent: it does. */
  readonly autostart?: boolean
  /** Whether its package is on the disk before the first boot; absent: it is. */
  readonly installed?: boolean
}
