import type { Version, Write } from '../../host/storage/content.ts'
import type { Side } from './counters.ts'

/** What nodes say to each other (hast_proto.c), first the primary over each of the two connections. */
export type Greeting =
  | { readonly is: 'hello'; readonly resource: string }
  | {
      readonly is: 'counters'
      readonly resource: string
      readonly token: number
      readonly isVirgin: boolean
      readonly resuid: string
      readonly localcnt: number
      readonly remotecnt: number
    }

export type Welcome =
  | { readonly is: 'token'; readonly token: number }
  /** `waits`: it may be so for a moment only. */
  | { readonly is: 'refusal'; readonly says: string; readonly waits: boolean }
  | {
      readonly is: 'answer'
      readonly datasize: number
      readonly localcnt: number
      readonly remotecnt: number
      readonly from: Side
      readonly isVirgin: boolean
      /** What is dirty over there. */
      readonly map: ReadonlySet<number>
    }

/** What a primary asks of a secondary. */
export type Request =
  | { readonly is: 'keepalive' }
  | { readonly is: 'write'; readonly number: number; readonly write: Write; readonly isMemsync: boolean }
  | { readonly is: 'copy'; readonly number: number; readonly extent: number; readonly version: Version | null }
  | { readonly is: 'read'; readonly number: number; readonly extent: number }
  | { readonly is: 'flush'; readonly number: number }

export interface Reply {
  readonly is: 'reply'
  readonly number: number
  /** It has arrived, and is not written yet. */
  readonly isReceived?: true
  readonly error?: string
  readonly holds?: Version | null
}
