import { type Address, isWithin } from '../../network/address.ts'
import type { Nic } from '../nic.ts'
import type { IpOptions, RouteOptions } from './options.ts'

/** Where a packet goes next. */
export interface Route {
  readonly nic: Nic
  readonly hop: Address
}

/** The routes of a machine: to the networks of its cards, those that it is told of, and the default one. Of two that fit
 *  the longer one is taken, of equal ones that of a card, and of cards the first. IPv6 has those of cards alone. */
export class Routes {
  readonly #nics: readonly Nic[]
  readonly #told: readonly RouteOptions[]

  constructor(nics: readonly Nic[], { gateway, routes = [] }: Pick<IpOptions, 'gateway' | 'routes'>) {
    this.#nics = nics
    const others = gateway === null ? [] : [{ to: { address: 0, length: 0 }, gateway }]
    this.#told = [...routes, ...others].sort((a, b) => b.to.length - a.to.length)
  }

  to(destination: Address): Route | undefined {
    const direct = this.#cardOf(destination)
    const told = typeof destination === 'number' ? this.#told.find(({ to }) => isWithin(destination, to)) : undefined
    if (direct !== undefined && (told === undefined || told.to.length <= direct.prefix.length)) {
      return { nic: direct, hop: destination }
    }
    const nic = told && this.#cardOf(told.gateway)
    return nic && { nic, hop: told!.gateway }
  }

  #cardOf(address: Address): Nic | undefined {
    let best: Nic | undefined
    for (const nic of this.#nics) {
      if (!nic.isOnLink(address)) continue
      if (typeof address === 'string') return nic
      if (best === undefined || nic.prefix.length > best.prefix.length) best = nic
    }
    return best
  }
}
