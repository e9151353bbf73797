import type { Ipv4 } from '../../network/address.ts'

/** A virtual router as its machine is configured with it. */
export interface VirtualRouter {
  readonly vrid: number
  readonly interface: string
  readonly addresses: readonly Ipv4[]
  readonly priority: number
  /** In whole seconds. */
  readonly interval: number
}
