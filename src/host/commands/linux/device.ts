import { type Address, type Prefix, parseIpv4 } from '../../../network/address.ts'
import { isLinkLocal } from '../../../network/ipv6.ts'
import type { Host } from '../../host.ts'
import { broadcastOf, type Ifaddr } from '../../inet.ts'
import type { Nic } from '../../nic.ts'

/** A network interface, as the programs of Linux show it. */
export interface Device {
  /** By which the kernel knows it: 1 is lo. */
  readonly index: number
  readonly name: string
  /** Null: it is lo, which is there and does not change. */
  readonly nic: Nic | null
  readonly up: boolean
  /** Something is at the other end of its cable. */
  readonly carrier: boolean
  readonly inet: readonly Ifaddr[]
  readonly inet6: readonly Scoped[]
}

export interface Scoped {
  readonly prefix: Prefix<Address>
  readonly scope: 'host' | 'link' | 'global'
}

const LOOPBACK: Device = {
  index: 1,
  name: 'lo',
  nic: null,
  up: true,
  carrier: true,
  inet: [{ label: 'lo', address: parseIpv4('127.0.0.1')!, length: 8, broadcast: null }],
  inet6: [{ prefix: { address: '1'.padStart(32, '0'), length: 128 }, scope: 'host' }],
}

/** In the order in which the kernel found them. */
export function devices({ nics }: Host): readonly Device[] {
  return [LOOPBACK, ...nics.map(deviceOf)]
}

export function deviceCalled(host: Host, name: string): Device | undefined {
  return devices(host).find((device) => device.name === name)
}

function deviceOf(nic: Nic): Device {
  const { name, place, up, carrier, addresses } = nic
  return {
    index: place + 2,
    name,
    nic,
    up,
    carrier,
    inet: [...addresses.inet.list, ...scripted(nic)],
    inet6: up ? addresses.all.flatMap((prefix) => scopedOf(prefix) ?? []) : [],
  }
}

/** What scripts that nobody wrote down have put there. */
function scripted({ name, addresses }: Nic): readonly Ifaddr[] {
  return [...addresses.scripted].map((address) => {
    const length = addresses.prefix.length
    return { label: `${name}:ucarp`, address, length, broadcast: broadcastOf(address, length) }
  })
}

function scopedOf(prefix: Prefix<Address>): Scoped | undefined {
  const { address } = prefix
  if (typeof address === 'number') return undefined
  return { prefix, scope: isLinkLocal(address) ? 'link' : 'global' }
}
