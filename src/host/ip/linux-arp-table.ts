import { BROADCAST, type Ipv4 } from '../../network/address.ts'
import type { Arp } from '../../network/frame.ts'
import type { Micros } from '../../time.ts'
import type { Nic } from '../nic.ts'
import { askFor } from './frames.ts'
import type { Machine, Neighbour } from './neighbours.ts'
import type { ArpPolicy } from './options.ts'
import { Reachability } from './reachability.ts'

/**
 * The ARP table of a machine as Linux keeps it: with the states of RFC 4861, which Windows has, too. Who is in use is
 * asked himself, three times, whether he is still there, and then all are asked (net/core/neighbour.c, net/ipv4/arp.c).
 */
export class LinuxArpTable extends Reachability<Ipv4> {
  protected readonly believed: Micros
  readonly #gratuitous: ArpPolicy['gratuitous']

  constructor(machine: Machine, { age, gratuitous }: ArpPolicy) {
    super(machine)
    this.believed = age
    this.#gratuitous = gratuitous
  }

  /** arp_process(): who asks for an address of this machine makes an entry, all else changes one that is there. */
  hear({ sender, senderMac, target, operation }: Arp, nic: Nic, asked: boolean): void {
    const isGratuitous = sender === target
    if (isGratuitous && this.#gratuitous === 'ignore') return
    if (asked && operation === 'request') this.hearAsker(sender, senderMac, nic)
    else this.hearOwner(sender, senderMac, operation === 'reply' && !isGratuitous)
  }

  protected ask({ nic, address, mac }: Neighbour<Ipv4, unknown>): void {
    askFor(this.machine.world, nic, address, mac ?? BROADCAST)
  }
}
