import type { Micros } from '../time.ts'
import type { Family, TcpFlag } from '../trace/record.ts'
import type { Link } from '../trace/recorder.ts'
import { type Address, BROADCAST, type Ipv4, type Mac, PFSYNC_MULTICAST } from './address.ts'
import { ALL_NODES, ALL_NODES_MULTICAST, type Ipv6 } from './ipv6.ts'

/** What a frame carries, told apart by its protocol. */
export interface Payload {
  readonly protocol: string
}

/** An Ethernet frame. */
export interface Frame {
  readonly source: Mac
  readonly destination: Mac
  /** It is for one station alone: a hub carries it to all, and those that it is not for let it go by. */
  readonly unicast: boolean
  /** IPv6 has an Ethernet type of its own; ARP belongs to IPv4. */
  readonly family: Family
  readonly payload: Payload
  /** It goes to another address than that of the group that it is for: of which one, and what made it so. */
  readonly misled?: { readonly group: Mac; readonly because: Link | null }
}

export interface Arp extends Payload {
  readonly protocol: 'arp'
  readonly operation: 'request' | 'reply'
  readonly senderMac: Mac
  readonly sender: Ipv4
  readonly target: Ipv4
}

/** Neighbour discovery: what ARP is to IPv4 (RFC 4861). */
export interface Discovery extends Payload {
  readonly protocol: 'icmp6'
  readonly operation: 'solicitation' | 'advertisement'
  /** Whose MAC is told: the one who asks, or the target of an advertisement. */
  readonly sender: Ipv6
  readonly senderMac: Mac
  /** Which address is asked for, or to whom an advertisement goes. */
  readonly target: Ipv6
  /** An advertisement that answers somebody. */
  readonly solicited: boolean
}

/** An IP packet between machines, as those see it who pass it on. */
interface Routed extends Payload {
  readonly source: Address
  readonly destination: Address
  readonly ttl: number
  /** The number of the ping or request that it belongs to. */
  readonly sequence: number
  /** Which machine answers; a real packet does not say so. */
  readonly by: string
}

/** An ICMP echo in its IPv4 or IPv6 packet. */
export interface Echo extends Routed {
  readonly protocol: 'icmp' | 'icmp6'
  readonly type: 'request' | 'reply'
  /** Tells one ping process from another. */
  readonly identifier: number
}

/** A TCP segment; one that carries data acknowledges, too. */
export interface TcpSegment extends Routed {
  readonly protocol: 'tcp'
  readonly flag: TcpFlag
  readonly sourcePort: number
  readonly destinationPort: number
  /** Of a request over HTTP: for which path. */
  readonly path?: string
  /** Of its answer. */
  readonly page?: Page
  /** Of a connection that programs keep; absent: somebody asks, and is answered. */
  readonly piece?: Piece
}

/** What a web server answers. */
export interface Page {
  /** 200, 404 */
  readonly status: number
  readonly body: string
}

/** A piece of what one program says to another. */
export interface Piece {
  /** Which one it is, from 1; of a segment that says nothing, the next one. */
  readonly number: number
  /** Which one its sender waits for. */
  readonly awaits: number
  /** A message, whole; the two programs know what it is. */
  readonly says?: unknown
}

export type Datagram = Echo | TcpSegment

/** What pfsync tells its peers of states (pfsync(4)); what a state is, only they know. */
export interface SyncMessage extends Payload {
  readonly protocol: 'pfsync'
  readonly says:
    | 'states'
    | 'states, to be acknowledged'
    | 'acknowledged'
    | 'updates'
    | 'state request'
    | 'bulk request'
    | 'bulk start'
    | 'bulk end'
  readonly states: readonly SyncedState[]
}

/** A connection that a packet filter lets pass. */
export interface SyncedState {
  readonly key: string
  readonly protocol: Datagram['protocol']
  /** From whom the first packet came, and to whom. */
  readonly source: string
  readonly destination: string
  /** For how long after its last packet it lives. */
  readonly life: Micros
}

/** A message of pfsync to 224.0.0.240, which all of its network hear. */
export function syncFrame(source: Mac, says: SyncMessage['says'], states: readonly SyncedState[]): Frame {
  const payload: SyncMessage = { protocol: 'pfsync', says, states }
  return { source, destination: PFSYNC_MULTICAST, unicast: false, family: 'inet', payload }
}

/** Who listens to a group (RFC 3376, RFC 3810): asked by a router, or a switch in its place, and reported by a machine. */
export interface Membership extends Payload {
  readonly protocol: 'igmp'
  readonly type: 'query' | 'report'
  /** The MAC of the group that a report is about. */
  readonly group: Mac | null
}

/** Where reports of version 3 go: all routers that understand it (RFC 3376 4.2.14, RFC 3810 5.2.14). */
const REPORTS: Readonly<Record<Family, Mac>> = { inet: '01:00:5e:00:00:16', inet6: '33:33:00:00:00:16' }

export function membershipReport(source: Mac, family: Family, group: Mac): Frame {
  const payload: Membership = { protocol: 'igmp', type: 'report', group }
  return { source, destination: REPORTS[family], unicast: false, family, payload }
}

/** Which a switch asks all stations of a network. */
export const MEMBERSHIP_QUERY: Frame = {
  source: '00:00:00:00:00:00',
  destination: '01:00:5e:00:00:01',
  unicast: false,
  family: 'inet',
  payload: { protocol: 'igmp', type: 'query', group: null } as Membership,
}

/** Of a report; null: the frame is none. */
export function reported({ payload }: Frame): Mac | null {
  return payload.protocol === 'igmp' ? (payload as Membership).group : null
}

/** A gratuitous ARP: a broadcast request in which sender and target are the same address. */
export function gratuitousArp(source: Mac, senderMac: Mac, address: Ipv4): Frame {
  const payload: Arp = { protocol: 'arp', operation: 'request', senderMac, sender: address, target: address }
  return { source, destination: BROADCAST, unicast: false, family: 'inet', payload }
}

/** An unsolicited neighbour advertisement, with the override flag: to all nodes. */
export function unsolicitedAdvertisement(source: Mac, targetMac: Mac, address: Ipv6): Frame {
  const payload: Discovery = {
    protocol: 'icmp6',
    operation: 'advertisement',
    senderMac: targetMac,
    sender: address,
    target: ALL_NODES,
    solicited: false,
  }
  return { source, destination: ALL_NODES_MULTICAST, unicast: false, family: 'inet6', payload }
}
