import { type Ipv4, isIpv4Prefix, isWithin, networkOf, type Prefix } from '../../../network/address.ts'
import type { Host } from '../../host.ts'
import type { Told } from '../../ip/routes.ts'
import type { Nic } from '../../nic.ts'

/** A route of IPv4, as the kernel of Linux lists it. */
export interface Row {
  readonly to: Prefix
  readonly gateway: Ipv4 | null
  readonly nic: Nic
  /** Of the card's own networks: from which address it sends there. */
  readonly source: Ipv4 | null
  /** Null: the kernel made it itself. */
  readonly told: Told | null
}

/** All of them, ascending, the default one first; of two that begin alike the longer one. */
export function rowsOf(host: Host): readonly Row[] {
  const own = host.nics.filter(({ up }) => up).flatMap(networksOf)
  const told = host.ip.routes.told.flatMap((route) => rowOf(host, route) ?? [])
  return [...own, ...told].sort((a, b) => a.to.address - b.to.address || b.to.length - a.to.length)
}

function networksOf(nic: Nic): readonly Row[] {
  const { inet } = nic.addresses
  return inet.list
    .filter((one) => one.length < 32 && !inet.isSecondary(one))
    .map((one) => ({ to: networkOf(one) as Prefix, gateway: null, nic, source: one.address, told: null }))
}

function rowOf(host: Host, told: Told): Row | undefined {
  const { to, gateway } = told
  const nic = told.nic ?? (typeof gateway === 'number' ? nearTo(host, gateway) : undefined)
  if (!isIpv4Prefix(to) || typeof gateway === 'string' || nic === undefined || !nic.up) return undefined
  return { to, gateway, nic, source: null, told }
}

/** The card in one of whose networks an address is. */
function nearTo(host: Host, address: Ipv4): Nic | undefined {
  return host.nics.find((nic) => nic.up && nic.addresses.inet.list.some((one) => isWithin(address, one)))
}

/** Null: it is there; otherwise why not (fib_create_info). */
export function addRoute(host: Host, { to, gateway, nic }: Omit<Told, 'to'> & { readonly to: Prefix }): string | null {
  if (networkOf(to).address !== to.address) return 'Invalid argument'
  const on = nic ?? (typeof gateway === 'number' ? nearTo(host, gateway) : undefined)
  if (on === undefined) return gateway === null ? 'No such device' : 'Network is unreachable'
  if (!on.up) return 'Network is down'
  const isThere = rowsOf(host).some((row) => row.told !== null && isSame(row.to, to))
  if (isThere) return 'File exists'
  host.ip.routes.add({ to, gateway, nic })
  return null
}

/** False: there is none. */
export function removeRoute(host: Host, to: Prefix, gateway?: Ipv4): boolean {
  const row = rowsOf(host).find(
    (each) => each.told !== null && isSame(each.to, to) && (gateway ?? each.gateway) === each.gateway,
  )
  if (row === undefined) return false
  host.ip.routes.remove((one) => one === row.told)
  return true
}

/** With an interface that goes down its routes go, and do not come back with it (fib_disable_ip). */
export function dropRoutesOf(host: Host, nic: Nic): void {
  host.ip.routes.remove(({ nic: on, gateway }) => {
    if (on !== null) return on === nic
    return typeof gateway === 'number' && nic.addresses.inet.list.some((one) => isWithin(gateway, one))
  })
}

function isSame(one: Prefix, other: Prefix): boolean {
  return one.address === other.address && one.length === other.length
}
