import type { Micros } from '../time.ts'
import type { Family, Refusal, State } from '../trace/record.ts'
import type { Advertisement } from './advertisement.ts'
import type { Functions } from './functions.ts'
import type { MacChoice } from './openbsd/balancing.ts'
import type { SyncStart } from './pfsync.ts'
import type { Port, RuleTable } from './rule.ts'
import type { Balancing, Vhost } from './vhost.ts'

/** The counters of `netstat -s -p carp`, by their names in the kernel's structure without `carps_`. */
export type Counter =
  | 'ipackets'
  | 'ipackets6'
  | 'badif'
  | 'badttl'
  | 'hdrops'
  | 'badsum'
  | 'badver'
  | 'badlen'
  | 'badauth'
  | 'badvhid'
  | 'badaddrs'
  | 'opackets'
  | 'opackets6'
  | 'onomem'
  | 'ostates'
  | 'preempt'

/** One of the checks that an arriving advertisement must pass. */
export interface Check {
  /** What the refusal is called; null: it is discarded without a trace. */
  readonly refusal: Refusal | null
  readonly counter?: Counter
  /** @param vhost - the virtual host of that number on the interface, where there is one */
  fails(advertisement: Advertisement, vhost: Vhost | undefined): boolean
  /** What is logged about it, and at which level. */
  readonly level?: number
  line?(advertisement: Advertisement, on: string, vhost: Vhost | undefined): string
}

/** Where the rules of a system come from, and how far they go. */
export interface Origin {
  /** System, file and version that was read: `FreeBSD 9.3, sys/netinet/ip_carp.c (r233200)`. */
  readonly source: string
  /** What is as it is there: phrases. */
  readonly models: readonly string[]
  /** What is there, and not here. */
  readonly omits: readonly string[]
}

/** A line for the log of a machine, and how urgent it is: by net.inet.carp.log. */
export interface LogLine {
  readonly level: number
  readonly line: string
}

/** What changed of a real interface, and whether it is good now. */
export interface LinkChange {
  readonly what: 'carrier' | 'up'
  readonly good: boolean
}

interface SystemBase {
  /** As scenarios write it: `freebsd-9.3`. */
  readonly name: string
  /** As people say it: `FreeBSD 9.3`. */
  readonly title: string
  readonly origin: Origin
  readonly rules: RuleTable
  readonly functions: Functions
  /** The checks on reception, in their order. */
  readonly checks: readonly Check[]
  /** What decides between two masters whose intervals are equal. Absent: nothing, an equal one counts as better. */
  readonly tieBreak?: 'address'
  /** Whether anti-replay counters are taken over from others and counted on, or drawn once and compared. */
  readonly counter: 'counted on' | 'constant'
  /** Which programs its machine has; absent: none are there yet. */
  readonly userland?: Userland
  /** It does not report that it listens to groups of 224.0.0.0/24, of which snooping switches may want to know. */
  readonly hidesLocalGroups?: true
}

/** What a running change asks for: what was read, overlaid with what was given. */
export interface Request {
  readonly vhid: number
  readonly state: State
  readonly advbase: number
  readonly advskew: number
  /** The key field; an empty one keeps the key where the system says so. */
  readonly key: string
}

/** Programs of one time. */
export type BsdUserland = 'FreeBSD 9' | 'FreeBSD 10' | 'FreeBSD 14' | 'OpenBSD 4' | 'OpenBSD 7' | 'NetBSD 7'
export type Userland = BsdUserland | 'Debian'

/** How a system says and compares how demoted it is. */
export interface DemotionByte {
  /** What is said of that total. */
  of(total: number): number
  /** It is compared before the interval. */
  readonly first: boolean
}

/** A kernel that runs CARP itself, with exact timers. */
export interface KernelSystem extends SystemBase {
  readonly runs: 'kernel'
  readonly userland?: BsdUserland
  /** What a virtual host is: an interface of its own (carp0), or a number on a real one (1@em0). */
  readonly device: 'carpN' | 'vhid@interface'
  /** What is demoted: the machine, which has one sum; or interface groups, each with a counter. */
  readonly demotes: 'machine' | 'groups'
  /** Whether somebody may add to that. */
  readonly demotable: boolean
  /** The skew that a virtual host advertises and compares with, demotion included. */
  skew(vhost: Pick<Vhost, 'advskew' | 'demotion'>): number
  /** How long a backup waits. */
  masterDownTime(advbase: number, advskew: number): Micros
  /** OpenBSD: a count of demotion goes out in a byte of its own, and is compared. */
  readonly demotionByte?: DemotionByte
  /** When a change of carrier is acted on: in the same call, or by a task of the same instant. */
  readonly linkEvents: 'at once' | 'queued'
  /** When masters advertise because demotion changed: in the middle of the change, or by a task of the same instant. */
  readonly demotionRound: 'at once' | 'queued'
  /** Whether a change of demotion makes masters advertise. */
  announcesDemotion(before: number, after: number): boolean
  /** In which order the carp interfaces of a machine, or its virtual hosts, advertise then. */
  readonly roundOrder: 'newest first' | 'oldest first' | 'by interface'
  /** Whether a change of demotion in the middle of that begins no second round. */
  readonly guardsRound: boolean
  /** Whether a change of demotion is logged after that. */
  readonly roundBeforeLine: boolean
  /** @param by - the carp interface and its group, where groups are demoted */
  demotionLine?(delta: number, total: number, reason: string, by?: { device: string; group: string }): LogLine
  /** Whether a change of net.inet.carp.allow is a change of link for all virtual hosts. */
  readonly allowIsLink: boolean
  /** What a send sees where there is no carrier, or where the interface is down: 0, or an errno. */
  readonly sees: { readonly 'no carrier': number; readonly 'interface down': number }
  /** Whether the interface, and what else is looked at, lets a virtual host run. */
  linkGood(vhost: Vhost): boolean
  /** Where a new virtual host goes among those of its interface. */
  position(vhids: readonly number[], vhid: number): number
  /** What the system logs about a change of state. */
  transitionLines(vhost: Vhost, from: State, to: State, reason: string): readonly LogLine[]
  /** net.inet.carp.log as it is unless somebody sets it: lines up to that level are logged. */
  readonly logLevel: number
  /** What syslog calls a level; undefined: the kernel says no more than the line. */
  priorityOf?(level: number): string
  /** Whether devd(8), and the kernel's log, hear of links. */
  readonly devd: boolean
  /** Whether a frame is handed to the interface once, or once to each carp interface on it that is up. */
  readonly hands: 'one frame' | 'a copy for each'
  /** With what a virtual host comes to its real interface: with its first address, or when it is told which one. */
  readonly joins: 'with an address' | 'with carpdev'
  /** Whether its virtual addresses must be in a subnet of that interface. */
  readonly needsSubnet: boolean
  /** Whether that is a change of link for all others there. */
  readonly parentResets: boolean
  /** Which virtual hosts of an interface are looked at after a change of it, in which order, how often. */
  linkWalk<T>(list: readonly T[], byAge: readonly T[], change: LinkChange): readonly T[]
  /** What its ifconfig(8) calls the one machine that a virtual host advertises to instead of all; absent: it has none. */
  readonly peer?: 'peer' | 'carppeer'
  /** Whether a carp interface can be given another MAC than the virtual one: `lladdr`. */
  readonly hasLladdr?: true
  /**
   * Whether only those hear what was sent to this machine alone that have a peer, and only those that have none what was
   * sent to all (carp_proto_input_c).
   */
  readonly hearsByPeer: boolean
  /** By how much rc(8) demotes the machine until it has ended; 0: not at all. */
  readonly rcDemotion: number
  /** How pfsync(4) begins. */
  readonly sync: SyncStart
  /**
   * When its interface is in the network of a virtual address by that address. Where virtual addresses must be in a subnet
   * of the interface: never, it is in that anyway.
   */
  readonly connects: Readonly<Record<Family, 'always' | 'as MASTER' | 'never'>>
  /** Routes that are there as MASTER stay in INIT: always, or unless there is no link. Absent: they go. */
  readonly keepsRoutes?: 'always' | 'with link'
  /** Whether it asks from the virtual MAC where neighbours of IPv6 are, on behalf of a virtual address. */
  readonly solicitsAsVirtual?: true
  /** Whether `netstat -s -p carp` counts transitions to MASTER. */
  readonly countsMasters: boolean
  /** The Ethernet source of advertisements: on OpenBSD it depends on balancing. */
  advertMac(vhost: Vhost): MacChoice
  /** How nodes of a carp interface can share the work; none: there is but one. */
  readonly balancings: readonly Balancing[]
  /** Whether rc(8) takes carp interfaces down, one by one, before the power goes. */
  readonly takesDownAtShutdown: boolean
  /** SIOCGVH: what reading the parameters does besides reading. */
  read?(vhost: Vhost, port: Port): void
  /**
   * SIOCSVH: a running change of parameters.
   *
   * @returns 0, or the errno: what was stored before the error stays stored
   */
  configure(vhost: Vhost, request: Request, port: Port): number
  /** What ifconfig puts into the key field that it has read, for a new pass phrase. */
  keyField(old: string, password: string): string
  /** Recomputes what the digest is made of. */
  reseal(vhost: Vhost, port: Port): void
}

/** A daemon that looks at its clock between two polls. */
export interface DaemonSystem extends SystemBase {
  readonly runs: 'daemon'
  /** When frames that arrived can be read: at once, or when libpcap's ring is handed over, each second of its life. */
  readonly capture: 'at once' | 'each second'
  /** How late poll(2) and sleep(3) return. */
  readonly lateness: number
}

export type System = KernelSystem | DaemonSystem

/** What a machine runs that only uses what others share. */
export interface NoElection {
  readonly name: string
  readonly title: string
  readonly runs: 'nothing'
  readonly userland: Userland
}
