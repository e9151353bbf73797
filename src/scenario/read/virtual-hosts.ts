import type { z } from 'zod'
import type { System } from '../../carp/system.ts'
import type { Balancing } from '../../carp/vhost.ts'
import { nodesOf } from '../../host/carp.ts'
import {
  type Address,
  familyOf,
  formatAddress,
  formatPrefix,
  isIpv4Prefix,
  isWithin,
  type Prefix,
} from '../../network/address.ts'
import type { Family } from '../../trace/record.ts'
import type { Runs } from '../runs.ts'
import type { InterfaceSpec, VhostSpec } from '../scenario.ts'
import { ADVSKEW, VHID } from '../schema/fields.ts'
import { virtualHost } from '../schema/virtual-host.ts'
import type { Path } from '../text/node.ts'
import { listed } from '../text/suggest.ts'
import { checkGroups, checkLladdr, checkPeers } from './carp-words.ts'
import type { Reader } from './reader.ts'

/** ucarp refuses a longer password, where the kernels cut it (ucarp.c: "Password too long"). */
const UCARP_PASSWORD = 19

/** The cards of a host by name, in file order; undefined: there were complaints about it. */
export type Cards = ReadonlyMap<string, InterfaceSpec | undefined>

/** @param system - what the host runs, where that is known */
export function readVirtualHosts(reader: Reader, host: Path, cards: Cards, system: System | undefined): VhostSpec[] {
  const list = reader.items(
    [...host, 'carp'],
    'carp is a list of virtual hosts: carp: [{ vhid: 1, addresses: [10.0.0.3/24] }]',
  )
  const read: VhostSpec[] = []
  const taken = new Set<string>()
  for (const [place, path] of list.entries()) {
    const vhost = readVirtualHost(reader, path, reader.keys([...host, 'interfaces']))
    if (vhost === undefined) continue
    nodesOf(vhost).forEach(({ vhid }) => {
      const name = `${vhost.interface}/${vhid}`
      const message = `${vhost.interface} has vhid ${vhid} already; give this one another number`
      if (taken.has(name)) reader.complain([...path, reader.at([...path, 'vhid']) ? 'vhid' : 'carpnodes'], message)
      taken.add(name)
    })
    if (system !== undefined) checkFor(system, { reader, path, place, vhost, cards })
    read.push(vhost)
  }
  return read
}

function readVirtualHost(reader: Reader, path: Path, interfaces: string[]): VhostSpec | undefined {
  const said = reader.check(virtualHost, path)
  if (said === undefined) return undefined
  const on = interfaceOf(reader, path, said.interface, interfaces)
  const { advbase, addresses, password = '', groups, peer = said.carppeer, peer6, lladdr } = said
  const nodes = readNodes(reader, path, said)
  const given = new Set<Address>()
  addresses.forEach(({ address }, i) => {
    if (given.has(address))
      reader.complain([...path, 'addresses', i], `${formatAddress(address)} is given twice; leave one of them out`)
    given.add(address)
  })
  const more = {
    ...(groups && { groups }),
    ...(peer !== undefined && { peer }),
    ...(peer6 !== undefined && { peer6 }),
    ...(lladdr && { lladdr }),
  }
  if (on === undefined || nodes === undefined) return undefined
  return { ...nodes, interface: on, advbase, password, addresses, ...more }
}

type Said = z.output<typeof virtualHost.schema>

/**
 * One vhid, or the nodes of an interface, of which the lowest leads. As ifconfig(8): several nodes balance by ip unless
 * told otherwise.
 */
function readNodes(
  reader: Reader,
  path: Path,
  { vhid, advskew, carpnodes, balancing }: Said,
): Pick<VhostSpec, 'vhid' | 'advskew' | 'nodes' | 'balancing'> | undefined {
  if (carpnodes !== undefined) {
    for (const key of ['vhid', 'advskew'].filter((key) => reader.at([...path, key]) !== undefined)) {
      reader.complain([...path, key], `carpnodes gives each node its vhid and advskew; leave ${key} out`, 'key')
    }
  } else if (vhid === undefined) reader.complain([...path, 'vhid'], `vhid is missing; ${VHID}`)
  const given = carpnodes ?? (vhid === undefined ? [] : [{ vhid, advskew }])
  const nodes = given.toSorted((a, b) => a.vhid - b.vhid)
  const leader = nodes[0]
  const twice = given.findIndex(({ vhid }, i) => given.some((other, j) => j < i && other.vhid === vhid))
  if (twice >= 0) {
    reader.complain([...path, 'carpnodes', twice], `vhid ${given[twice]!.vhid} is given twice; leave one of them out`)
  }
  if (leader === undefined || twice >= 0) return undefined
  const mode = balancing ?? (nodes.length > 1 ? 'ip' : 'none')
  return nodes.length === 1 && mode === 'none' ? leader : { ...leader, nodes, balancing: mode }
}

/** The interface that is named, or the only one. */
export function interfaceOf(reader: Reader, path: Path, name: string | undefined, known: string[]): string | undefined {
  const at = [...path, 'interface']
  if (name === undefined) {
    if (known.length === 1) return known[0]
    reader.complain(at, `on which interface? write interface: ${listed(known, ' or ') || 'em0, and interfaces above'}`)
  } else if (!known.includes(name)) {
    reader.unknown(at, 'interface', name, known)
    return undefined
  }
  return name
}

interface Checked {
  readonly reader: Reader
  readonly path: Path
  /** From 0, in the list of the host. */
  readonly place: number
  readonly vhost: VhostSpec
  readonly cards: Cards
}

/** What a system demands of its virtual hosts. */
function checkFor(system: System, checked: Checked): void {
  const { reader, path, vhost, place, cards } = checked
  if (system.runs === 'daemon') checkUcarp(checked)
  else if (vhost.advskew > 254) reader.complain([...path, 'advskew'], ADVSKEW)
  const wrong = advbaseProblem(system, vhost.advbase)
  if (wrong !== undefined) reader.complain([...path, 'advbase'], wrong)
  checkGroups(reader, path, vhost.groups ?? [], system)
  checkLladdr(reader, path, vhost, system)
  checkPeers(reader, path, vhost, cards.get(vhost.interface), system)
  checkName(reader, [...path, 'name'], isCarpN(system) ? `carp${place}` : undefined, system)
  checkBalancing(system, checked)
  vhost.addresses.forEach((address, i) => {
    const wrong = parentProblem(system, address, vhost.interface, [...cards.values()])
    if (wrong !== undefined) reader.complain([...path, 'addresses', i], wrong)
  })
}

function checkBalancing(system: System, { reader, path, vhost: { balancing } }: Checked): void {
  const modes: readonly Balancing[] = system.runs === 'kernel' ? system.balancings : []
  const said = ['carpnodes', 'balancing'].find((key) => reader.at([...path, key]) !== undefined)
  if (said === undefined) return
  if (modes.length === 0) {
    const message = `${system.title} has no ${said}; write a virtual host for each vhid instead`
    reader.complain([...path, said], message, 'key')
  } else if (balancing !== undefined && !modes.includes(balancing)) {
    const message = `${system.title} has no balancing ${balancing}; write one of ${modes.join(', ')}`
    reader.complain([...path, 'balancing'], message)
  }
}

function checkUcarp({ reader, path, vhost }: Checked): void {
  const { addresses, password, advbase, advskew } = vhost
  addresses.forEach((prefix, i) => {
    if (!isIpv4Prefix(prefix)) reader.complain([...path, 'addresses', i], 'ucarp knows no IPv6; write an IPv4 address')
  })
  if (addresses.length !== 1) {
    const message = 'one ucarp has exactly one address; give each address a virtual host of its own'
    reader.complain([...path, 'addresses'], message, 'key')
  }
  if (reader.at([...path, 'password']) === undefined) {
    reader.complain([...path, 'password'], 'password is missing; ucarp does not start without one')
  }
  if (utf8Length(password) > UCARP_PASSWORD) {
    reader.complain(
      [...path, 'password'],
      `password is at most ${UCARP_PASSWORD} characters; ucarp refuses a longer one`,
    )
  }
  if (advbase === 0 && advskew === 0) {
    reader.complain([...path, 'advbase'], 'advbase and advskew are not both 0; ucarp does not start then')
  }
}

/** Where virtual hosts are interfaces, they are numbered as they stand; a name may say so, but not otherwise. */
function checkName(reader: Reader, path: Path, named: string | undefined, system: System): void {
  if (reader.at(path) === undefined || reader.text(path) === named) return
  const message = named
    ? `this one is ${named}: carp interfaces are numbered in the order of the list`
    : `on ${system.title} virtual hosts have no names; leave name out`
  reader.complain(path, message)
}

export function advbaseProblem(system: Runs, advbase: number): string | undefined {
  if (advbase > 0 || system.runs !== 'kernel' || isCarpN(system)) return undefined
  return `advbase is 1 to 255 on ${system.title}, where 0 changes nothing`
}

/**
 * FreeBSD up to 9 is not told the interface: the first one whose subnet holds the virtual address is the parent
 * (ip_carp.c, carp_set_addr). Early OpenBSD, and NetBSD, are told, and refuse what is in the subnet of another.
 */
export function parentProblem(
  system: Runs,
  virtual: Prefix<Address>,
  on: string,
  cards: readonly (InterfaceSpec | undefined)[],
): string | undefined {
  if (system.runs !== 'kernel' || !system.needsSubnet || cards.includes(undefined)) return undefined
  const own = cards.find((card) => card?.name === on)
  const family = familyOf(virtual.address)
  const parent = cards.find(
    (card) => card && prefixesOf(card, family).some((prefix) => isWithin(virtual.address, prefix)),
  )
  if (own === undefined || parent === own) return undefined
  const where = parent === undefined ? 'no interface' : `${parent.name}, not of ${on}`
  const subnets = prefixesOf(own, family).map(formatPrefix)
  const instead =
    subnets.length > 0 ? `write an address in ${listed(subnets)}` : `give ${on} an address6 of its own in that subnet`
  return `${formatAddress(virtual.address)} is in the subnet of ${where}: the kernel finds carp's parent by subnet; ${instead}`
}

/** The subnets of an interface. */
function prefixesOf({ address, address6 }: InterfaceSpec, family: Family): Prefix<Address>[] {
  if (family === 'inet') return [address]
  return address6 === undefined ? [] : [address6]
}

/** Whether virtual hosts are interfaces of their own. */
export function isCarpN(system: Runs): boolean {
  return system.runs === 'kernel' && system.device === 'carpN'
}

/** In bytes, as C counts a password. */
function utf8Length(value: string): number {
  return Array.from(value).reduce((sum, character) => {
    const code = character.codePointAt(0)!
    return sum + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4)
  }, 0)
}
