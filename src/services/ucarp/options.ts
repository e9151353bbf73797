/** The options of one ucarp(8). */
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
}
