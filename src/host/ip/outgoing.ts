import type { Address, Mac } from '../../network/address.ts'
import type { Loss } from '../../trace/record.ts'
import type { Nic } from '../nic.ts'
import type { World } from '../world.ts'
import { type Routable, sendPacket } from './frames.ts'
import type { Waiting } from './neighbours.ts'

/** Is told why a packet is lost, and where. */
export type Losing = (why: Loss, at: Nic) => void

interface Way {
  /** By which it leaves. */
  readonly nic: Nic
  /** Where it is lost if it waits in vain. */
  readonly on: Nic
  readonly lost: Losing
}

/** A packet that leaves as soon as the MAC of its next hop is known. */
export class Outgoing implements Waiting {
  readonly #world: World
  readonly #packet: Routable
  readonly #way: Way

  constructor(world: World, packet: Routable, way: Way) {
    this.#world = world
    this.#packet = packet
    this.#way = way
  }

  get source(): Address {
    return this.#packet.source
  }

  send(mac: Mac): void {
    const { nic, lost } = this.#way
    const why = sendPacket(this.#world, nic, mac, this.#packet)
    if (why !== null) lost(why, nic)
  }

  lost(why: Loss): void {
    this.#way.lost(why, this.#way.on)
  }
}
