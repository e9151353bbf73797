import type { PingOptions, RequestOptions, RouteOptions } from '../../host/ip/options.ts'
import {
  type Address,
  familyOf,
  formatAddress,
  formatPrefix,
  isWithin,
  type Prefix,
  withPort,
} from '../../network/address.ts'
import { isLinkLocal } from '../../network/ipv6.ts'
import { parseTime } from '../../time.ts'
import type { Family } from '../../trace/record.ts'
import type { InterfaceSpec } from '../scenario.ts'
import { readAddress } from '../schema/addresses.ts'
import * as schema from '../schema/ip.ts'
import type { Path } from '../text/node.ts'
import { shown } from '../text/printable.ts'
import { listed, slipIn } from '../text/suggest.ts'
import type { Reader } from './reader.ts'

export type Cards = readonly InterfaceSpec[]

/** Where a host gets to. */
export interface Reach {
  /** Null: there were complaints about a card. */
  readonly cards: Cards | null
  /** Whether IPv4 addresses of all other subnets are reached. */
  readonly gateway: boolean
  /** The same of IPv6. */
  readonly gateway6: boolean
  readonly routes: readonly RouteOptions[]
  /** Networks besides those of its cards: of its virtual addresses, where the system is in those. */
  readonly networks: readonly Prefix<Address>[]
  /** Virtual addresses that it may ping from. */
  readonly virtual: readonly Address[]
}

const PING = 'ping is addresses, and how often each of them is pinged: ping: { 10.0.0.3: 100ms }'
const FETCH = 'fetch is addresses, and how often each of them is fetched: fetch: { http://10.0.0.3/: 1s }'
const CONNECT =
  'connect is addresses with ports, and how often something is said over each connection: connect: { 10.0.0.3:22: 1s }'

/** One of the things that a host asks: what is written, and what that means. */
interface Asked<T> {
  readonly what: string
  /** As in "is no …". */
  readonly noun: string
  /** As in "is pinged", and of what is asked twice. */
  readonly done: string
  readonly again: string
  read(key: string): T | undefined
  isSame(a: T, b: T): boolean
  write(one: T): string
}

const PINGED: Asked<{ readonly address: Address }> = {
  what: PING,
  noun: 'address of a machine',
  done: 'pinged',
  again: 'pinged',
  read: (key) => {
    const address = readAddress(key)
    return address === undefined ? undefined : { address }
  },
  isSame: (a, b) => a.address === b.address,
  write: ({ address }) => formatAddress(address),
}

type Endpoint = Omit<RequestOptions, 'period'>

const ENDPOINTS = {
  again: 'asked',
  isSame: (a: Endpoint, b: Endpoint) => a.address === b.address && a.port === b.port,
  write: ({ address, port }: Endpoint) => withPort(address, port),
}

const FETCHED: Asked<Endpoint> = {
  ...ENDPOINTS,
  what: FETCH,
  noun: 'page at an address',
  done: 'fetched',
  read: (key) => {
    const [, host = '', port = '80'] = /^http:\/\/(\[[^\]/]*\]|[^:/[]*)(?::(\d{1,5}))?\/?$/.exec(key) ?? []
    return endpoint('fetch', host, port)
  },
}

const CONNECTED: Asked<Endpoint> = {
  ...ENDPOINTS,
  what: CONNECT,
  noun: 'address with a port',
  done: 'connected to',
  read: (key) => {
    const [, host = '', port = ''] = /^(\[[^\]/]*\]|[^:/[]*):(\d{1,5})$/.exec(key) ?? []
    return endpoint('connection', host, port)
  },
}

/** An IPv6 address stands in brackets. */
function endpoint(of: Endpoint['of'], host: string, port: string): Endpoint | undefined {
  const inner = host.startsWith('[') ? host.slice(1, -1) : host
  const address = readAddress(inner)
  if (address === undefined || (typeof address === 'string') !== host.startsWith('[')) return undefined
  return Number(port) >= 1 && Number(port) <= 65_535 ? { of, address, port: Number(port) } : undefined
}

export function readPings(reader: Reader, path: Path, reach: Reach): PingOptions[] {
  return readAsked(reader, path, PINGED, reach).map((one) => {
    const source = readSource(reader, [...path, formatted(reader, path, one.address)], one.address, reach)
    return { ...one, ...(source !== undefined && { source }) }
  })
}

/** The key with which an address stands in a file. */
function formatted(reader: Reader, path: Path, address: Address): string {
  return reader.keys(path).find((key) => readAddress(key) === address)!
}

/** `ping -S`: one of its own addresses, or a virtual one. */
function readSource(reader: Reader, path: Path, address: Address, { cards, virtual }: Reach): Address | undefined {
  if (reader.at(path)?.kind !== 'map') return undefined
  const source = reader.check(schema.ping, path)?.source
  if (source === undefined || cards === null) return source
  const own = [...cards.flatMap(networksOf).map((prefix) => prefix.address), ...virtual]
  const known = own.filter((one) => familyOf(one) === familyOf(address))
  if (known.includes(source) || (typeof source === 'string' && isLinkLocal(source))) return source
  const instead = listed(known.map(formatAddress), ' or ') || 'none, as it has no address of that family'
  reader.complain(
    [...path, 'source'],
    `${formatAddress(source)} is no address of this machine to ping from; write ${instead}`,
  )
  return undefined
}

/** What a host asks over TCP. One address and port is asked in one way: answers would be told apart by nothing. */
export function readRequests(reader: Reader, host: Path, reach: Reach): RequestOptions[] {
  const fetched = readAsked(reader, [...host, 'fetch'], FETCHED, reach)
  return [...fetched, ...readAsked(reader, [...host, 'connect'], CONNECTED, reach, fetched)]
}

/** @param others - what is asked already */
function readAsked<T extends { readonly address: Address }>(
  reader: Reader,
  path: Path,
  asked: Asked<T>,
  reach: Reach,
  others: readonly T[] = [],
): (T & { readonly period: number })[] {
  const node = reader.at(path)
  if (node !== undefined && node.kind !== 'map') reader.complain(path, asked.what)
  const all: (T & { readonly period: number })[] = []
  for (const key of reader.keys(path)) {
    const at = [...path, key]
    const one = asked.read(key)
    const period = parseTime(reader.text(reader.at(at)?.kind === 'map' ? [...at, 'every'] : at))
    const wrong =
      one === undefined
        ? `${shown(key)} is no ${asked.noun}; ${asked.what}${slipIn(key)}`
        : problem(one.address, reach, path.at(-1)) || repetition(one, asked, [...others, ...all])
    if (wrong) reader.complain(at, wrong, 'key')
    if (!period) reader.complain(at, `how often it is ${asked.done} is a time of more than 0, such as 100ms`)
    else if (one !== undefined) all.push({ ...one, period })
  }
  return all
}

/** Why a machine does not get there. */
export function problem(
  address: Address,
  { cards, gateway, gateway6, routes, networks }: Reach,
  key: unknown,
): string | undefined {
  if (cards === null) return undefined
  const text = formatAddress(address)
  if (typeof address === 'string' && isLinkLocal(address)) {
    if (cards.length === 1) return undefined
    return `${text} is link-local, and this machine has ${cards.length} interfaces; ping an address of an IPv6 subnet`
  }
  const reached = [...cards.flatMap(networksOf), ...networks, ...routes.map(({ to }) => to)]
  if ((typeof address === 'number' ? gateway : gateway6) || reached.some((network) => isWithin(address, network))) {
    return undefined
  }
  if (typeof address === 'string') {
    const instead = 'write an address6 in it at one of its interfaces, or gateway6: and the address of a router'
    return `${text} is in no IPv6 subnet of this machine; ${instead}`
  }
  const where = `${text} is in no subnet of this machine (${subnets(cards)})`
  return `${where}; write gateway: and the address of a router beside ${key}`
}

/** One address may be written in many ways. */
function repetition<T>(one: T, asked: Asked<T>, others: readonly T[]): string | undefined {
  if (!others.some((other) => asked.isSame(one, other))) return undefined
  return `${asked.write(one)} is ${asked.again} already; leave one of them out`
}

/** The addresses of a card with their networks. */
export function networksOf({ address, address6, aliases = [] }: InterfaceSpec): Prefix<Address>[] {
  return [address, ...(address6 === undefined ? [] : [address6]), ...aliases]
}

export function subnets(cards: Cards, family: Family = 'inet'): string {
  const networks = cards.flatMap(networksOf).filter(({ address }) => familyOf(address) === family)
  return listed(networks.map(formatPrefix)) || (cards.length === 0 ? 'it has no interface' : 'it has none of IPv6')
}
