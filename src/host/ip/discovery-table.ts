import type { Mac } from '../../network/address.ts'
import type { Discovery } from '../../network/frame.ts'
import { groupMac, type Ipv6, solicitedNode } from '../../network/ipv6.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { Nic } from '../nic.ts'
import { sendDiscovery } from './frames.ts'
import type { Machine, Neighbour } from './neighbours.ts'
import type { ArpPolicy } from './options.ts'
import { Reachability } from './reachability.ts'

/** RFC 4861, 10. (FreeBSD draws from 15 s to 45 s; here it is the 30 s in the middle.) */
const REACHABLE_TIME: Micros = 30 * SECOND

/** The neighbour cache of a machine, as RFC 4861 and FreeBSD's nd6.c keep it. */
export class DiscoveryTable extends Reachability<Ipv6> {
  protected readonly believed = REACHABLE_TIME
  readonly #gratuitous: ArpPolicy['gratuitous']

  constructor(machine: Machine, { gratuitous }: ArpPolicy) {
    super(machine)
    this.#gratuitous = gratuitous
  }

  hearSolicitation({ sender, senderMac }: Discovery, nic: Nic): void {
    this.hearAsker(sender, senderMac, nic)
  }

  /** nd6_na_input(); all that is sent here has the override flag. */
  hearAdvertisement({ sender, senderMac, solicited }: Discovery): void {
    if (!solicited && this.#gratuitous === 'ignore') return
    this.hearOwner(sender, senderMac, solicited)
  }

  /** nd6_ns_output(): from the address of the packet that waits, where that is on the card. */
  protected ask({ nic, address, mac, held }: Neighbour<Ipv6, unknown>): void {
    const source = held?.packet.source
    const waits = typeof source === 'string' && nic.addresses.has(source)
    const sender = waits ? source : nic.addresses.sourceFor(address)
    const to: Mac = mac ?? groupMac(solicitedNode(address))
    sendDiscovery(this.machine.world, nic, to, {
      protocol: 'icmp6',
      operation: 'solicitation',
      sender,
      senderMac: nic.addresses.solicitingMac(sender),
      target: address,
      solicited: false,
    })
  }
}
