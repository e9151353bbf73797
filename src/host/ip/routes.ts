import { type Address, isWithin, type Prefix } from '../../network/address.ts'
import type { Ipv6 } from '../../network/ipv6.ts'
import type { Nic } from '../nic.ts'
import type { IpOptions, RouteOptions } from './options.ts'

/** Where a packet goes next. */
export interface Route {
  readonly nic: Nic
  readonly hop: Address
}

const DEFAULT: Prefix = { address: 0, length: 0 }
const DEFAULT6: Prefix<Ipv6> = { address: '0'.repeat(32), length: 0 }

/** The routes of a machine: to the networks of its cards, those that it is told of, and the default ones. Of two that fit
 *  the longer one is taken, of equal ones that of a card, and of cards the first. */
export class Routes {
  readonly #nics: readonly Nic[]
  readonly #told: readonly RouteOptions[]

  constructor(
    nics: readonly Nic[],
    { gateway, gateway6, routes = [] }: Pick<IpOptions, 'gateway' | 'gateway6' | 'routes'>,
  ) {
    this.#nics = nics
    const others: RouteOptions[] = [
      ...(gateway === null ? [] : [{ to: DEFAULT, gateway }]),
      ...(gateway6 === undefined ? [] : [{ to: DEFAULT6, gateway: gateway6 }]),
    ]
    this.#told = [...routes, ...others].sort((a, b) => b.to.length - a.to.length)
  }

  to(destination: Address): Route | undefined {
    const direct = this.#cardOf(destination)
    const told = this.#told.find(({ to }) => isWithin(destination, to))
    if (direct !== undefined && (told === undefined || told.to.length <= direct.length)) {
      return { nic: direct.nic, hop: destination }
    }
    const nic = told && this.#cardOf(told.gateway)?.nic
    return nic && { nic, hop: told!.gateway }
  }

  /** The card in whose networks an address is, and how long the prefix of that network is. */
  #cardOf(address: Address): { readonly nic: Nic; readonly length: number } | undefined {
    let best: { readonly nic: Nic; readonly length: number } | undefined
    for (const nic of this.#nics) {
      const length = nic.addresses.lengthTo(address)
      if (length !== undefined && (best === undefined || length > best.length)) best = { nic, length }
    }
    return best
  }
}
