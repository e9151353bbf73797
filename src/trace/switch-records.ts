/** What records of switches say, beside their id, time and cause. */
export interface SwitchBodies {
  /** Power of a switch, lost or back. */
  switch: { readonly switch: string; readonly power: 'on' | 'off' }
  /** A port of a switch that was shut, or opened. */
  port: {
    readonly switch: string
    readonly port: string
    readonly open: boolean
    /** The MAC for which port security shut it. */
    readonly mac?: string
  }
  /** What a switch knows of a MAC, from now on: behind which port it is; null: nothing any more. */
  mac: {
    readonly switch: string
    readonly network: string
    readonly mac: string
    readonly port: string | null
    /** Where it was before. */
    readonly from?: string
    readonly how: 'learned' | 'moved' | 'aged' | 'flushed' | 'secured'
  }
  /** A frame on its way over a switch: by which port it came in, by which it goes out. Its cause is the frame. */
  hop: {
    readonly switch: string
    readonly network: string
    readonly in: string
    readonly out: readonly string[]
    /** Where its MAC is known to be; to all, or because that is not known; to members of a group; to none but switches;
     *  or it came back by a team. */
    readonly how: 'known' | 'flood' | 'unknown' | 'group' | 'report' | 'echo'
  }
  /** A port that is a member of a group from now on, or no more; its cause is the report, or what ended it. */
  member: {
    readonly switch: string
    readonly network: string
    readonly group: string
    readonly port: string
    readonly in: boolean
    readonly how: 'reported' | 'aged' | 'flushed'
  }
  /** A switch asks who listens to groups. */
  query: { readonly switch: string; readonly network: string }
}
