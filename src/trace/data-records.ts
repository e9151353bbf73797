/** What becomes of data: where they lie, what is written to them, and what is read of them. */
export interface DataBodies {
  /** A file system came to be seen at a place of a machine, or is seen there no more. */
  mount: {
    readonly host: string
    readonly device: string
    readonly on: string
    readonly type: string
    readonly mounted: boolean
  }
  /** What a machine found when it began to serve data, or serves no more of them. */
  data: {
    readonly host: string
    readonly of: string
    readonly served: boolean
    /** How many writes they hold. */
    readonly writes?: number
    /** The last one; where they are torn, the last one of each page. */
    readonly newest?: readonly string[]
    /** Pages are of different times: some writes are there, and some before them are not. */
    readonly torn?: boolean
  }
  /** A machine takes a write: it is the last one of its data from now on, as long as its disk takes it, too. */
  commit: {
    readonly host: string
    readonly of: string
    /** Its name, which no other write has: `mysql@fw1.57`. */
    readonly write: string
    /** The one that its data had taken before. */
    readonly after: string | null
    readonly page: number
    readonly writer: string
    readonly sequence: number
    /** It is acknowledged first, and written to the disk within a second. */
    readonly lazily?: boolean
  }
  /** All that a machine took so far is on its disk. */
  flush: { readonly host: string; readonly of: string }
  /** Somebody wants something written, and waits. */
  write: { readonly host: string; readonly of: string; readonly sequence: number }
  /** He was told that it is. */
  written: {
    readonly host: string
    readonly of: string
    readonly sequence: number
    readonly by: string
    readonly write: string
  }
  /** He was told that it is not, or nobody told him anything. */
  unwritten: {
    readonly host: string
    readonly of: string
    readonly sequence: number
    /** As its client says it: `ERROR 2013 (HY000): Lost connection …`. */
    readonly says: string
    readonly by?: string
  }
  /** He has read what is there of what he wrote. */
  read: {
    readonly host: string
    readonly of: string
    readonly by: string
    /** The last one that he finds; null: nothing of it is there. */
    readonly newest: number | null
    /** The last one that he was told is written. */
    readonly acknowledged: number | null
  }
}
