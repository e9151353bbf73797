import type { Micros } from '../../time.ts'

/** A switch as it is configured. */
export interface SwitchOptions {
  readonly name: string
  /** How long it remembers behind which port a MAC is, since it last saw it. */
  readonly ageing: Micros
  /** How long a frame takes through it. */
  readonly latency: Micros
  /** Whether it blocks cables that would close a circle. */
  readonly spanningTree: boolean
  /** Whether it sends groups only to those that reported that they listen; absent: to all. */
  readonly snooping?: Snooping
  /** A virtual switch with several uplinks that it does not join. */
  readonly teaming?: Teaming
  /** What is said of its ports, in file order; the others are as DEFAULT_PORT. */
  readonly ports: readonly PortOptions[]
}

/** IGMP snooping (RFC 4541), and MLD's. */
export interface Snooping {
  /** False: it begins when somebody switches it on. */
  readonly on: boolean
  /** How long a port is a member that reports no more. */
  readonly age: Micros
  /** Whether the switch itself asks who listens. */
  readonly querier: boolean
  /** Whether 224.0.0.0/24 goes to all, as RFC 4541 2.1.2 asks, or is pruned like any other group. */
  readonly linkLocal: 'flood' | 'prune'
  /** Whether ff02::12 is pruned, too. */
  readonly mld: boolean
  /** Ports that are members whatever they report, by the MAC of the group. */
  readonly static: readonly { readonly group: string; readonly ports: readonly string[] }[]
}

/** What may change of a switch while it runs. */
export interface SwitchPolicy {
  readonly snooping?: boolean
  readonly querier?: boolean
  readonly filterOwn?: boolean
}

export interface Teaming {
  /** Cables of the switch. */
  readonly uplinks: readonly string[]
  /** Whether a frame of its own that comes back by another uplink is dropped: Net.ReversePathFwdCheckPromisc. */
  readonly filterOwn: boolean
}

/** A port, called by what is plugged in: `fw1.em0`, or the name of a cable. */
export interface PortOptions extends Partial<Policy> {
  readonly name: string
  /** Of a station's port; absent: 1, or that of the network that the station is plugged into. */
  readonly vlan?: number
  readonly security?: Security
}

/** What may change while a switch runs. */
export interface Policy {
  /** `own`: only frames from the MAC of the card come in. */
  readonly sourceMac: 'any' | 'own'
  /** False: of frames for one machine only those to the MAC of the card go out. */
  readonly promiscuous: boolean
  /** So many frames to groups and to all come in within a second; null: any. */
  readonly rate: number | null
}

export const DEFAULT_POLICY: Policy = { sourceMac: 'any', promiscuous: true, rate: null }

/** Port security. */
export interface Security {
  /** So many MACs may be behind the port. */
  readonly max: number
  /** Whether they stay secured when the port goes down. */
  readonly sticky: boolean
  /** What comes of another MAC: the port is shut, or its frames are dropped. */
  readonly violation: 'shutdown' | 'restrict' | 'protect'
}

/** A cable between two switches. */
export interface CableOptions {
  readonly name: string
  readonly ends: readonly [string, string]
  readonly latency: Micros
  /** Which VLANs it carries; absent: all. */
  readonly vlans?: readonly number[]
}

/** The VLAN of a port of which nothing is said. */
export const DEFAULT_VLAN = 1
