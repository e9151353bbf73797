import {
  type Address,
  type Ipv4,
  isIpv4Prefix,
  isIpv6Prefix,
  isWithin,
  type Mac,
  type Prefix,
} from '../network/address.ts'
import { type Ipv6, isLinkLocal, linkLocal } from '../network/ipv6.ts'
import type { Card } from './card.ts'
import { broadcastOf, type Ifaddr, Inet } from './inet.ts'

/** What a virtual host has on a card. */
export interface Connected {
  /** Networks that the card is in by its addresses, as they are now. */
  readonly networks: readonly Prefix<Address>[]
  /** Whether it may speak for its addresses. */
  readonly speaks: boolean
  /** That its addresses answer with. */
  readonly mac: Mac
  /** Whether the machine asks from that where IPv6 neighbours of its addresses are. */
  readonly solicits: boolean
  holds(address: Address): boolean
}

/** Who asks for a neighbour: from which address, and where he says that he is. */
export interface Speaker<A extends Address> {
  readonly address: A
  readonly mac: Mac
}

const LINK_LOCAL_LENGTH = 64

/** The addresses of a card, and the networks that it is in: by its own addresses, and by virtual ones. */
export class Addresses {
  /** Its own one: the first, or what it was installed with while it has none. */
  prefix: Prefix
  /** Its IPv6 address besides the link-local one, or that one where it is given. */
  readonly prefix6: Prefix<Ipv6> | null
  /** Addresses besides its own that are configured while it runs: what ucarp's up script adds. */
  readonly scripted: Set<Ipv4> = new Set()
  /** The virtual hosts on it. */
  connected: readonly Connected[] = []
  readonly #mac: Mac
  readonly #aliases: readonly Prefix<Address>[]
  #linkLocal: Ipv6 | null = null
  #all: readonly Prefix<Address>[] | null = null
  #isConfigured = true
  /** A virtual host has its first address. */
  #isLent = false
  readonly #name: string
  readonly #installed: Prefix
  /** Null: nobody has looked at its IPv4 addresses one by one, they are as they were installed. */
  #inet: Inet | null = null
  readonly #told: (one: Ifaddr, there: boolean) => void

  /** @param told - of an IPv4 address that comes or goes while the machine runs */
  constructor(
    { name, mac, prefix, prefix6, aliases }: Omit<Card, 'place'>,
    told: (one: Ifaddr, there: boolean) => void,
  ) {
    this.#name = name
    this.#told = told
    this.#installed = prefix
    this.#mac = mac
    this.prefix = prefix
    this.prefix6 = prefix6
    this.#aliases = aliases
  }

  /** The first IPv6 address of its own: what CARP packets leave from, before any other (ifaof_ifpforaddr). */
  get linkLocal(): Ipv6 {
    const given = this.prefix6?.address
    this.#linkLocal ??= given !== undefined && isLinkLocal(given) ? given : linkLocal(this.#mac)
    return this.#linkLocal
  }

  /** Whether it has them, besides the link-local one: a machine that comes up by its files gives them by and by. */
  get configured(): boolean {
    return this.#isConfigured
  }

  set configured(is: boolean) {
    if (is !== this.#isConfigured || this.#isLent) this.#all = null
    this.#isConfigured = is
    this.#isLent = false
  }

  /** An address is given to a virtual host of the card: where it was its own, it is that no more. */
  lend(address: Address): void {
    if (address !== this.#installed.address || this.#inet !== null) return
    this.#isLent = true
    this.#all = null
  }

  /** Its IPv4 addresses as programs of Linux see them, and change them. */
  get inet(): Inet {
    this.#inet ??= new Inet(this.#asInstalled(), (before, after) => this.#becomes(before, after))
    return this.#inet
  }

  /** As it is when power comes. */
  powerOn(): void {
    this.configured = true
    if (this.scripted.size > 0) this.scripted.clear()
    if (this.#inet === null) return
    this.#inet = null
    this.#all = null
    this.prefix = this.#installed
  }

  /** Its own addresses with their networks, the first one first. */
  get all(): readonly Prefix<Address>[] {
    if (this.#all !== null) return this.#all
    const local = { address: this.linkLocal, length: LINK_LOCAL_LENGTH }
    const { prefix, prefix6 } = this
    const given = prefix6 === null || prefix6.address === local.address ? [] : [prefix6]
    if (this.#inet !== null) this.#all = [...this.#inet.list, local, ...given, ...this.#aliases.filter(isIpv6Prefix)]
    else if (this.#isConfigured) this.#all = [...(this.#isLent ? [] : [prefix]), local, ...given, ...this.#aliases]
    else this.#all = [local]
    return this.#all
  }

  /** Whether an address is its own, and no virtual one. */
  isOwn(address: Address): boolean {
    if (typeof address === 'number' && this.scripted.has(address)) return true
    if (address === this.#installed.address && this.#inet === null) return this.#isConfigured && !this.#isLent
    for (const own of this.all) if (own.address === address) return true
    return false
  }

  /** The length of the network of the card that an address is in, of several the longest; undefined: it is in none. */
  lengthTo(address: Address): number | undefined {
    if (isAtLink(address)) return LINK_LOCAL_LENGTH
    let longest = longestOf(this.all, address, undefined)
    for (const { networks } of this.connected) longest = longestOf(networks, address, longest)
    return longest
  }

  /** From which of its addresses something is sent there: one of the same network, its own before virtual ones. */
  sourceFor<A extends Address>(address: A): A {
    return this.speakerTo(address).address
  }

  /** Who asks there for a neighbour (arprequest, nd6_ns_output). */
  speakerTo<A extends Address>(address: A): Speaker<A>
  speakerTo(address: Address): Speaker<Address> {
    const mac = this.#mac
    if (isAtLink(address)) return { address: this.linkLocal, mac }
    const own = this.all.find((prefix) => isWithin(address, prefix))
    if (own !== undefined) return { address: own.address, mac }
    for (const { networks, speaks, mac } of this.connected) {
      const network = speaks && networks.find((prefix) => isWithin(address, prefix))
      if (network) return { address: network.address, mac }
    }
    if (typeof address === 'number') return { address: this.prefix.address, mac }
    const global = this.all.find((one) => typeof one.address === 'string' && !isLinkLocal(one.address))
    return { address: global?.address ?? this.linkLocal, mac }
  }

  /** Whether something may leave from an address: its own one, or a virtual one, whoever is MASTER of it. */
  has(address: Address): boolean {
    return this.isOwn(address) || this.connected.some((one) => one.holds(address))
  }

  /** Where it says that it is who asks for neighbours of IPv6 from an address. */
  solicitingMac(source: Address): Mac {
    return this.connected.find((one) => one.solicits && one.holds(source))?.mac ?? this.#mac
  }

  #asInstalled(): readonly Ifaddr[] {
    if (!this.#isConfigured) return []
    return [this.#installed, ...this.#aliases.filter(isIpv4Prefix)].map(({ address, length }) => {
      return { label: this.#name, address, length, broadcast: broadcastOf(address, length) }
    })
  }

  #becomes(before: readonly Ifaddr[], after: readonly Ifaddr[]): void {
    this.#all = null
    this.prefix = after[0] ?? this.#installed
    for (const one of before) if (!after.some(({ address }) => address === one.address)) this.#told(one, false)
    for (const one of after)
      if (!before.some((other) => other.address === one.address && other.length === one.length)) this.#told(one, true)
  }
}

/** Of the networks that an address is in, and so long a one, the longest. */
function longestOf(networks: readonly Prefix<Address>[], address: Address, least: number | undefined) {
  let longest = least
  for (const network of networks) {
    if ((longest === undefined || network.length > longest) && isWithin(address, network)) longest = network.length
  }
  return longest
}

/** Whether it is a neighbour by its address alone. */
function isAtLink(address: Address): address is Ipv6 {
  return typeof address === 'string' && isLinkLocal(address)
}
