import type { Address, Prefix } from '../../network/address.ts'
import type { State } from '../../trace/record.ts'
import type { Instance } from '../kernel/instance.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { change, type Given } from '../kernel/parameters.ts'
import { type Complaint, EXISTS, INVALID, Line, NOT_AVAILABLE } from './ifconfig-line.ts'
import { atoi } from './numbers.ts'

/** `ifconfig carp0 ...` up to FreeBSD 9: each parameter is read, changed and written back at once (ifcarp.c). */
export class CarpLine extends Line {
  protected readonly instance: Instance

  constructor(kernel: Kernel, instance: Instance) {
    super(kernel)
    this.instance = instance
  }

  protected get addresses(): readonly Address[] {
    const { addresses, addresses6 } = this.instance.vhost
    return [...addresses, ...addresses6]
  }

  protected setUp(up: boolean): void {
    const instance = this.instance
    instance.step({ on: up ? 'up' : 'down' })
    this.kernel.system.read?.(instance.vhost, instance)
    this.kernel.finish()
  }

  protected setParameter(name: string, value: string): Complaint {
    switch (name) {
      case 'vhid':
        return this.#setVhid(atoi(value))
      case 'pass':
        return this.set({ password: value })
      case 'state':
        return this.set(stateCalled(value))
      default:
        return this.set({ [name]: atoi(value) })
    }
  }

  protected add(prefix: Prefix<Address>): Complaint {
    // The address that is there, without a mask: nothing is new (in_control()).
    if (this.lacksMask && this.addresses.includes(prefix.address)) return null
    const error = this.settle(prefix.address)
    if (error === null) this.kernel.vhosts.attach(this.instance, prefix)
    // The flag is set before the address is looked at.
    else this.instance.vhost.up = true
    return error === null ? null : `${this.called('SIOCAIFADDR')}: ${error}`
  }

  /** The election hears nothing of it. */
  protected remove(address: Address): Complaint {
    this.kernel.vhosts.detach(this.instance, address)
    return null
  }

  protected destroy(): Complaint {
    this.kernel.vhosts.destroy(this.instance)
    return null
  }

  #setVhid(vhid: number): Complaint {
    if (vhid <= 0) return 'vhid must be greater than 0'
    return this.settled && this.isTaken(vhid) ? `SIOCSVH: ${EXISTS}` : this.set({ vhid })
  }

  protected set(given: Given): Complaint {
    return change(this.kernel, this.instance, given) === 0 ? null : `SIOCSVH: ${INVALID}`
  }

  /** carp_set_addr(), carp_set_addr6(): the parent is the first interface whose subnet holds the address, and stays the same one. */
  protected settle(address: Address): string | null {
    const instance = this.instance
    const parent = this.kernel.host.nics.find((nic) => nic.isOnLink(address))
    if (parent === undefined) return NOT_AVAILABLE
    if (this.settled) return instance.nic === parent ? null : NOT_AVAILABLE
    instance.moveTo(parent)
    return this.isTaken(instance.vhost.vhid) ? EXISTS : null
  }

  /** Whether it has a parent. */
  protected get settled(): boolean {
    return this.kernel.vhosts.on(this.instance.nic).includes(this.instance)
  }

  /** Whether another one on the parent has that vhid. */
  protected isTaken(vhid: number): boolean {
    const instance = this.instance
    return this.kernel.vhosts.on(instance.nic).some((other) => other !== instance && other.vhost.vhid === vhid)
  }
}

/** An unknown state is not even complained of: what was read is written back. */
function stateCalled(text: string): { state?: State } {
  const state = text.toUpperCase()
  return state === 'INIT' || state === 'BACKUP' || state === 'MASTER' ? { state } : {}
}
