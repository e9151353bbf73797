import type { BundleOptions } from '../host/bundle.ts'
import type { Burst } from '../host/burst.ts'
import type { Parameters, Signal, VhostConfig } from '../host/carp.ts'
import type { Errno } from '../host/errno.ts'
import type { IpOptions } from '../host/ip/options.ts'
import type { Tracked } from '../host/kernel/tracking.ts'
import type { Diversion, Protocol } from '../host/packet-filter.ts'
import type { Address, Mac, Prefix } from '../network/address.ts'
import type { CableOptions, SwitchOptions } from '../network/fabric/options.ts'
import type { Direction } from '../network/health.ts'
import type { Ipv6 } from '../network/ipv6.ts'
import type { HubQuality, Impairment } from '../network/segment.ts'
import type { WriterOptions } from '../services/data/writer.ts'
import type { MysqlClientOptions } from '../services/mysql/client.ts'
import type { ServicesOptions } from '../services/options.ts'
import type { Options as UcarpOptions } from '../services/ucarp/options.ts'
import type { VirtualRouter } from '../services/vrrp/options.ts'
import type { Micros } from '../time.ts'
import type { Expectation } from '../trace/expectation.ts'
import type { Family, State } from '../trace/record.ts'
import type { Leaf, Said, Truth } from '../trace/sentence.ts'
import type { About } from '../trace/trace.ts'
import type { OnSwitch } from './on-switch.ts'
import type { OwnFiles } from './own-files.ts'
import type { OnPower, PowerSpec } from './power.ts'

/**
 * A scenario: machines, networks and what happens to them. Plain data, all defaults filled in; lists stand in file order.
 */
export interface Scenario extends About {
  readonly carpsim: 1
  readonly seed: string
  readonly until: Micros
  /** Where anti-replay counters begin: drawn, or at 0 (where the system counts on), as in recorded runs. */
  readonly counters: 'random' | 'zero'
  readonly networks: readonly NetworkSpec[]
  /** Absent: there are none, and every network is a hub. */
  readonly switches?: readonly SwitchSpec[]
  readonly cables?: readonly CableSpec[]
  readonly hosts: readonly HostSpec[]
  readonly groups: readonly GroupSpec[]
  /** Machines that hang on one power supply; absent: each has its own. */
  readonly power?: readonly PowerSpec[]
  readonly events: readonly EventSpec[]
  /** What somebody expects of a run. */
  readonly expect: readonly Expectation[]
  /** What the story asks of itself. */
  readonly why?: QuestionSpec
  /** What should hold in any run, of those that have a name; absent: the file names none. */
  readonly invariants?: readonly AskedInvariant[]
}

/** Why is it so at that time? And what the answer goes back to: an event as verb and target, or a reason by its name. */
export interface QuestionSpec {
  readonly at: Micros
  readonly that: Said<Leaf>
  readonly because: string
}

/** An invariant by its name. */
export interface AskedInvariant {
  readonly name: string
  /** The time that it allows, where that is not its own. */
  readonly limit?: Micros
  /** Its line. */
  readonly line?: number
  /** Of the line, where it is another than the scenario's own. */
  readonly file?: string
}

/** Groups of virtual hosts that belong together: `network/vhid`, each in one such group at most. */
export interface GroupSpec {
  readonly name: string
  readonly members: readonly string[]
}

export interface NetworkSpec extends HubQuality {
  readonly name: string
  /** A switch that it lies on, with all that are cabled together with that one; absent: it is a hub. */
  readonly switch?: string
  readonly vlan?: number
}

export type SwitchSpec = SwitchOptions
export type CableSpec = CableOptions

export interface HostSpec extends OwnFiles {
  readonly name: string
  /** The name of a system, no alias: `freebsd-9.3`; or `client`: it runs no election. */
  readonly system: string
  /** When it boots; null: an event boots it. */
  readonly boot: Micros | null
  readonly preempt: boolean
  /** net.inet.carp.log; absent: as the system has it. */
  readonly log?: number
  /** How long rc(8) runs at boot, and keeps the machine demoted, where the system does that; absent: no time. */
  readonly rc?: Micros
  /** Interfaces that are watched, and by how much each demotes the machine while it has no link; absent: none. */
  readonly track?: readonly Tracked[]
  /** Kernel ticks a second; 0: timers are exact. */
  readonly ticks: number
  /** By how many millionths its clock is fast; absent: it is exact. */
  readonly drift?: number
  readonly interfaces: readonly InterfaceSpec[]
  readonly carp: readonly VhostSpec[]
  readonly ucarp: UcarpOptions
  /** What serves on it; absent: nobody says, and something answers at every port. */
  readonly services?: ServicesOptions
  /** The virtual routers of a client that speaks VRRPv2, always as their MASTER. */
  readonly vrrp?: readonly VirtualRouter[]
  /** Gateway, forwarding, ARP table, pings; absent: DEFAULT_IP. */
  readonly ip?: IpOptions
  /** An application that writes again and again. */
  readonly writer?: WriterOptions | MysqlClientOptions
}

export interface InterfaceSpec {
  readonly name: string
  readonly address: Prefix
  /** An IPv6 address besides the link-local one, which every card has; or that one. */
  readonly address6?: Prefix<Ipv6>
  /** Further addresses, of either family. */
  readonly aliases?: readonly Prefix<Address>[]
  /** The name of a network. */
  readonly plug: string
  /** Its cable leads to that switch. */
  readonly switch?: string
  /** The ports that it is made of, if it is lagg(4), trunk(4) or the like. */
  readonly bundle?: BundleOptions
  /** As given, or undefined: derived from the places of host and interface. */
  readonly mac?: string
}

/** A virtual host as its machine is configured with it. */
export type VhostSpec = VhostConfig

/** `host.interface`; without an interface, every one of the host. */
export interface Endpoint {
  readonly host: string
  readonly interface?: string
}

/** `host.interface/vhid`. */
export interface VhostRef {
  readonly host: string
  readonly interface: string
  readonly vhid: number
}

/** `any`: every station. */
export type Side = Endpoint | 'any'

interface OnHost {
  readonly host: string
}

interface OnInterface extends OnHost {
  readonly interface: string
}

/** A time, or a range from which one is drawn evenly: [from, to). */
export type Span = Micros | { readonly from: Micros; readonly to: Micros }

/** What an event does: one verb with what it needs. */
export type Action =
  | ({ readonly verb: 'unplug' | 'plug' | 'interface-down' | 'interface-up' } & OnInterface)
  | { readonly verb: 'unplug' | 'plug'; readonly cable: string }
  | OnSwitch
  | ({ readonly verb: 'burst' } & Burst & OnInterface)
  | {
      readonly verb: 'cut' | 'heal'
      readonly from: Side
      readonly to: Side
      readonly network?: string
      /** Packets of that family alone. */
      readonly family?: Family
    }
  | { readonly verb: 'partition'; readonly network: string; readonly groups: readonly (readonly string[])[] }
  | ({ readonly verb: 'flap'; readonly down: Span; readonly up: Span } & (OnInterface | { readonly cable: string }))
  | ({ readonly verb: 'boot' | 'crash' | 'shutdown' | 'reboot' | 'resume' } & OnHost)
  | ({ readonly verb: 'boot' | 'crash' | 'shutdown' | 'reboot' } & OnPower)
  | ({ readonly verb: 'brown-out'; readonly gap: Micros; readonly off: Micros } & OnPower)
  | ({ readonly verb: 'pause'; readonly clock: 'jumps' | 'stops'; readonly queued: number } & OnHost)
  | ({ readonly verb: 'impair'; readonly from: Endpoint; readonly network: string } & Impairment)
  | ({
      readonly verb: 'impair'
      readonly from: Side
      readonly to: Side
      readonly network?: string
      /** The other direction, too. */
      readonly both?: true
    } & Impairment)
  | ({ readonly verb: 'flush-arp' | 'interrupt' } & OnHost)
  | ({ readonly verb: 'flush-addresses' } & OnInterface)
  | ({ readonly verb: 'reload-filter'; readonly takes: Micros } & OnHost)
  | ({ readonly verb: 'route-to' } & Diversion & OnInterface)
  | ({ readonly verb: 'lose-garp'; readonly times: number } & OnInterface)
  | ({ readonly verb: 'inject'; readonly frame: string } & OnInterface)
  | ({ readonly verb: 'send-error'; readonly errno: Errno; readonly times: number } & OnInterface)
  | ({
      readonly verb: 'block' | 'unblock'
      readonly proto: Protocol
      readonly directions: readonly Direction[]
    } & OnInterface)
  | ({ readonly verb: 'set'; readonly parameters: Parameters } & VhostRef)
  | ({ readonly verb: 'force'; readonly to: State } & VhostRef)
  | ({ readonly verb: 'carp-down' | 'carp-up' } & VhostRef)
  | ({ readonly verb: 'add-address' | 'remove-address'; readonly address: Prefix<Address> } & VhostRef)
  | ({ readonly verb: 'preempt' | 'allow'; readonly to: boolean } & OnHost)
  | ({
      readonly verb: 'demote'
      readonly by: number
      readonly reason?: string
      /** The interface group that is demoted, where there are such and it is not carp. */
      readonly group?: string
    } & OnHost)
  | ({ readonly verb: 'signal'; readonly name: Signal } & OnHost)
  | ({ readonly verb: 'start'; readonly takes: Micros } & VhostRef)
  /** Who attends says when it is enough. */
  | ({ readonly verb: 'run'; readonly command: string; readonly input?: string; readonly attended?: true } & OnHost)
  | { readonly verb: 'probe'; readonly address: Address; readonly client: Address; readonly mac: Mac }

export type Verb = Action['verb']

export interface EventSpec {
  /** An instant, or a range from which each seed draws one evenly: [from, to). Absent: a sentence says when. */
  readonly at?: Span
  readonly when?: Trigger
  /** Again after that time, so many times in all. */
  readonly every?: { readonly period: Micros; readonly times: number }
  /** The fault is undone after that time. */
  readonly for?: Micros
  /** That it can do nothing is expected, and no error. */
  readonly evenIfInert: boolean
  /** Its line. */
  readonly line?: number
  /** Of the line, where it is another than the scenario's own. */
  readonly file?: string
  readonly action: Action
}

/** An event that happens when a sentence comes to be true: once, or each time. */
export interface Trigger {
  readonly sentence: Truth
  readonly once: boolean
  /** So long after that. */
  readonly delay: Micros
}
