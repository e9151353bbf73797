import type { KernelSystem } from '../../carp/system.ts'
import type { Vhost } from '../../carp/vhost.ts'
import type { Address, Mac, Prefix } from '../../network/address.ts'
import type { State } from '../../trace/record.ts'
import type { Connected } from '../addresses.ts'
import { ownMac } from '../owner.ts'

/** The virtual host that they belong to, with the other nodes of its carp interface. */
interface Owner {
  readonly vhost: Vhost
  readonly nodes: readonly { readonly vhost: Vhost }[]
}

/** The addresses of a virtual host as they were given, and the networks that its interface is in by them. */
export class VirtualNetworks implements Connected {
  /** With prefix lengths. */
  given: readonly Prefix<Address>[] = []
  readonly #owner: Owner
  readonly #system: KernelSystem
  /** Where routes outlast a state: whether they are there. */
  #kept = false

  constructor(owner: Owner, system: KernelSystem) {
    this.#owner = owner
    this.#system = system
  }

  get networks(): readonly Prefix<Address>[] {
    const { connects, keepsRoutes } = this.#system
    return this.given.filter(({ address }) => {
      const when = connects[typeof address === 'number' ? 'inet' : 'inet6']
      return when === 'always' || (when === 'as MASTER' && (keepsRoutes === undefined ? this.speaks : this.#kept))
    })
  }

  get speaks(): boolean {
    return this.#owner.nodes.some(({ vhost }) => vhost.state === 'MASTER')
  }

  get mac(): Mac {
    return ownMac(this.#owner.vhost)
  }

  get solicits(): boolean {
    return this.#system.solicitsAsVirtual === true
  }

  holds(address: Address): boolean {
    return this.#owner.vhost.holds(address)
  }

  /** carp_addroute(), carp_delroute(): a change of state that goes by neither leaves routes as they are. */
  follow(from: State, to: State): void {
    const { keepsRoutes, linkGood } = this.#system
    if (to === 'MASTER') this.#kept = true
    else if (from === 'MASTER' && to === 'BACKUP') this.#kept = false
    else if (to === 'INIT' && keepsRoutes === 'with link' && !linkGood(this.#owner.vhost)) this.#kept = false
  }
}
