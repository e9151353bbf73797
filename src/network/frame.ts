import { BROADCAST, type Ipv4, type Mac } from './address.ts'

/** What a frame carries, told apart by its protocol. */
export interface Payload {
  readonly protocol: string
}

/** An Ethernet frame. */
export interface Frame {
  readonly source: Mac
  readonly destination: Mac
  readonly payload: Payload
}

export interface Arp extends Payload {
  readonly protocol: 'arp'
  readonly operation: 'request' | 'reply'
  readonly senderMac: Mac
  readonly sender: Ipv4
  readonly target: Ipv4
}

/** A gratuitous ARP: a broadcast request in which sender and target are the same address. */
export function gratuitousArp(source: Mac, senderMac: Mac, address: Ipv4): Frame {
  const payload: Arp = { protocol: 'arp', operation: 'request', senderMac, sender: address, target: address }
  return { source, destination: BROADCAST, payload }
}
