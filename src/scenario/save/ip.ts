import {
  type ArpPolicy,
  DEFAULT_ARP,
  type IpOptions,
  LINUX_AGE,
  type PingOptions,
  type RequestOptions,
} from '../../host/ip/options.ts'
import type { SyncOptions } from '../../host/pf/options.ts'
import { formatAddress, formatIpv4, formatPrefix, withPort } from '../../network/address.ts'
import { formatIpv6 } from '../../network/ipv6.ts'
import { formatTime } from '../../time.ts'
import type { Fields, Value } from './fields.ts'

/** What a host says of its IP. */
export function ipFields(options: IpOptions, line: (fields: Fields) => unknown): Record<string, unknown> {
  const { gateway, gateway6, forward, arp, pings, routes = [], requests = [], states } = options
  const fields: Record<string, unknown> = {}
  if (gateway !== null) fields['gateway'] = formatIpv4(gateway)
  if (gateway6 !== undefined) fields['gateway6'] = formatIpv6(gateway6)
  if (routes.length > 0)
    fields['routes'] = line(named(routes, ({ to, gateway: by }) => [formatPrefix(to), formatAddress(by)]))
  if (forward) fields['forward'] = 'true'
  if (states?.pfsync !== undefined) fields['pfsync'] = line(syncFields(states.pfsync))
  else if (states !== undefined) fields['keep-state'] = 'true'
  const kept = arpFields(arp)
  if (Object.keys(kept).length > 0) fields['arp'] = line(kept)
  if (pings.length > 0) {
    fields['ping'] = line(Object.fromEntries(pings.map((one) => [formatAddress(one.address), pingValue(one)])))
  }
  const fetched = requests.filter(({ of }) => of === 'fetch')
  const connected = requests.filter(({ of }) => of === 'connection')
  if (fetched.length > 0) fields['fetch'] = line(named(fetched, (one) => [urlOf(one), formatTime(one.period)]))
  if (connected.length > 0) {
    fields['connect'] = line(named(connected, (one) => [withPort(one.address, one.port), formatTime(one.period)]))
  }
  return fields
}

function pingValue({ period, source }: PingOptions): Value {
  const every = formatTime(period)
  return source === undefined ? every : { every, source: formatAddress(source) }
}

function syncFields({ on, defer }: SyncOptions): Fields {
  return { on, ...(defer && { defer: 'true' }) }
}

function arpFields({ gratuitous, age, rules, requery, fixed }: ArpPolicy): Fields {
  const linux = rules === 'linux'
  return {
    ...(linux && { like: 'linux' }),
    ...(gratuitous !== DEFAULT_ARP.gratuitous && { gratuitous }),
    ...(age !== (linux ? LINUX_AGE : DEFAULT_ARP.age) && { age: formatTime(age) }),
    ...(requery === false && { requery: 'false' }),
    ...(fixed && { static: named(fixed, ({ address, mac }) => [formatIpv4(address), mac]) }),
  }
}

function urlOf({ address, port }: RequestOptions): string {
  return `http://${port === 80 ? withPort(address, port).replace(/:80$/, '') : withPort(address, port)}/`
}

function named<T>(list: readonly T[], entry: (one: T) => [string, string]): Record<string, string> {
  return Object.fromEntries(list.map(entry))
}
