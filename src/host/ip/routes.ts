import { type Address, familyOf, isWithin, type Prefix } from '../../network/address.ts'
import type { Ipv6 } from '../../network/ipv6.ts'
import type { Nic } from '../nic.ts'
import { isAdvertisement, type Routable } from './frames.ts'
import type { IpOptions, RouteOptions } from './options.ts'
import { FIRST_PORT } from './tcp.ts'

/** Where a packet goes next. */
export interface Route {
  readonly nic: Nic
  readonly hop: Address
}

export const DEFAULT: Prefix = { address: 0, length: 0 }
const DEFAULT6: Prefix<Ipv6> = { address: '0'.repeat(32), length: 0 }

/** A route that somebody told the machine of. */
export interface Told {
  readonly to: Prefix<Address>
  /** Null: whoever is in that network is a neighbour at the card. */
  readonly gateway: Address | null
  /** Null: the one in whose network the gateway is. */
  readonly nic: Nic | null
}

/** The routes of a machine: to the networks of its cards, those that it is told of, and the default ones. Of two that fit
 *  the longer one is taken, of equal ones that of a card, and of cards the first. */
export class Routes {
  readonly #nics: readonly Nic[]
  readonly #installed: readonly Told[]
  /** Longer ones first. */
  #told: readonly Told[]

  constructor(
    nics: readonly Nic[],
    { gateway, gateway6, routes = [] }: Pick<IpOptions, 'gateway' | 'gateway6' | 'routes'>,
  ) {
    this.#nics = nics
    const others: RouteOptions[] = [
      ...(gateway === null ? [] : [{ to: DEFAULT, gateway }]),
      ...(gateway6 === undefined ? [] : [{ to: DEFAULT6, gateway: gateway6 }]),
    ]
    this.#installed = sorted([...routes, ...others].map((one) => ({ ...one, nic: null })))
    this.#told = this.#installed
  }

  /** Those that somebody told it of, longer ones first. */
  get told(): readonly Told[] {
    return this.#told
  }

  add(route: Told): void {
    this.#told = sorted([...this.#told, route])
  }

  remove(gone: (route: Told) => boolean): void {
    this.#told = this.#told.filter((route) => !gone(route))
  }

  /** As at the first boot. */
  reset(): void {
    this.#told = this.#installed
  }

  /** The way of a packet. */
  for(packet: Routable): Route | undefined {
    return this.#diverted(packet) ?? this.to(packet.destination)
  }

  /** The way to an address. */
  to(destination: Address): Route | undefined {
    const direct = this.#cardOf(destination)
    const told = this.#told.length === 0 ? undefined : this.#told.find(({ to }) => isWithin(destination, to))
    if (direct !== undefined && (told === undefined || told.to.length <= direct.addresses.lengthTo(destination)!)) {
      return { nic: direct, hop: destination }
    }
    if (told === undefined) return undefined
    const { gateway, nic = null } = told
    const on = nic ?? (gateway === null ? undefined : this.#cardOf(gateway))
    return on && { nic: on, hop: gateway ?? destination }
  }

  /** Where a packet goes that began here and leaves for another network, if the packet filter of its interface says so. */
  #diverted(packet: Routable): Route | undefined {
    if (!beginsHere(packet)) return undefined
    const { source, destination, protocol } = packet
    for (const nic of this.#nics) {
      if (!nic.addresses.isOwn(source)) continue
      const routeTo = nic.filter.diverts(protocol, familyOf(destination))
      return routeTo !== null && !nic.isOnLink(destination) ? { nic, hop: routeTo.gateway } : undefined
    }
    return undefined
  }

  /** The card in whose networks an address is; of several the one with the longest prefix. */
  #cardOf(address: Address): Nic | undefined {
    let best: Nic | undefined
    let longest = -1
    for (const nic of this.#nics) {
      const length = nic.addresses.lengthTo(address)
      if (length === undefined || length <= longest) continue
      best = nic
      longest = length
    }
    return best
  }
}

function sorted(routes: readonly Told[]): readonly Told[] {
  return routes.toSorted((a, b) => b.to.length - a.to.length)
}

/** What answers somebody belongs to a state of his, and goes where routes say. */
function beginsHere(packet: Routable): boolean {
  if (isAdvertisement(packet)) return false
  return packet.protocol === 'tcp' ? packet.sourcePort >= FIRST_PORT : packet.type === 'request'
}
