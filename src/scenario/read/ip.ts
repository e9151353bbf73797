import { DEFAULT_ARP, DEFAULT_IP, type IpOptions, type RouteOptions } from '../../host/ip/options.ts'
import {
  type Address,
  familyOf,
  formatAddress,
  type Ipv4,
  isWithin,
  networkOf,
  type Prefix,
  parseAnyPrefix,
} from '../../network/address.ts'
import { type Ipv6, isLinkLocal } from '../../network/ipv6.ts'
import type { Family } from '../../trace/record.ts'
import type { Runs } from '../runs.ts'
import type { InterfaceSpec } from '../scenario.ts'
import { readAddress } from '../schema/addresses.ts'
import type { Path } from '../text/node.ts'
import { shown } from '../text/printable.ts'
import { readArp } from './arp.ts'
import type { Reader } from './reader.ts'
import { type Cards, networksOf, problem, type Reach, readPings, readRequests, subnets } from './requests.ts'
import { readStates } from './states.ts'

const ROUTER: Readonly<Record<Family, string>> = {
  inet: 'a route goes over the IPv4 address of a router in a subnet of this machine, such as 10.0.0.254',
  inet6: 'a route of IPv6 goes over the IPv6 address of a router in a subnet of this machine, such as 2001:db8::fe',
}
const ROUTES = 'routes is networks, and the router to each of them: routes: { 192.168.5.0/24: 10.0.0.7 }'

/** What a host says of itself, and the cards that it has; undefined: there were complaints about one. */
export interface Said {
  readonly gateway?: Ipv4 | undefined
  readonly gateway6?: Ipv6 | undefined
  readonly forward: boolean
  readonly 'keep-state'?: boolean | undefined
  readonly cards: readonly (InterfaceSpec | undefined)[]
  /** Its virtual addresses. */
  readonly virtual: readonly Prefix<Address>[]
  /** To whom alone it advertises. */
  readonly peers: readonly { readonly path: Path; readonly address: Address }[]
}

/** Gateway, routes, forwarding, ARP, pings and requests of a host. Undefined: nothing but what goes without saying. */
export function readIp(reader: Reader, host: Path, said: Said, system: Runs | undefined): IpOptions | undefined {
  const { gateway, gateway6, forward, cards } = said
  const known = cards.filter((card) => card !== undefined)
  const judged = known.length === cards.length ? known : null
  if (gateway !== undefined && judged) checkRouter(reader, [...host, 'gateway'], gateway, judged)
  if (gateway6 !== undefined && judged) checkRouter(reader, [...host, 'gateway6'], gateway6, judged)
  const routes = readRoutes(reader, [...host, 'routes'], judged)
  const reach: Reach = {
    cards: judged,
    gateway: gateway !== undefined,
    gateway6: gateway6 !== undefined,
    routes,
    ...virtualOf(said.virtual, system),
  }
  for (const { path, address } of said.peers) {
    const wrong = problem(address, reach, path.at(-1))
    if (wrong) reader.complain(path, wrong)
  }
  const pings = readPings(reader, [...host, 'ping'], reach)
  const requests = readRequests(reader, host, reach)
  const states = readStates(reader, host, said['keep-state'], judged, system)
  const options = {
    gateway: gateway ?? null,
    ...(gateway6 !== undefined && { gateway6 }),
    forward,
    arp: readArp(reader, [...host, 'arp'], judged),
    pings,
    ...(routes.length > 0 && { routes }),
    ...(requests.length > 0 && { requests }),
    ...(states && { states }),
  }
  return isDefault(options) ? undefined : options
}

/** What a machine has of virtual addresses. */
function virtualOf(virtual: readonly Prefix<Address>[], system: Runs | undefined): Pick<Reach, 'networks' | 'virtual'> {
  const connects = system?.runs === 'kernel' ? system.connects : undefined
  const networks = virtual.filter(({ address }) => connects !== undefined && connects[familyOf(address)] !== 'never')
  return { networks, virtual: virtual.map(({ address }) => address) }
}

function checkRouter(reader: Reader, path: Path, gateway: Address, cards: Cards): void {
  const networks = cards.flatMap(networksOf)
  const text = formatAddress(gateway)
  if (networks.some(({ address }) => address === gateway)) {
    reader.complain(path, `${text} is this machine itself; write the address of another one`)
  } else if (typeof gateway === 'string' && isLinkLocal(gateway)) {
    const message = `${text} is link-local, and this machine has ${cards.length} interfaces; write another address of it`
    if (cards.length > 1) reader.complain(path, message)
  } else if (!networks.some((network) => isWithin(gateway, network))) {
    const family = familyOf(gateway)
    const where = `${text} is in no subnet of this machine (${subnets(cards, family)})`
    const instead = networks.some(({ address }) => familyOf(address) === family)
    reader.complain(
      path,
      `${where}; ${instead ? 'write an address in one of them' : 'give an interface an address6 in it'}`,
    )
  }
}

function readRoutes(reader: Reader, path: Path, cards: Cards | null): RouteOptions[] {
  const node = reader.at(path)
  if (node !== undefined && node.kind !== 'map') reader.complain(path, ROUTES)
  const routes: RouteOptions[] = []
  for (const key of reader.keys(path)) {
    const at = [...path, key]
    const to = key.includes('/') ? parseAnyPrefix(key) : undefined
    const gateway = readAddress(reader.text(at))
    if (to === undefined) reader.complain(at, `${shown(key)} is no network with its length; ${ROUTES}`, 'key')
    else if (routes.some((route) => isSameNetwork(route.to, to))) {
      reader.complain(at, `there is a route to ${shown(key)} already; leave one of them out`, 'key')
    }
    const family = to === undefined ? undefined : familyOf(to.address)
    if (gateway === undefined || (family ?? familyOf(gateway)) !== familyOf(gateway))
      reader.complain(at, ROUTER[family ?? 'inet'])
    else {
      if (cards) checkRouter(reader, at, gateway, cards)
      if (to !== undefined) routes.push({ to: networkOf(to), gateway })
    }
  }
  return routes
}

function isSameNetwork(a: Prefix<Address>, b: Prefix<Address>): boolean {
  return a.length === b.length && isWithin(a.address, b)
}

function isDefault({ gateway, gateway6, forward, arp, pings, routes, requests, states }: IpOptions): boolean {
  const asks = pings.length > 0 || requests !== undefined
  return (
    gateway === DEFAULT_IP.gateway &&
    gateway6 === undefined &&
    !forward &&
    arp === DEFAULT_ARP &&
    !asks &&
    routes === undefined &&
    states === undefined
  )
}
