/** What a node of a HAST resource is to do. */
export type HastRole = 'init' | 'primary' | 'secondary'

/** What becomes of the two nodes of a HAST resource, as one of them sees it. */
export type Replicating =
  | 'connected'
  | 'disconnected'
  /** The other one is primary still. */
  | 'waiting'
  /** It waited in vain. */
  | 'alone'
  /** Something is written that the other one does not have. */
  | 'dirty'
  /** There is nothing to copy. */
  | 'in sync'
  /** Extents are copied: that begins, goes on, is done, or is broken off. */
  | 'syncing'
  | 'copying'
  | 'synced'
  | 'interrupted'
  | 'split-brain'

/** What records say of HAST: its nodes, and the disks that they make. */
export interface HastBodies {
  /** A node of a HAST resource gets another role. */
  role: { readonly host: string; readonly resource: string; readonly from: HastRole; readonly to: HastRole }
  replica: {
    readonly host: string
    readonly resource: string
    readonly becomes: Replicating
    /** How many bytes the two may hold differently. */
    readonly dirty?: number
    /** Whose extents are copied to the other one. */
    readonly from?: 'primary' | 'secondary'
  }
  /** A disk that a program makes appears below /dev, or goes. */
  device: { readonly host: string; readonly path: string; readonly there: boolean }
}
