import type { Address, Ipv4 } from '../../network/address.ts'
import { type Micros, SECOND } from '../../time.ts'

/** How a machine keeps its ARP table. */
export interface ArpPolicy {
  /** Whether a gratuitous ARP changes an entry. */
  readonly gratuitous: 'accept' | 'ignore'
  /** How long an entry lives after the last word of its owner. */
  readonly age: Micros
}

/** An address that a machine pings, from its boot on. */
export interface PingOptions {
  readonly address: Address
  readonly period: Micros
}

/** What IP on a machine is configured with. */
export interface IpOptions {
  /** Who passes on what leaves the machine's own networks; null: nobody. */
  readonly gateway: Ipv4 | null
  /** Whether it passes on what others send to it. */
  readonly forward: boolean
  readonly arp: ArpPolicy
  readonly pings: readonly PingOptions[]
}

/** 20 minutes: net.link.ether.inet.max_age of FreeBSD. */
export const DEFAULT_ARP: ArpPolicy = { gratuitous: 'accept', age: 1_200 * SECOND }
export const DEFAULT_IP: IpOptions = { gateway: null, forward: false, arp: DEFAULT_ARP, pings: [] }
