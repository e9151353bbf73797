import { CARP_GROUP, CARP_GROUP6 } from '../../carp/advertisement.ts'
import type { Vhost } from '../../carp/vhost.ts'
import { type Address, formatIpv4, isIpv4Prefix, netmask, type Prefix, parsePrefix } from '../../network/address.ts'
import { formatIpv6, isLinkLocal } from '../../network/ipv6.ts'
import type { Family } from '../../trace/record.ts'
import { Instance } from '../kernel/instance.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Nic } from '../nic.ts'

/** An interface as ifconfig sees it. */
export type Device = Nic | Instance | 'lo0'

/** All interfaces, in the order in which they came to be: cards, the loopback, and carp interfaces. */
export function devicesOf(kernel: Kernel): Device[] {
  const carps = kernel.system.device === 'carpN' ? kernel.vhosts.all : []
  return [...kernel.host.nics, 'lo0', ...carps]
}

export function nameOf(device: Device): string {
  if (device === 'lo0') return device
  return device instanceof Instance ? device.vhost.device : device.name
}

export function isUp(device: Device): boolean {
  if (device === 'lo0') return true
  return device instanceof Instance ? device.vhost.up : device.up
}

export interface Shown {
  /** `-k`, as root: pass phrases, too. */
  readonly keys: boolean
  /** The addresses of that family alone. */
  readonly family: Family | null
}

/** The block of one interface, without the lines of what cards can do; of IPv6 where somebody uses it there. */
export function show(kernel: Kernel, device: Device, { keys, family }: Shown): string {
  const block = blockOf(kernel, device, keys)
  const lines = { inet: /^\t(?!inet ).*\n/gm, inet6: /^\t(?!inet6 ).*\n/gm }
  return family === null ? block : block.replace(lines[family], '')
}

function blockOf(kernel: Kernel, device: Device, keys: boolean): string {
  if (device === 'lo0') return showLoopback(kernel)
  if (!(device instanceof Instance)) return showNic(kernel, device, keys)
  // To look at a carp interface is an ioctl on it like any other.
  kernel.system.read?.(device.vhost, device)
  return showCarp(device)
}

/** The flags, in the order of their bits (net/if.h). */
const FLAGS = {
  UP: 0x1,
  BROADCAST: 0x2,
  LOOPBACK: 0x8,
  RUNNING: 0x40,
  PROMISC: 0x100,
  SIMPLEX: 0x800,
  MULTICAST: 0x8000,
  LOWER_UP: 0x100_0000,
} as const

type Flag = keyof typeof FLAGS
export type Flags = Partial<Record<Flag, boolean>>

function head(name: string, flags: Flags, mtu: number): string {
  return `${name}: ${flagWords(flags)} metric 0 mtu ${mtu}\n`
}

/** `flags=8843<UP,BROADCAST,RUNNING,SIMPLEX,MULTICAST>` */
export function flagWords(flags: Flags): string {
  const set = (Object.keys(FLAGS) as Flag[]).filter((flag) => flags[flag])
  const sum = set.reduce((total, flag) => total + FLAGS[flag], 0)
  return `flags=${sum.toString(16)}<${set.join(',')}>`
}

function showLoopback(kernel: Kernel): string {
  const flags = { UP: true, LOOPBACK: true, RUNNING: true, MULTICAST: true, LOWER_UP: isRecent(kernel) }
  const blank = kernel.system.device === 'carpN' ? ' ' : ''
  return `${head('lo0', flags, 16384)}${inet(parsePrefix('127.0.0.1/8', 8)!)}${blank}\n`
}

function showCarp(instance: Instance): string {
  const { vhost } = instance
  const { device, up, running } = vhost
  return [
    head(device, { UP: up, LOOPBACK: true, RUNNING: running }, 1500),
    // FreeBSD 9 ends these lines with a blank where there is no broadcast address.
    ...vhost.addresses.map((address) => `${inet(givenOf(instance, address))} \n`),
    ...virtual6(instance).map((line) => `${line} \n`),
    vhost.vhid > 0 ? `${carpLine(vhost)}\n` : '',
  ].join('')
}

function showNic(kernel: Kernel, nic: Nic, keys: boolean): string {
  const { up, carrier } = nic
  const bound = kernel.vhosts.on(nic)
  const flags = { UP: up, BROADCAST: true, RUNNING: up, PROMISC: bound.length > 0, SIMPLEX: true, MULTICAST: true }
  const vhids = kernel.system.device === 'carpN' ? [] : bound
  return [
    head(nic.name, { ...flags, LOWER_UP: isRecent(kernel) && carrier }, 1500),
    `\tether ${nic.mac}\n`,
    ...own4(nic).map((line) => `${line}\n`),
    ...vhids.map(addressLines),
    ...own6(nic, bound).map((line) => `${line}${kernel.system.device === 'carpN' ? ' ' : ''}\n`),
    ...vhids.flatMap((one) => virtual6(one).map((line) => `${line} vhid ${one.vhost.vhid}\n`)),
    ...vhids.map(({ vhost }) => `${carpLine(vhost)}${keys ? keyOf(vhost) : ''}\n${peerLine(kernel, vhost)}`),
    `\tmedia: Ethernet autoselect${carrier ? ' (1000baseT <full-duplex>)' : ''}\n`,
    `\tstatus: ${carrier ? 'active' : 'no carrier'}\n`,
  ].join('')
}

function addressLines(instance: Instance): string {
  const { vhost } = instance
  const line = (address: number) => inetWithBroadcast(givenOf(instance, address))
  return vhost.addresses.map((address) => `${line(address)} vhid ${vhost.vhid}\n`).join('')
}

/** Where nobody gives an address of IPv6 it is disabled, and there is no link-local one either (rc.conf(5)). */
export function own6(nic: Nic, bound: readonly Instance[]): string[] {
  if (!uses6(nic) && !bound.some(({ vhost }) => vhost.has('inet6'))) return []
  return nic.prefixes.flatMap((prefix) => inet6(prefix, nic))
}

/** Whether it has an IPv6 address besides the one that it gives itself. */
function uses6({ addresses: { all, prefix6 } }: Nic): boolean {
  return prefix6 !== null || all.filter(({ address }) => typeof address === 'string').length > 1
}

export function virtual6(instance: Instance): string[] {
  const { vhost, nic } = instance
  return vhost.addresses6.flatMap((address) => inet6(givenOf(instance, address), nic))
}

function inet6({ address, length }: Prefix<Address>, nic: Nic): string[] {
  if (typeof address === 'number') return []
  const [zone, scope] = isLinkLocal(address) ? [`%${nic.name}`, ` scopeid 0x${(nic.place + 1).toString(16)}`] : ['', '']
  return [`\tinet6 ${formatIpv6(address)}${zone} prefixlen ${length}${scope}`]
}

export function inet({ address, length }: Prefix): string {
  return `\tinet ${formatIpv4(address)} netmask 0x${netmask(length).toString(16)}`
}

/** Its own addresses, the first one first. */
export function own4({ prefixes }: Nic): string[] {
  return prefixes.filter(isIpv4Prefix).map(inetWithBroadcast)
}

export function inetWithBroadcast(prefix: Prefix): string {
  const broadcast = (prefix.address | ~netmask(prefix.length)) >>> 0
  return `${inet(prefix)} broadcast ${formatIpv4(broadcast)}`
}

/** The configured skew, also where another one is advertised. */
function carpLine({ state, vhid, advbase, advskew }: Vhost): string {
  return `\tcarp: ${state} vhid ${vhid} advbase ${advbase} advskew ${advskew}`
}

/** As C prints it: up to the first NUL. */
function keyOf({ key }: Vhost): string {
  const text = key.split('\0')[0]
  return text === '' ? '' : ` key "${text}"`
}

/** FreeBSD 14 can advertise to one peer alone; what it shows without one are the groups. */
function peerLine(kernel: Kernel, { peer, peer6 }: Vhost): string {
  const to = `peer ${formatIpv4(peer ?? CARP_GROUP)} peer6 ${formatIpv6(peer6 ?? CARP_GROUP6)}`
  return isRecent(kernel) ? `\t      ${to}\n` : ''
}

/** FreeBSD 14. */
export function isRecent({ system }: Kernel): boolean {
  return system.userland === 'FreeBSD 14'
}

/** A virtual address with the prefix length that it was given with. */
export function givenOf<A extends Address>({ networks: { given } }: Instance, address: A): Prefix<A> {
  return given.find((prefix): prefix is Prefix<A> => prefix.address === address)!
}
