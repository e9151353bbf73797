import { answeredMac, type MacChoice, nodeOfAddresses, nodeOfMac } from '../carp/openbsd/balancing.ts'
import type { Vhost } from '../carp/vhost.ts'
import { type Address, type Mac, macBytes, multicastMac, virtualMac } from '../network/address.ts'

/** An answer to an ARP request: as which virtual host, with which MAC. */
export interface Answer {
  readonly vhid: number
  readonly mac: Mac
}

/** What answers for virtual addresses on a card: a virtual host, or a carp interface whose nodes share the work. */
export interface Owner {
  /** Whether frames to that MAC are for it (carp_forus, carp_ourether). */
  takes(mac: Mac): boolean
  /** Whether an address is its own now. */
  owns(address: Address): boolean
  /** Its answer to an ARP request; null: it gives none (carp_iamatch). */
  answer(address: Address, asker: Mac): Answer | null
  /** As which virtual host it takes in a packet that came to that MAC; null: that is another node's (carp_lsdrop). */
  accepts(source: Address, destination: Address, mac: Mac): number | null
  /** The MAC that this client has learned for an address, whoever answered; null: the address is none of these. */
  learned(address: Address, asker: Mac): Mac | null
}

/** A virtual host whose MASTER does all: the leader, where there are several without balancing. */
export class SoleOwner implements Owner {
  readonly #vhost: Vhost

  constructor(vhost: Vhost) {
    this.#vhost = vhost
  }

  takes(mac: Mac): boolean {
    return this.#masters && ownMac(this.#vhost) === mac
  }

  owns(address: Address): boolean {
    return this.#masters && this.#vhost.holds(address)
  }

  answer(address: Address): Answer | null {
    const { vhid } = this.#vhost
    return this.owns(address) ? { vhid, mac: ownMac(this.#vhost) } : null
  }

  accepts(): number | null {
    return this.#masters ? this.#vhost.vhid : null
  }

  learned(address: Address): Mac | null {
    return this.#vhost.holds(address) ? ownMac(this.#vhost) : null
  }

  get #masters(): boolean {
    return this.#vhost.state === 'MASTER'
  }
}

/** The nodes of a carp interface of OpenBSD that balances: each client belongs to one of them. */
class BalancingOwner implements Owner {
  readonly #nodes: readonly Vhost[]
  readonly #leader: Vhost

  /** @param nodes - ascending by vhid */
  constructor(nodes: readonly Vhost[]) {
    this.#nodes = nodes
    this.#leader = nodes[0]!
  }

  takes(mac: Mac): boolean {
    if (!this.#balancesByArp) return this.#runs && mac === macOf(answeredMac(this.#leader), this.#leader)
    return this.#nodes.some((node) => node.state === 'MASTER' && virtualMac(node.vhid) === mac)
  }

  owns(address: Address): boolean {
    return this.#runs && this.#leader.holds(address)
  }

  answer(address: Address, asker: Mac): Answer | null {
    const node = this.#answering(asker)
    if (node.state !== 'MASTER' || !this.owns(address)) return null
    return { vhid: node.vhid, mac: macOf(answeredMac(this.#leader), node) }
  }

  accepts(source: Address, destination: Address, mac: Mac): number | null {
    if (this.#balancesByArp) return this.#nodes.find(({ vhid }) => virtualMac(vhid) === mac)?.vhid ?? null
    const node = this.#nodes[nodeOfAddresses(source, destination, this.#nodes.length)]!
    return this.#runs && node.state === 'MASTER' ? node.vhid : null
  }

  learned(address: Address, asker: Mac): Mac | null {
    if (!this.#leader.holds(address)) return null
    return macOf(answeredMac(this.#leader), this.#answering(asker))
  }

  /** The leader, but in mode arp the node of that client. */
  #answering(asker: Mac): Vhost {
    if (!this.#balancesByArp) return this.#leader
    return this.#nodes[nodeOfMac(this.#leader.key, macBytes(asker), this.#nodes.length)]!
  }

  get #balancesByArp(): boolean {
    return this.#leader.balancing === 'arp'
  }

  get #runs(): boolean {
    return this.#leader.up && this.#leader.running
  }
}

/** The MAC of a virtual host: the virtual one, unless its interface was given another. */
export function ownMac({ vhid, lladdr }: Vhost): Mac {
  return lladdr ?? virtualMac(vhid)
}

/** A MAC that is not the parent's. */
export function macOf(choice: MacChoice, { vhid, leader }: Vhost): Mac {
  if (choice === 'multicast') return multicastMac(leader.vhid)
  return choice === 'leader' || vhid === leader.vhid ? ownMac(leader) : virtualMac(vhid)
}

/** The Ethernet source of a virtual host's advertisements. */
export function advertSource(choice: MacChoice, vhost: Vhost, parent: Mac): Mac {
  return choice === 'parent' ? parent : macOf(choice, vhost)
}

/** @param nodes - of a carp interface, ascending by vhid; a virtual host alone */
export function ownerOf(nodes: readonly Vhost[]): Owner {
  const leader = nodes[0]!
  return leader.balancing === 'none' ? new SoleOwner(leader) : new BalancingOwner(nodes)
}
