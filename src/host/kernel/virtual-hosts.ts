import type { KernelSystem, LinkChange } from '../../carp/system.ts'
import type { Balancing } from '../../carp/vhost.ts'
import type { Address, Prefix } from '../../network/address.ts'
import type { Host } from '../host.ts'
import type { Nic } from '../nic.ts'
import { Instance, type InstanceOwner } from './instance.ts'

/** The virtual hosts of a kernel: which there are, on which interface, with which addresses. */
export class VirtualHosts {
  /** In order of creation; of a carp interface with several nodes its leader. */
  all: readonly Instance[] = []
  readonly #owner: InstanceOwner
  readonly #host: Host
  readonly #system: KernelSystem
  /** Those of each interface, by the place of the card, in the order in which the system lists them. */
  readonly #bound: Instance[][]

  constructor(owner: InstanceOwner) {
    this.#owner = owner
    this.#host = owner.host
    this.#system = owner.system
    this.#bound = owner.host.nics.map(() => [])
  }

  /** All are gone without a word. */
  vanish(): void {
    for (const { nodes } of this.all) for (const instance of nodes) instance.vanish()
    this.all = []
    for (const nic of this.#host.nics) {
      this.#bound[nic.place] = []
      this.refresh(nic)
    }
  }

  /** All, as a round of the system goes. */
  inOrder(order: KernelSystem['roundOrder']): readonly Instance[] {
    if (order === 'oldest first') return this.all
    return order === 'newest first' ? this.all.toReversed() : this.#bound.flat()
  }

  /** Those of an interface that are looked at after a change of it. */
  walk(nic: Nic, what: LinkChange['what']): readonly Instance[] {
    const list = this.on(nic)
    const byAge = this.all.filter((instance) => list.includes(instance))
    return this.#system.linkWalk(list, byAge, { what, good: nic.carrier && nic.up })
  }

  /** The virtual hosts of an interface, in the order in which the system lists them. */
  on(nic: Nic): readonly Instance[] {
    return this.#bound[nic.place]!
  }

  find(nic: string, vhid: number): Instance | undefined {
    for (const { nodes } of this.all) {
      const found = nodes.find(({ vhost }) => vhost.on.name === nic && vhost.vhid === vhid)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** A virtual host that has nothing yet: an interface of its own, or a vhid (carp_clone_create, carp_alloc). */
  create(nic: Nic, device: string, vhid: number, others: readonly number[] = []): Instance {
    const instance = new Instance(this.#owner, nic, device, vhid)
    this.all = [...this.all, instance]
    if (others.length > 0) this.#addNodes(instance, others)
    instance.vhost.running = this.#system.device === 'vhid@interface'
    if (instance.vhost.running) this.#bind(instance)
    return instance
  }

  /** A carp interface is told on which real one it lives: `carpdev em0` (carp_set_ifp). */
  join(instance: Instance): void {
    const { nic } = instance
    this.#bind(instance)
    for (const other of this.#system.parentResets ? [...this.on(nic)] : [instance]) other.step({ on: 'link' })
    this.#owner.finish()
  }

  /** ifconfig, `balancing`. */
  balance(instance: Instance, mode: Balancing): void {
    instance.vhost.balancing = mode
    for (const node of instance.nodes) node.join(instance.nodes)
    this.refresh(instance.nic)
  }

  /** SIOCAIFADDR: an address comes to the end of the list; one that is there already is given anew. */
  attach(instance: Instance, prefix: Prefix<Address>): void {
    const { address } = prefix
    this.#bind(instance)
    if (!instance.vhost.holds(address)) instance.vhost.give(address)
    instance.networks.given = [...without(instance.networks.given, address), prefix]
    const own = this.#host.nics.some((nic) => nic.isOwn(address))
    // Where vhids live on the card, the same address is taken from it first (in_aifaddr_ioctl).
    if (this.#system.device === 'vhid@interface') instance.nic.addresses.lend(address)
    instance.step({ on: 'address added', own })
    this.#owner.finish()
  }

  /**
   * SIOCDIFADDR. A vhid goes with its last address.
   *
   * @param replaced - the address comes back in the same call: the vhid stays
   */
  detach(instance: Instance, address: Address, replaced = false): void {
    instance.vhost.take(address)
    instance.networks.given = without(instance.networks.given, address)
    instance.step({ on: 'address removed' })
    const bare = instance.networks.given.length === 0 && this.#system.device === 'vhid@interface'
    if (bare && !replaced) this.destroy(instance)
    this.#owner.finish()
  }

  /** SIOCIFDESTROY, or the end of a vhid. */
  destroy(instance: Instance): void {
    const { nic } = instance
    instance.step({ on: 'destroy' })
    instance.vanish()
    this.all = this.all.filter((other) => other !== instance)
    const here = this.on(nic)
    const left = here.filter((other) => other !== instance)
    if (left.length === 0 && here.length > 0) this.#logPromiscuous(nic, 'disabled')
    this.#bound[nic.place] = left
    this.refresh(nic)
    instance.reportLink()
    this.#owner.finish()
  }

  /** Puts a virtual host among those of its interface: with its first address, or as a vhid from its beginning. */
  #bind(instance: Instance): void {
    const { nic } = instance
    const here = this.#bound[nic.place]!
    if (here.includes(instance)) return
    if (here.length === 0) this.#logPromiscuous(nic, 'enabled')
    const vhids = here.map(({ vhost }) => vhost.vhid)
    const place = this.#system.position(vhids, instance.vhost.vhid)
    if (place === here.length) here.push(instance)
    else here.splice(place, 0, instance)
    this.refresh(nic)
  }

  #addNodes(leader: Instance, vhids: readonly number[]): void {
    const { nic, vhost } = leader
    const others = vhids.map((vhid) => new Instance(this.#owner, nic, vhost.device, vhid, vhost))
    const nodes = [leader, ...others]
    vhost.shared = true
    for (const node of nodes) node.join(nodes)
  }

  /** An interface knows who hears on it, and who answers there. */
  refresh(nic: Nic): void {
    const here = this.#bound[nic.place]!
    nic.bound = here.some(({ vhost }) => vhost.shared) ? here.flatMap(({ nodes }) => nodes) : here
    nic.owners = here.map(({ owner }) => owner)
    nic.addresses.connected = here.map(({ networks }) => networks)
  }

  #logPromiscuous(nic: Nic, mode: 'enabled' | 'disabled'): void {
    if (this.#system.device === 'carpN' && this.#system.devd)
      this.#host.log(() => `${nic.name}: promiscuous mode ${mode}`)
  }
}

function without(given: readonly Prefix<Address>[], address: Address): readonly Prefix<Address>[] {
  return given.filter((prefix) => prefix.address !== address)
}
