import { formatIpv4, formatPrefix, netmask } from '../../../network/address.ts'
import type { Host } from '../../host.ts'
import type { Ifaddr } from '../../inet.ts'
import type { Device, Scoped } from './device.ts'
import { devices } from './device.ts'

// net-tools 1.60, lib/interface.c, ife_print_long(). What an interface has counted is not told: nobody counts here.

/** A row of the listing: an interface, or an alias of one with its address. */
interface Row {
  readonly name: string
  readonly device: Device
  readonly inet: Ifaddr | undefined
}

/** All that are up; or all. */
export function listing(host: Host, all: boolean): string {
  const rows = devices(host)
    .filter(({ up }) => up || all)
    .flatMap(rowsOf)
  return rows
    .sort((a, b) => inOrder(a.name, b.name))
    .map(block)
    .join('')
}

/** One, be it there or not: an alias without an address is shown as one. */
export function listed(device: Device, name: string): string {
  return block({ name, device, inet: device.inet.find(({ label }) => label === name) })
}

function rowsOf(device: Device): readonly Row[] {
  const labels = [...new Set([device.name, ...device.inet.map(({ label }) => label)])]
  return labels.map((name) => ({ name, device, inet: device.inet.find(({ label }) => label === name) }))
}

function block({ name, device, inet }: Row): string {
  const lines = [
    `${name.padEnd(9)} Link encap:${linkOf(device)}`,
    ...(inet === undefined ? [] : [addressLine(inet)]),
    ...(name === device.name ? device.inet6.map(address6Line) : []),
    `          ${flagsOf(device)}  MTU:${device.nic === null ? LOOPBACK_MTU : MTU}  Metric:1`,
  ]
  return `${lines.join('\n')}\n\n`
}

const MTU = 1_500
const LOOPBACK_MTU = 65_536

function linkOf({ nic }: Device): string {
  return nic === null ? 'Local Loopback  ' : `Ethernet  HWaddr ${nic.mac}  `
}

function addressLine({ address, length, broadcast }: Ifaddr): string {
  const isLoopback = address >>> 24 === 127
  const bcast = isLoopback ? '' : `  Bcast:${formatIpv4(broadcast ?? 0)}`
  return `          inet addr:${formatIpv4(address)}${bcast}  Mask:${formatIpv4(netmask(length))}`
}

function address6Line({ prefix, scope }: Scoped): string {
  return `          inet6 addr: ${formatPrefix(prefix)} Scope:${SCOPES[scope]}`
}

const SCOPES = { host: 'Host', link: 'Link', global: 'Global' } as const

function flagsOf({ nic, up, carrier }: Device): string {
  const kind = nic === null ? ['LOOPBACK'] : ['BROADCAST']
  const words = [...(up ? ['UP'] : []), ...kind, ...(up && carrier ? ['RUNNING'] : []), ...(nic ? ['MULTICAST'] : [])]
  return words.join(' ')
}

/** Numbers within names count as numbers: eth2 comes before eth10 (nstrcmp). */
function inOrder(one: string, other: string): number {
  const [a, b] = [one, other].map((name) => name.split(/(\d+)/))
  for (let i = 0; i < Math.max(a!.length, b!.length); i++) {
    const [x = '', y = ''] = [a![i], b![i]]
    if (x === y) continue
    return i % 2 === 1 ? Number(x) - Number(y) : x < y ? -1 : 1
  }
  return 0
}
