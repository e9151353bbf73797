import type { Address, Ipv4, Mac, Prefix } from '../../network/address.ts'
import type { Ipv6 } from '../../network/ipv6.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { Asking } from '../../trace/record.ts'
import type { StateOptions } from '../pf/options.ts'

/** How a machine keeps its ARP table. */
export interface ArpPolicy {
  /** Whether a gratuitous ARP, or an unsolicited neighbour advertisement, changes an entry. */
  readonly gratuitous: 'accept' | 'ignore'
  /** How long an entry lives after the last word of its owner; on Linux, how long he is believed. */
  readonly age: Micros
  /** Whose rules it keeps: `bsd` forgets an entry that is too old, `linux` asks whether he is still there. Absent: bsd. */
  readonly rules?: ArpRules
  /** False: it does not ask again where an address is that it has forgotten. */
  readonly requery?: false
  /** Entries that somebody has made by hand: `arp -s`. */
  readonly fixed?: readonly FixedEntry[]
}

export type ArpRules = 'bsd' | 'linux'

export interface FixedEntry {
  readonly address: Ipv4
  readonly mac: Mac
}

interface Asked {
  readonly address: Address
  readonly period: Micros
}

/** An address that a machine pings, from its boot on. */
export interface PingOptions extends Asked {
  /** From which of its addresses, virtual ones included: `ping -S`; absent: as the route has it. */
  readonly source?: Address
}

/** An address and port that a machine asks over TCP, from its boot on. */
export interface RequestOptions extends Asked {
  readonly of: Asking
  readonly port: number
}

/** A network that is reached over a router. */
export interface RouteOptions {
  readonly to: Prefix<Address>
  /** Of the same family. */
  readonly gateway: Address
}

/** What IP on a machine is configured with. */
export interface IpOptions {
  /** Who passes on what leaves the machine's own networks; null: nobody. */
  readonly gateway: Ipv4 | null
  /** The same of IPv6; absent: nobody. */
  readonly gateway6?: Ipv6
  /** Whether it passes on what others send to it. */
  readonly forward: boolean
  readonly arp: ArpPolicy
  readonly pings: readonly PingOptions[]
  readonly routes?: readonly RouteOptions[]
  readonly requests?: readonly RequestOptions[]
  /** Its packet filter keeps states. */
  readonly states?: StateOptions
}

/** 20 minutes: net.link.ether.inet.max_age of FreeBSD; so OpenBSD and NetBSD. */
export const DEFAULT_ARP: ArpPolicy = { gratuitous: 'accept', age: 1_200 * SECOND }
/** Linux believes for base_reachable_time, drawn from 15 s to 45 s; here it is the 30 s in the middle. */
export const LINUX_AGE: Micros = 30 * SECOND
export const DEFAULT_IP: IpOptions = { gateway: null, forward: false, arp: DEFAULT_ARP, pings: [] }
