import { DEFAULT_ARP, DEFAULT_IP, type IpOptions, type RouteOptions } from '../../host/ip/options.ts'
import { formatIpv4, type Ipv4, isWithin, netmask, type Prefix, parsePrefix } from '../../network/address.ts'
import type { Runs } from '../runs.ts'
import type { InterfaceSpec } from '../scenario.ts'
import { readAddress } from '../schema/addresses.ts'
import type { Path } from '../text/node.ts'
import { shown } from '../text/printable.ts'
import { readArp } from './arp.ts'
import type { Reader } from './reader.ts'
import { type Cards, type Reach, readPings, readRequests, subnets } from './requests.ts'
import { readStates } from './states.ts'

const ROUTES = 'routes is networks, and the router to each of them: routes: { 192.168.5.0/24: 10.0.0.7 }'

/** What a host says of itself, and the cards that it has; undefined: there were complaints about one. */
interface Said {
  readonly gateway?: Ipv4 | undefined
  readonly forward: boolean
  readonly 'keep-state'?: boolean | undefined
  readonly cards: readonly (InterfaceSpec | undefined)[]
}

/** Gateway, routes, forwarding, ARP, pings and requests of a host. Undefined: nothing but what goes without saying. */
export function readIp(reader: Reader, host: Path, said: Said, system: Runs | undefined): IpOptions | undefined {
  const { gateway, forward, cards } = said
  const known = cards.filter((card) => card !== undefined)
  const judged = known.length === cards.length ? known : null
  if (gateway !== undefined && judged) checkRouter(reader, [...host, 'gateway'], gateway, judged)
  const routes = readRoutes(reader, [...host, 'routes'], judged)
  const reach: Reach = { cards: judged, gateway: gateway !== undefined, routes }
  const pings = readPings(reader, [...host, 'ping'], reach)
  const requests = readRequests(reader, host, reach)
  const states = readStates(reader, host, said['keep-state'], judged, system)
  const options = {
    gateway: gateway ?? null,
    forward,
    arp: readArp(reader, [...host, 'arp'], judged),
    pings,
    ...(routes.length > 0 && { routes }),
    ...(requests.length > 0 && { requests }),
    ...(states && { states }),
  }
  return isDefault(options) ? undefined : options
}

function checkRouter(reader: Reader, path: Path, gateway: Ipv4, cards: Cards): void {
  if (cards.some(({ address }) => address.address === gateway)) {
    reader.complain(path, `${formatIpv4(gateway)} is this machine itself; write the address of another one`)
  } else if (!cards.some(({ address }) => isWithin(gateway, address))) {
    const where = `${formatIpv4(gateway)} is in no subnet of this machine (${subnets(cards)})`
    reader.complain(path, `${where}; write an address in one of them`)
  }
}

function readRoutes(reader: Reader, path: Path, cards: Cards | null): RouteOptions[] {
  const node = reader.at(path)
  if (node !== undefined && node.kind !== 'map') reader.complain(path, ROUTES)
  const routes: RouteOptions[] = []
  for (const key of reader.keys(path)) {
    const at = [...path, key]
    const to = key.includes('/') ? parsePrefix(key, 24) : undefined
    const gateway = readAddress(reader.text(at))
    if (to === undefined) reader.complain(at, `${shown(key)} is no IPv4 network with its length; ${ROUTES}`, 'key')
    else if (routes.some((route) => isSameNetwork(route.to, to))) {
      reader.complain(at, `there is a route to ${shown(key)} already; leave one of them out`, 'key')
    }
    if (typeof gateway !== 'number')
      reader.complain(
        at,
        'a route goes over the IPv4 address of a router in a subnet of this machine, such as 10.0.0.254',
      )
    else {
      if (cards) checkRouter(reader, at, gateway, cards)
      if (to !== undefined) routes.push({ to: { ...to, address: (to.address & netmask(to.length)) >>> 0 }, gateway })
    }
  }
  return routes
}

function isSameNetwork(a: Prefix, b: Prefix): boolean {
  return a.length === b.length && isWithin(a.address, b)
}

function isDefault({ gateway, forward, arp, pings, routes, requests, states }: IpOptions): boolean {
  const asks = pings.length > 0 || requests !== undefined
  return (
    gateway === DEFAULT_IP.gateway &&
    !forward &&
    arp === DEFAULT_ARP &&
    !asks &&
    routes === undefined &&
    states === undefined
  )
}
