import { systemNamed } from '../../src/carp/systems/index.ts'
import type { Balancing } from '../../src/carp/vhost.ts'
import type { NodeConfig, Signal } from '../../src/host/carp.ts'
import { ERRNOS, type Errno } from '../../src/host/errno.ts'
import {
  type Address,
  type Mac,
  type Prefix,
  parseAddress,
  parseAnyPrefix,
  parsePrefix,
} from '../../src/network/address.ts'
import type { Action, EventSpec, HostSpec, Scenario, VhostSpec } from '../../src/scenario/scenario.ts'
import type { Family, State } from '../../src/trace/record.ts'

/** A recorded case: one small network, a script of events, and a stop time. */
export interface Case {
  readonly id: string
  readonly untilUs: number
  readonly network?: { readonly latencyUs: number }
  readonly networks?: Readonly<Record<string, { readonly latencyUs: number }>>
  readonly hosts: readonly CaseHost[]
  readonly events: readonly CaseEvent[]
}

interface CaseHost {
  readonly name: string
  readonly ip?: string
  readonly bootAtUs: number
  readonly preempt: boolean
  readonly system?: string
  readonly interfaces?: readonly { readonly name: string; readonly network: string; readonly ip: string }[]
  readonly vhids: readonly CaseVhost[]
  readonly ucarp?: Partial<HostSpec['ucarp']>
}

interface CaseVhost {
  readonly vhid: number
  readonly nodes?: readonly NodeConfig[]
  readonly balancing?: Balancing
  readonly interface?: string
  readonly advbase: number
  readonly advskew: number
  readonly pass: string
  readonly vips: readonly string[]
  readonly vips6?: readonly string[]
}

interface CaseEvent {
  readonly atUs: number
  readonly do: string
  readonly host?: string
  readonly interface?: string
  readonly vhid?: number
  readonly from?: string
  readonly to?: string
  readonly network?: string
  readonly family?: Family
  readonly param?: 'advskew' | 'advbase' | 'pass'
  readonly value?: number | string | boolean
  readonly delta?: number
  readonly state?: string
  readonly ip?: string
  readonly client?: { readonly mac: Mac; readonly ip: string }
  readonly errno?: number
  readonly count?: number
}

/** The one segment of cases of the first part. */
const LAN = 'lan'

/** Whether entries of the recorded timeline name the interface. */
export function namesInterfaces(given: Case): boolean {
  return given.networks !== undefined
}

/** Cases in which each host says what it runs. */
export const MIXED = 'mixed'
/** Recordings hold every line that a kernel would log at some level of net.inet.carp.log. */
const LOG_ALL = 7

/** A case as a scenario that carpsim plays. */
export function scenarioOf(given: Case, system: string): Scenario {
  const networks = given.networks ?? { [LAN]: given.network! }
  const exact = { jitter: 0, loss: 0, duplicate: 0, reorder: 0 }
  return {
    carpsim: 1,
    title: given.id,
    story: '',
    seed: '1',
    until: given.untilUs,
    // Mixed systems drew counters that are never 0.
    counters: system === MIXED ? 'random' : 'zero',
    networks: Object.entries(networks).map(([name, { latencyUs }]) => ({ name, latency: latencyUs, ...exact })),
    hosts: given.hosts.map((host) => hostOf(host, system)),
    groups: [],
    events: given.events.flatMap((event) => eventsOf(event, given, system)),
    expect: [],
  }
}

function hostOf(host: CaseHost, impl: string): HostSpec {
  const system = host.system ?? impl
  const interfaces = host.interfaces ?? [{ name: 'em0', network: LAN, ip: host.ip! }]
  return {
    name: host.name,
    system,
    boot: host.bootAtUs,
    preempt: host.preempt,
    ...(logsByLevel(system) && { log: LOG_ALL }),
    ticks: 0,
    interfaces: interfaces.map(({ name, network, ip }) => ({ name, address: parsePrefix(ip, 24)!, plug: network })),
    carp: host.vhids.map(vhostOf),
    ucarp: { ...UCARP, shutdown: system.startsWith('ucarp'), ...host.ucarp },
  }
}

/** Of several nodes the lowest vhid leads. */
function vhostOf({ interface: on = 'em0', advbase, pass, nodes, balancing, ...alone }: CaseVhost): VhostSpec {
  const sorted = nodes?.toSorted((a, b) => a.vhid - b.vhid)
  const { vhid, advskew } = sorted?.[0] ?? alone
  const addresses = [...alone.vips, ...(alone.vips6 ?? [])].map(prefix)
  const common = { vhid, interface: on, advbase, advskew, password: pass, addresses }
  return { ...common, ...(sorted && { nodes: sorted }), ...(balancing && { balancing }) }
}

/** Recorded daemons ran with -z, where a case says nothing else. */
const UCARP = { deadratio: 3, shutdown: false, neutral: false, ignoreifstate: false, nomcast: false }

function prefix(ip: string): Prefix<Address> {
  return parseAnyPrefix(ip)!
}

/** An event of a case, as the events of a scenario that do the same. */
function eventsOf(event: CaseEvent, given: Case, system: string): EventSpec[] {
  return actionsOf(event, given, system).map((action) => ({ at: event.atUs, evenIfInert: true, action }))
}

function actionsOf(event: CaseEvent, given: Case, system: string): Action[] {
  const host = event.host!
  const on = event.interface ?? 'em0'
  const vhost = { host, interface: on, vhid: event.vhid! }
  switch (event.do) {
    case 'link-down':
      return [{ verb: 'unplug', host, interface: on }]
    case 'link-up':
      return [{ verb: 'plug', host, interface: on }]
    case 'if-down':
      return [{ verb: 'interface-down', host, interface: on }]
    case 'if-up':
      return [{ verb: 'interface-up', host, interface: on }]
    case 'cut':
    case 'heal': {
      const ends = { from: { host: event.from! }, to: { host: event.to! } }
      const { family } = event
      return [{ verb: event.do, ...ends, network: event.network ?? LAN, ...(family !== undefined && { family }) }]
    }
    case 'crash':
      return [{ verb: 'crash', host }]
    case 'shutdown':
      return shutdown(host, given, system)
    case 'boot':
      return boot(host, given)
    case 'vhid-down':
      return [{ verb: 'carp-down', ...vhost }]
    case 'vhid-up':
      return [{ verb: 'carp-up', ...vhost }]
    case 'set':
      return [
        { verb: 'set', ...vhost, parameters: { [event.param === 'pass' ? 'password' : event.param!]: event.value } },
      ]
    case 'force':
      return [{ verb: 'force', ...vhost, to: event.state!.toUpperCase() as State }]
    case 'probe':
      return [
        {
          verb: 'probe',
          address: parseAddress(event.ip!)!,
          client: parseAddress(event.client!.ip)!,
          mac: event.client!.mac,
        },
      ]
    case 'vip-add':
      return [{ verb: 'add-address', ...vhost, address: prefix(event.ip!) }]
    case 'vip-del':
      return [{ verb: 'remove-address', ...vhost, address: prefix(event.ip!) }]
    default:
      return [machineAction(event, host, on)]
  }
}

function machineAction(event: CaseEvent, host: string, on: string): Action {
  switch (event.do) {
    case 'preempt':
    case 'allow':
      return { verb: event.do, host, to: Boolean(event.value) }
    case 'demote':
      return { verb: 'demote', host, by: event.delta!, reason: 'sysctl' }
    case 'sigusr1':
    case 'sigusr2':
      return { verb: 'signal', host, name: event.do.slice(3).toUpperCase() as Signal }
    case 'send-error':
      return { verb: 'send-error', host, interface: on, errno: errnoOf(event.errno!), times: event.count! }
    default:
      throw new Error(`unknown event ${event.do}`)
  }
}

function logsByLevel(name: string): boolean {
  const system = systemNamed(name)!
  return system.runs === 'kernel' && system.priorityOf !== undefined
}

/** The corpus takes each carp interface down before power goes, where there are such; not every real system does. */
function shutdown(host: string, given: Case, system: string): Action[] {
  const off: Action = { verb: 'shutdown', host }
  const { vhids, system: own = system } = given.hosts.find(({ name }) => name === host)!
  const runs = systemNamed(own)!
  if (runs.runs !== 'kernel' || runs.device !== 'carpN' || runs.takesDownAtShutdown) return [off]
  return [
    ...vhids.map(({ vhid, interface: on = 'em0' }): Action => ({ verb: 'carp-down', host, interface: on, vhid })),
    off,
  ]
}

/** In the corpus a machine that boots finds its cables in. */
function boot(host: string, given: Case): Action[] {
  const interfaces = given.hosts.find(({ name }) => name === host)!.interfaces ?? [{ name: 'em0' }]
  return [...interfaces.map(({ name }): Action => ({ verb: 'plug', host, interface: name })), { verb: 'boot', host }]
}

function errnoOf(number: number): Errno {
  const found = Object.entries(ERRNOS).find(([, { bsd }]) => bsd === number)
  if (found === undefined) throw new Error(`no name for errno ${number}`)
  return found[0] as Errno
}
