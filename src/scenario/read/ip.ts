import { DEFAULT_ARP, DEFAULT_IP, type IpOptions, type PingOptions } from '../../host/ip-options.ts'
import { formatIpv4, formatPrefix, type Ipv4, isWithin } from '../../network/address.ts'
import { parseTime } from '../../time.ts'
import type { InterfaceSpec } from '../scenario.ts'
import { readIpv4 } from '../schema/fields.ts'
import * as schema from '../schema/schema.ts'
import type { Path } from '../text/node.ts'
import { shown } from '../text/printable.ts'
import { listed, zerosIn } from '../text/suggest.ts'
import type { Reader } from './reader.ts'

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
  const reach = judge && gateway === undefined ? known : undefined
  const pings = readPings(reader, [...host, 'ping'], reach)
  const options = { gateway: gateway ?? null, forward, arp: arp ?? DEFAULT_ARP, pings }
  return isDefault(options) ? undefined : options
}

function checkGateway(reader: Reader, path: Path, gateway: Ipv4, cards: readonly InterfaceSpec[]): void {
  if (cards.some(({ address }) => address.address === gateway)) {
    reader.complain(path, `${formatIpv4(gateway)} is this machine itself; write the address of another one`)
  } else if (!cards.some(({ address }) => isWithin(gateway, address))) {
    const where = `${formatIpv4(gateway)} is in no subnet of this machine (${subnets(cards)})`
    reader.complain(path, `${where}; write an address in one of them`)
  }
}

/** @param cards - where an address must be, if there is no gateway; undefined: anywhere */
function readPings(reader: Reader, path: Path, cards: readonly InterfaceSpec[] | undefined): PingOptions[] {
  const node = reader.at(path)
  if (node !== undefined && node.kind !== 'map') reader.complain(path, PING)
  const pings: PingOptions[] = []
  for (const key of reader.keys(path)) {
    const at = [...path, key]
    const address = readIpv4(key)
    const period = parseTime(reader.text(at))
    if (address === undefined)
      reader.complain(at, `${shown(key)} is no IPv4 address of a machine; ${PING}${zerosIn(key)}`, 'key')
    else if (cards && !cards.some((card) => isWithin(address, card.address))) {
      const where = `${key} is in no subnet of this machine (${subnets(cards)})`
      reader.complain(at, `${where}; write gateway: and the address of a router beside ping`, 'key')
    }
    if (!period) reader.complain(at, 'how often it is pinged is a time of more than 0, such as 100ms')
    else if (address !== undefined) pings.push({ address, period })
  }
  return pings
}

function subnets(cards: readonly InterfaceSpec[]): string {
  return listed(cards.map(({ address }) => formatPrefix(address))) || 'it has no interface'
}

function isDefault({ gateway, forward, arp, pings }: IpOptions): boolean {
  const sameArp = arp.gratuitous === DEFAULT_IP.arp.gratuitous && arp.age === DEFAULT_IP.arp.age
  return gateway === DEFAULT_IP.gateway && forward === DEFAULT_IP.forward && sameArp && pings.length === 0
}
