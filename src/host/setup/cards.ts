import { type Address, isIpv4Prefix, isIpv6Prefix, isWithin, type Prefix } from '../../network/address.ts'
import type { Card, CardSettings } from './settings.ts'

/** The cards of a machine, and what its files give them. */
export class Cards {
  readonly #cards: readonly Card[]
  readonly #given = new Map<string, CardSettings>()

  constructor(cards: readonly Card[]) {
    this.#cards = cards
  }

  get settings(): CardSettings[] {
    return [...this.#given.values()]
  }

  has(name: string): boolean {
    return this.#cards.some((card) => card.name === name)
  }

  /** @returns false where it has one of that family already: of further ones nothing is simulated */
  give(name: string, prefix: Prefix<Address>): boolean {
    const before = this.#given.get(name) ?? { name }
    if (isIpv4Prefix(prefix) ? before.address : before.address6) return false
    const now = isIpv4Prefix(prefix) ? { address: prefix } : isIpv6Prefix(prefix) ? { address6: prefix } : {}
    this.#given.set(name, { ...before, ...now })
    return true
  }

  /** Its own IPv4 address. */
  addressOf(name: string): Prefix | undefined {
    return this.#given.get(name)?.address ?? this.#cards.find((card) => card.name === name)?.address
  }

  get names(): string[] {
    return this.#cards.map(({ name }) => name)
  }

  /** The first card whose subnet holds an address (ip_carp.c, carp_set_addr). */
  parentOf(address: Address): string | undefined {
    return this.#cards.find(({ name, address: own }) => {
      const { address: given, address6 } = this.#given.get(name) ?? {}
      const prefixes = [given ?? own, address6]
      return prefixes.some((prefix) => prefix !== undefined && isWithin(address, prefix))
    })?.name
  }
}
