import type { Micros } from '../time.ts'

/** What a TCP segment is for: `PSH` carries data, `ACK` says no more than that some has arrived. */
export type TcpFlag = 'SYN' | 'SYN+ACK' | 'PSH' | 'ACK' | 'FIN' | 'RST'

/** What a machine asks for besides by pings: over a connection of its own for each, or over one that stands. */
export type Asking = 'fetch' | 'connection'

/** Something that a machine asks another one; `of` is absent of pings. Over TCP the address has a port: `10.0.0.3:80`. */
interface OfRequest {
  readonly host: string
  readonly address: string
  readonly sequence: number
  readonly of?: Asking
}

/** What records say of neighbours, and of what machines ask each other. */
export interface TrafficBodies {
  /** An ARP request or reply on the wire; a gratuitous one is a `garp`. */
  arp: {
    readonly host: string
    readonly interface: string
    readonly operation: 'request' | 'reply'
    readonly sender: string
    readonly senderMac: string
    readonly target: string
  }
  /** Neighbour discovery on the wire; an advertisement that nobody asked for is a `na`. */
  nd: {
    readonly host: string
    readonly interface: string
    readonly operation: 'solicitation' | 'advertisement'
    /** Whose MAC is told: the one who asks, or the target of an advertisement. */
    readonly sender: string
    readonly senderMac: string
    readonly target: string
  }
  /** An ICMP echo request or reply on the wire. */
  echo: {
    readonly host: string
    readonly interface: string
    readonly type: 'request' | 'reply'
    readonly source: string
    readonly destination: string
    /** The Ethernet address that it is sent to. */
    readonly mac: string
    readonly sequence: number
  }
  /** A TCP segment on the wire; its ends have ports: `10.0.0.3:80`. */
  tcp: {
    readonly host: string
    readonly interface: string
    readonly flag: TcpFlag
    readonly source: string
    readonly destination: string
    /** The Ethernet address that it is sent to. */
    readonly mac: string
    /** The number of the request that it belongs to. */
    readonly sequence: number
  }
  /** An advertisement to one machine, passed on by a router between the two. */
  forward: {
    readonly host: string
    readonly interface: string
    readonly vhid: number
    readonly source: string
    readonly destination: string
    /** The Ethernet address that it is sent to. */
    readonly mac: string
    readonly ttl: number
  }
  /** An echo or segment that no machine took in, though nothing kept it: its owner is dead. Its cause is the frame. */
  unclaimed: Omit<TrafficBodies['echo'], 'type'> & { readonly type: 'request' | 'reply' | TcpFlag }
  /** An entry of a machine's ARP table or neighbour cache that is new or other than before; null: it is gone. */
  neighbour: {
    readonly host: string
    readonly interface: string
    readonly address: string
    readonly mac: string | null
  }
  /** A ping that somebody sends; all that comes of it is caused by it. */
  ping: { readonly host: string; readonly address: string; readonly sequence: number }
  /** A fetch, or something that is said over a connection; all that comes of it is caused by it. */
  request: OfRequest & { readonly of: Asking }
  /** An answer came back: from which machine, and how long it took. A second one is a duplicate. */
  answer: OfRequest & {
    readonly by: string
    readonly rtt: Micros
    readonly duplicate: boolean
    /** Of a page that a web server gave: 200, and its first line. */
    readonly status?: number
    readonly line?: string
  }
  /** Nobody answered within ANSWER_WAIT, or it was refused; its cause is the ping or request. */
  unanswered: OfRequest & { readonly sent: Micros; readonly why?: 'reset' | 'refused' }
  /** A packet filter makes a state for a connection: for its first packet, or because a peer told it of one. */
  state: {
    readonly host: string
    readonly protocol: 'icmp' | 'icmp6' | 'tcp'
    readonly source: string
    readonly destination: string
    readonly synced?: boolean
  }
  /** A message of pfsync on the wire, and of how many states it tells. */
  pfsync: {
    readonly host: string
    readonly interface: string
    readonly says: string
    readonly states: number
  }
  /** A TCP connection that a machine keeps, or tries to: its port there, and to whom. */
  connection: {
    readonly host: string
    readonly port: number
    readonly address: string
    readonly becomes: 'open' | 'reset' | 'refused' | 'timed out'
    /** The machine at its other end, of one that is open. */
    readonly by?: string
  }
}
