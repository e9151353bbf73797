import type { Kernel } from '../kernel/kernel.ts'
import type { Service } from '../service.ts'
import { devicesOf, nameOf, show } from './ifconfig-show.ts'

const ALL = { keys: false, family: null }

/** /etc/rc.d/netif: takes all interfaces down, and up again as they are configured; what it did it shows. */
export class Netif implements Service {
  readonly name = 'netif'
  readonly enabled = true
  readonly #kernel: Kernel

  constructor(kernel: Kernel) {
    this.#kernel = kernel
  }

  /** Carp interfaces are made anew; up to FreeBSD 9 they are interfaces of their own (cloned_interfaces). */
  start(): string {
    for (const nic of this.#kernel.host.nics) this.#setUp(nic.name, true)
    this.#kernel.configure()
    return this.#told('Starting')
  }

  /** Interfaces that were cloned are gone before the rest is shown. */
  stop(): string {
    const names = this.#names
    for (const instance of this.#kernel.vhosts.all) this.#kernel.vhosts.destroy(instance)
    for (const nic of this.#kernel.host.nics) this.#setUp(nic.name, false)
    return this.#told('Stopping', names)
  }

  get #names(): readonly string[] {
    const names = devicesOf(this.#kernel).map(nameOf)
    return ['lo0', ...names.filter((name) => name !== 'lo0')]
  }

  #setUp(name: string, up: boolean): void {
    const { host } = this.#kernel
    const deed = host.setUp(host.nic(name), up)
    if (typeof deed !== 'string') deed()
  }

  #told(what: string, names: readonly string[] = this.#names): string {
    const devices = devicesOf(this.#kernel).filter((device) => names.includes(nameOf(device)))
    return `${what} Network: ${names.join(' ')}.\n${devices.map((device) => show(this.#kernel, device, ALL)).join('')}`
  }
}
