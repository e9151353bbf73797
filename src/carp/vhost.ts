import type { Family, Packet, Seal, State } from '../trace/record.ts'

/** What a virtual host can see of its machine. The host keeps it; the rules only read it. */
export interface Machine {
  /** net.inet.carp.preempt, or ucarp's -P: take over from a slower master on hearing it. */
  preempt: boolean
  /** net.inet.carp.allow: take CARP packets in at all. */
  allow: boolean
  /**
   * FreeBSD 9.3 and NetBSD: the number of reasons for suppression; FreeBSD 10 on: net.inet.carp.demotion; OpenBSD: the
   * demotion counter of the interface group carp.
   */
  demotion: number
  /** OpenBSD: the demotion counters of other interface groups. */
  groups: ReadonlyMap<string, number>
  /** net.inet.carp.ifdown_demotion_factor and senderr_demotion_factor, FreeBSD 10 on. */
  ifdownFactor: number
  senderrFactor: number
}

const NONE: readonly string[] = []
const NO_GROUPS: ReadonlyMap<string, number> = new Map()

/** A machine as it comes up. */
export function freshMachine(preempt: boolean): Machine {
  return { preempt, allow: true, demotion: 0, groups: NO_GROUPS, ifdownFactor: 240, senderrFactor: 240 }
}

/** How the nodes of a carp interface share the work (ifconfig, `balancing`). */
export const BALANCINGS = ['none', 'arp', 'ip', 'ip-stealth', 'ip-unicast'] as const
export type Balancing = (typeof BALANCINGS)[number]

/** What a virtual host can see of the interface that it lives on. */
export interface Attachment {
  readonly host: string
  readonly name: string
  readonly mac?: string
  /** Its own IPv4 address. */
  readonly address: number
  readonly carrier: boolean
  /** `ifconfig em0 up`. */
  readonly up: boolean
}

/**
 * One virtual host: a shared group of addresses on one segment, as one machine runs it.
 *
 * On OpenBSD a carp interface may have several, its nodes, each elected on its own. What they share is the leader's:
 * interface flags, send errors, demotion; advbase, key and addresses are alike in all.
 */
export class Vhost {
  // First what each advertisement that is heard looks at.
  readonly machine: Machine
  /** What goes into the digest. May lag behind the addresses (FreeBSD 9.3). */
  seal: Seal
  vhid: number
  state: State = 'INIT'
  /** Whether it takes advertisements in: the flag RUNNING of a carp interface, which asks for all that it needs. */
  running = true
  /** The node with the lowest vhid; itself, where it is alone. */
  readonly leader: Vhost
  #hasInet = false
  #hasInet6 = false
  /** The last advertisement that it accepted, or has made since: its counter goes on from there; null: it is drawn. */
  countsFrom: Packet | null = null
  advbase = 1
  advskew = 0

  /** A carp interface learns on what it lives with its first address. */
  on: Attachment
  /** The name in log lines where virtual hosts are interfaces: carp0. */
  readonly device: string
  /** At most 19 bytes, one character a byte. */
  key = ''
  /**
   * Virtual addresses in the order of configuration, as unsigned numbers; one list for all nodes. `give` and `take` alone
   * change it.
   */
  readonly addresses: number[]
  /** Its IPv6 addresses, likewise, as 32 hexadecimal digits. */
  readonly addresses6: string[]
  /** ucarp's -r: how many advbase a backup waits. */
  deadratio = 3
  /** OpenBSD: what goes into the one of others that it takes, too. */
  otherSeal: Seal | null = null
  /** OpenBSD: drawn with its first advertisement, and never changed. */
  counterHigh = 0
  counterLow = 0
  /** The last advertisement that it made. */
  sent: Packet | null = null
  /** Where virtual hosts are interfaces: `ifconfig carp0 up`; on FreeBSD 9.3 also what it was when carrier was lost. */
  up = false
  upBefore = false
  /** Where virtual hosts are interfaces: whether the kernel counts an address of a family (sc_naddrs, sc_naddrs6). */
  addressed = false
  addressed6 = false
  /** Holds a mark in the machine's demotion because its interface is down. */
  suppressed = false
  /** Send errors in a row, and successes since. */
  errors = 0
  successes = 0
  /** ucarp, OpenBSD: advertisements until the repeated gratuitous ARP; 0: none is due. */
  delayedGarp = 0
  /** OpenBSD: it says goodbye. */
  leaving = false
  /** OpenBSD since 2012: what the interface itself is demoted by, for when its groups are not. */
  ownDemotion = 0
  /** OpenBSD: the interface groups besides carp that its interface is in. */
  groups: readonly string[] = NONE
  /** The one machine that it advertises to, instead of all (FreeBSD 14, OpenBSD); of a carp interface its leader's. */
  peer: number | null = null
  /** The same of IPv6 (FreeBSD 14). */
  peer6: string | null = null
  /** OpenBSD: the MAC that somebody gave the carp interface, in place of the virtual one. */
  lladdr: string | null = null
  /** OpenBSD: it is one of several nodes, of which this is the leader. */
  shared = false
  /** OpenBSD: how several nodes share the work. */
  balancing: Balancing = 'none'

  /** @param leader - of the carp interface on which this is one more node */
  constructor(machine: Machine, on: Attachment, device: string, vhid: number, seal: Seal, leader?: Vhost) {
    this.machine = machine
    this.leader = leader ?? this
    this.addresses = leader?.addresses ?? []
    this.addresses6 = leader?.addresses6 ?? []
    this.on = on
    this.device = device
    this.vhid = vhid
    this.seal = seal
  }

  /** An address comes to the end of the list of its family. */
  give(address: number | string): void {
    if (typeof address === 'number') this.addresses.push(address)
    else this.addresses6.push(address)
    this.#count()
  }

  take(address: number | string): void {
    if (typeof address === 'number') this.addresses.splice(this.addresses.indexOf(address), 1)
    else this.addresses6.splice(this.addresses6.indexOf(address), 1)
    this.#count()
  }

  /** Whether an address is one of its own. */
  holds(address: number | string): boolean {
    return typeof address === 'number' ? this.addresses.includes(address) : this.addresses6.includes(address)
  }

  /** Whether it has an address of that family. */
  has(family: Family): boolean {
    const { leader } = this
    return family === 'inet' ? leader.#hasInet : leader.#hasInet6
  }

  /** The one machine that hears of a family what it advertises; null: all do. */
  peerOf(family: Family): number | string | null {
    const { peer, peer6 } = this.leader
    return family === 'inet' ? peer : peer6
  }

  #count(): void {
    this.leader.#hasInet = this.addresses.length > 0
    this.leader.#hasInet6 = this.addresses6.length > 0
  }

  /** How demoted it is: on FreeBSD and NetBSD as much as the whole machine. */
  get demotion(): number {
    return this.machine.demotion
  }

  /** Takes over the counter of an accepted advertisement: own ones count on from it. */
  adopt(packet: Packet): void {
    this.countsFrom = packet
  }
}
