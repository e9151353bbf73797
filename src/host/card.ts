import type { Advertisement } from '../carp/advertisement.ts'
import type { Vhost } from '../carp/vhost.ts'
import type { Address, Mac, Prefix } from '../network/address.ts'
import type { Ipv6 } from '../network/ipv6.ts'
import type { Loss } from '../trace/record.ts'
import type { Link } from '../trace/recorder.ts'
import type { Errno } from './errno.ts'

/** How a send ended: on the wire, or why not; a driver may accept a frame that never leaves. */
export type Sent = 'sent' | 'no carrier' | 'interface down' | Errno

/** A virtual host that lives on a card. */
export interface Bound {
  readonly vhost: Vhost
  hear(heard: Advertisement): void
}

/** What a card is, and what its addresses are. */
export interface Card {
  /** Its place among the cards of the machine, from 0. */
  readonly place: number
  readonly name: string
  readonly mac: Mac
  readonly prefix: Prefix
  readonly prefix6: Prefix<Ipv6> | null
  /** Further addresses, of either family. */
  readonly aliases: readonly Prefix<Address>[]
}

/** What last made it so, for each reason to hear or to send nothing. */
export type Reasons = { readonly [why in Loss | 'send error']?: Link | null }
export const NO_REASONS: Reasons = {}
