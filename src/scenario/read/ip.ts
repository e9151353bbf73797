import { DEFAULT_ARP, DEFAULT_IP, type IpOptions, type PingOptions } from '../../host/ip/options.ts'
import { type Address, formatAddress, formatIpv4, formatPrefix, type Ipv4, isWithin } from '../../network/address.ts'
import { formatIpv6, type Ipv6, isLinkLocal } from '../../network/ipv6.ts'
import { parseTime } from '../../time.ts'
import type { InterfaceSpec } from '../scenario.ts'
import { readAddress } from '../schema/addresses.ts'
import * as schema from '../schema/schema.ts'
import type { Path } from '../text/node.ts'
import { shown } from '../text/printable.ts'
import { listed, slipIn } from '../text/suggest.ts'
import type { Reader } from './reader.ts'

type Cards = readonly InterfaceSpec[]

const PING = 'ping is addresses, and how often each of them is pinged: ping: { 10.0.0.3: 100ms }'

/** What a host says of itself, and the cards that it has; undefined: there were complaints about one. */
interface Said {
  readonly gateway?: Ipv4 | undefined
  readonly forward: boolean
  readonly cards: readonly (InterfaceSpec | undefined)[]
}

/** Gateway, forwarding, ARP and pings of a host. Undefined: nothing but what goes without saying. */
export function readIp(reader: Reader, host: Path, { gateway, forward, cards }: Said): IpOptions | undefined {
  const known = cards.filter((card) => card !== undefined)
  const judge = known.length === cards.length
  if (gateway !== undefined && judge) checkGateway(reader, [...host, 'gateway'], gateway, known)
  const arp = reader.at([...host, 'arp']) === undefined ? DEFAULT_ARP : reader.check(schema.arp, [...host, 'arp'])
  const pings = readPings(reader, [...host, 'ping'], judge ? known : null, gateway !== undefined)
  const options = { gateway: gateway ?? null, forward, arp: arp ?? DEFAULT_ARP, pings }
  return isDefault(options) ? undefined : options
}

function checkGateway(reader: Reader, path: Path, gateway: Ipv4, cards: Cards): void {
  if (cards.some(({ address }) => address.address === gateway)) {
    reader.complain(path, `${formatIpv4(gateway)} is this machine itself; write the address of another one`)
  } else if (!cards.some(({ address }) => isWithin(gateway, address))) {
    const where = `${formatIpv4(gateway)} is in no subnet of this machine (${subnets(cards)})`
    reader.complain(path, `${where}; write an address in one of them`)
  }
}

/** @param gateway - whether IPv4 addresses of other subnets are reached; what cards there are is not known: null */
function readPings(reader: Reader, path: Path, cards: Cards | null, gateway: boolean): PingOptions[] {
  const node = reader.at(path)
  if (node !== undefined && node.kind !== 'map') reader.complain(path, PING)
  const pings: PingOptions[] = []
  for (const key of reader.keys(path)) {
    const at = [...path, key]
    const address = readAddress(key)
    const period = parseTime(reader.text(at))
    const wrong =
      address === undefined
        ? `${shown(key)} is no address of a machine; ${PING}${slipIn(key)}`
        : (cards && pingProblem(address, cards, gateway)) || repetition(address, pings)
    if (wrong) reader.complain(at, wrong, 'key')
    if (!period) reader.complain(at, 'how often it is pinged is a time of more than 0, such as 100ms')
    else if (address !== undefined) pings.push({ address, period })
  }
  return pings
}

/** Why a machine does not get there. */
function pingProblem(address: Address, cards: Cards, gateway: boolean): string | undefined {
  if (typeof address === 'string') return pingProblem6(address, cards)
  if (gateway || cards.some((card) => isWithin(address, card.address))) return undefined
  const where = `${formatIpv4(address)} is in no subnet of this machine (${subnets(cards)})`
  return `${where}; write gateway: and the address of a router beside ping`
}

function pingProblem6(address: Ipv6, cards: Cards): string | undefined {
  const text = formatIpv6(address)
  if (isLinkLocal(address)) {
    if (cards.length === 1) return undefined
    return `${text} is link-local, and this machine has ${cards.length} interfaces; ping an address of an IPv6 subnet`
  }
  if (cards.some(({ address6 }) => address6 && isWithin(address, address6))) return undefined
  return `${text} is in no IPv6 subnet of this machine; write an address6 in it at one of its interfaces`
}

/** One address may be written in many ways. */
function repetition(address: Address, pings: readonly PingOptions[]): string | undefined {
  if (!pings.some((ping) => ping.address === address)) return undefined
  return `${formatAddress(address)} is pinged already; leave one of them out`
}

function subnets(cards: Cards): string {
  return listed(cards.map(({ address }) => formatPrefix(address))) || 'it has no interface'
}

function isDefault({ gateway, forward, arp, pings }: IpOptions): boolean {
  const sameArp = arp.gratuitous === DEFAULT_IP.arp.gratuitous && arp.age === DEFAULT_IP.arp.age
  return gateway === DEFAULT_IP.gateway && forward === DEFAULT_IP.forward && sameArp && pings.length === 0
}
