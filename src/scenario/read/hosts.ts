import type { System } from '../../carp/system.ts'
import { DEFAULT_SYSTEM } from '../../carp/systems/index.ts'
import type { Micros } from '../../time.ts'
import { RUNS, type Runs, runsNamed } from '../runs.ts'
import type { HostSpec, InterfaceSpec, VhostSpec } from '../scenario.ts'
import { readAddress } from '../schema/addresses.ts'
import { ADDRESS, networkInterface } from '../schema/network-interface.ts'
import * as schema from '../schema/schema.ts'
import { LOG_SYSCTL, PREEMPT_SYSCTL, sysctl } from '../schema/sysctl.ts'
import type { Path } from '../text/node.ts'
import { checkBundles, readBundle } from './bundle.ts'
import { peerWords } from './carp-words.ts'
import { readDisks, readHast } from './disks.ts'
import { readIp, type Said as SaidOfIp } from './ip.ts'
import { readMachineFiles } from './machine-files.ts'
import { HOST_NAME, HOST_RULE, INTERFACE_NAME, INTERFACE_RULE } from './names.ts'
import type { Networks } from './networks.ts'
import type { Reader } from './reader.ts'
import { readServices } from './services.ts'
import { readStartup, refuseRc } from './startup.ts'
import { readTracked } from './track.ts'
import { readVirtualHosts } from './virtual-hosts.ts'
import { readVirtualRouters } from './virtual-routers.ts'
import { readWriter } from './writer.ts'

const MAX_HOSTS = 65_000
const MAX_INTERFACES = 255

/** A host that was read without complaint. */
export interface Known {
  readonly spec: HostSpec
  readonly system: Runs
}

/** By name; null: there were complaints, so that nothing that depends on it can be judged. */
export type Hosts = ReadonlyMap<string, Known | null>

/** What the file says for all of its hosts. */
export interface Common {
  /** Undefined: there was a complaint. */
  readonly system: Runs | undefined
  readonly preempt: boolean | undefined
  readonly networks: Networks
}

export function readHosts(reader: Reader, common: Common): Hosts {
  const names = reader.names(['hosts'], 'a host', HOST_NAME, HOST_RULE)
  if (names.length > MAX_HOSTS) reader.complain(['hosts'], `${names.length} hosts; at most 65,000 can be played`, 'key')
  return new Map(names.slice(0, MAX_HOSTS).map((name) => [name, readHost(reader, name, common)]))
}

/** The system that is named at a place, by its name or an alias. Undefined: there is none of that name. */
export function readSystem(reader: Reader, path: Path): Runs | undefined {
  const name = reader.text(path)
  const system = runsNamed(name)
  if (system !== undefined) return system
  reader.unknown(path, 'system', name, RUNS)
  return undefined
}

function readHost(reader: Reader, name: string, common: Common): Known | null {
  const before = reader.problems
  const path = ['hosts', name]
  const host = reader.check(schema.host, path)
  const named = [...path, 'system']
  const system = reader.at(named) === undefined ? common.system : readSystem(reader, named)
  const interfaces = readInterfaces(reader, name, common.networks)
  const elects = system?.runs === 'nothing' ? undefined : system
  if (system?.runs === 'nothing') refuseElection(reader, path)
  const carp = readVirtualHosts(reader, path, interfaces, elects)
  const { preempt, log } = readSysctl(reader, path, host?.preempt ?? (elects && common.preempt), elects)
  const ucarp = readUcarp(reader, [...path, 'ucarp'], elects)
  const drift = reader.at([...path, 'clock']) === undefined ? 0 : reader.check(schema.clock, [...path, 'clock'])?.drift
  const ip =
    host &&
    readIp(reader, path, { ...host, cards: [...interfaces.values()], ...carpOfIp(reader, path, carp, elects) }, system)
  const rc = elects && readRc(reader, path, host?.rc, elects)
  const track = readTracked(reader, path, [...interfaces.keys()], elects)
  const vrrp = readVirtualRouters(reader, path, system)
  const services = readServices(reader, path, system)
  const writer = readWriter(reader, path)
  const files = readMachineFiles(reader, path)
  if (system !== undefined) refuseRc(reader, path, files.files, system)
  const startup = system === undefined ? {} : readStartup(reader, path, files.files, system)
  const storage = { ...readDisks(reader, path), ...readHast(reader, path, files.files) }
  if (reader.problems > before || host === undefined || system === undefined || ucarp === undefined) return null
  const { boot, ticks } = host
  const cards = [...interfaces.values()].filter((card) => card !== undefined)
  const more = {
    ...(drift ? { drift } : {}),
    ...(log !== undefined && { log }),
    ...(ip && { ip }),
    ...(rc && { rc }),
    ...(track && { track }),
    ...(vrrp && { vrrp }),
    ...(services && { services }),
    ...(writer && { writer }),
    ...files,
    ...startup,
    ...storage,
  }
  return { system, spec: { name, system: system.name, boot, preempt, ticks, interfaces: cards, carp, ucarp, ...more } }
}

/** What of its virtual hosts its IP must know: their addresses, and who is to be reached. */
function carpOfIp(
  reader: Reader,
  host: Path,
  carp: readonly VhostSpec[],
  system: System | undefined,
): Pick<SaidOfIp, 'virtual' | 'peers'> {
  const words = system === undefined ? [] : peerWords(system)
  const said = reader.items([...host, 'carp'], '').flatMap((path) => words.map((word) => [...path, word]))
  const peers = said.flatMap((path) => {
    const address = reader.at(path) === undefined ? undefined : readAddress(reader.text(path))
    return address === undefined ? [] : [{ path, address }]
  })
  return { virtual: carp.flatMap(({ addresses }) => addresses), peers }
}

/** How long its start-up scripts run, on a system that demotes the machine meanwhile. */
function readRc(reader: Reader, path: Path, said: Micros | undefined, system: System): Micros {
  if (system.runs === 'kernel' && system.rcDemotion > 0) return said ?? 0
  if (said !== undefined) {
    reader.complain([...path, 'rc'], `${system.title} is not demoted while it boots; leave rc out`, 'key')
  }
  return 0
}

/** What belongs to an election, at a machine that runs none. */
function refuseElection(reader: Reader, path: Path): void {
  const system = reader.at([...path, 'ucarp']) === undefined ? DEFAULT_SYSTEM : 'ucarp'
  for (const key of ['carp', 'ucarp', 'sysctl', 'preempt', 'rc', 'track']) {
    const message = `a client runs no CARP; leave ${key} out, or write what it runs: system: ${system}`
    if (reader.at([...path, key]) !== undefined) reader.complain([...path, key], message, 'key')
  }
}

/** In file order; undefined: there were complaints about it. */
function readInterfaces(reader: Reader, host: string, networks: Networks) {
  const path = ['hosts', host, 'interfaces']
  const names = reader.names(path, 'an interface', INTERFACE_NAME, INTERFACE_RULE)
  if (names.length > MAX_INTERFACES) reader.complain(path, `${names.length} interfaces; a host has at most 255`, 'key')
  const cards = new Map(
    names
      .slice(0, MAX_INTERFACES)
      .map((name): [string, InterfaceSpec | undefined] => [name, readInterface(reader, host, name, networks)]),
  )
  checkBundles(reader, path, cards)
  return cards
}

function readInterface(reader: Reader, host: string, name: string, networks: Networks): InterfaceSpec | undefined {
  const path = ['hosts', host, 'interfaces', name]
  const card = reader.check(networkInterface, path)
  if (card === undefined) return undefined
  const plug = networks.plug([...path, 'plug'], `${host}.${name}`)
  const bundle = readBundle(reader, path, card)
  const { ports: _, mode: __, address, ...rest } = card
  if (address === undefined) reader.complain([...path, 'address'], `address is missing; ${ADDRESS}`)
  return plug && address && { name, address, ...rest, ...plug, ...bundle }
}

/** @param said - the host's own preempt, or the file's for all */
function readSysctl(
  reader: Reader,
  path: Path,
  said: boolean | undefined,
  system: Runs | undefined,
): Pick<HostSpec, 'preempt' | 'log'> {
  const at = [...path, 'sysctl']
  if (reader.at(at) === undefined) return { preempt: said ?? false }
  if (system?.runs === 'daemon') reader.complain(at, 'ucarp reads no sysctl; write preempt: true', 'key')
  const given = reader.check(sysctl, at)
  const value = given?.[PREEMPT_SYSCTL]
  if (said !== undefined && value !== undefined && value !== said) {
    const message = `preempt: ${said} says the opposite; leave one of them out`
    reader.complain([...at, PREEMPT_SYSCTL], message)
  }
  const log = given?.[LOG_SYSCTL]
  return { preempt: value ?? said ?? false, ...(log !== undefined && { log }) }
}

function readUcarp(reader: Reader, path: Path, system: Runs | undefined): HostSpec['ucarp'] | undefined {
  if (reader.at(path) === undefined) return schema.ucarp.schema.parse({})
  if (system?.runs === 'kernel') {
    reader.complain(path, `${system.title} runs CARP in its kernel; these options need system: ucarp`, 'key')
  }
  return reader.check(schema.ucarp, path)
}
