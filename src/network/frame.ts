import { BROADCAST, type Ipv4, type Mac } from './address.ts'

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
  readonly payload: Payload
}

export interface Arp extends Payload {
  readonly protocol: 'arp'
  readonly operation: 'request' | 'reply'
  readonly senderMac: Mac
  readonly sender: Ipv4
  readonly target: Ipv4
}

/** An ICMP echo in its IPv4 packet. */
export interface Echo extends Payload {
  readonly protocol: 'icmp'
  readonly type: 'request' | 'reply'
  readonly source: Ipv4
  readonly destination: Ipv4
  readonly ttl: number
  /** Tells one ping process from another. */
  readonly identifier: number
  readonly sequence: number
  /** Which machine answers; a real packet does not say so. */
  readonly by: string
}

/** A gratuitous ARP: a broadcast request in which sender and target are the same address. */
export function gratuitousArp(source: Mac, senderMac: Mac, address: Ipv4): Frame {
  const payload: Arp = { protocol: 'arp', operation: 'request', senderMac, sender: address, target: address }
  return { source, destination: BROADCAST, unicast: false, payload }
}
