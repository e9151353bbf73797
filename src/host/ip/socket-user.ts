import type { Address } from '../../network/address.ts'

/** Why a connection is over: the other side has closed it or knows nothing of it, nobody listens there, or answers. */
export type SocketEnd = 'closed' | 'reset' | 'refused' | 'timed out'

/** Whoever has a socket is told what becomes of it. */
export interface SocketUser {
  opened?(): void
  received(message: unknown): void
  ended(how: SocketEnd): void
}

export interface SocketEnds {
  readonly source: Address
  readonly sourcePort: number
  readonly destination: Address
  readonly destinationPort: number
}
