import type { Family, Packet, Seal, State } from '../trace/record.ts'

/** What a virtual host can see of its machine. The host keeps it; the rules only read it. */
export interface Machine {
  /** net.inet.carp.preempt, or ucarp's -P: take over from a slower master on hearing it. */
  preempt: boolean
  /** net.inet.carp.allow: take CARP packets in at all. */
  allow: boolean
  /** FreeBSD 9.3: the number of reasons for suppression; FreeBSD 10 on: net.inet.carp.demotion. */
  demotion: number
  /** net.inet.carp.ifdown_demotion_factor and senderr_demotion_factor, FreeBSD 10 on. */
  ifdownFactor: number
  senderrFactor: number
}

/** A machine as it comes up. */
export function freshMachine(preempt: boolean): Machine {
  return { preempt, allow: true, demotion: 0, ifdownFactor: 240, senderrFactor: 240 }
}

/** What a virtual host can see of the interface that it lives on. */
export interface Attachment {
  readonly host: string
  readonly name: string
  /** Its own IPv4 address. */
  readonly address: number
  readonly carrier: boolean
  /** `ifconfig em0 up`. */
  readonly up: boolean
}

/** One virtual host: a shared group of addresses on one segment, as one machine runs it. */
export class Vhost {
  readonly machine: Machine
  /** A carp interface learns on what it lives with its first address. */
  on: Attachment
  /** The name in log lines where virtual hosts are interfaces: carp0. */
  readonly device: string
  vhid: number
  advbase = 1
  advskew = 0
  /** At most 19 bytes, one character a byte. */
  key = ''
  /** Virtual addresses in the order of configuration, as unsigned numbers. */
  readonly addresses: number[] = []
  /** Its IPv6 addresses, likewise, as 32 hexadecimal digits. */
  readonly addresses6: string[] = []
  /** ucarp's -r: how many advbase a backup waits. */
  deadratio = 3

  state: State = 'INIT'

  /** What goes into the digest. May lag behind the addresses (FreeBSD 9.3). */
  seal: Seal
  /** True once an advertisement was accepted: from then on the counter is counted, before it is drawn. */
  counted = false
  counterHigh = 0
  counterLow = 0
  /** The last advertisement that it made. */
  sent: Packet | null = null

  /** FreeBSD 9.3: `ifconfig carp0 up`, and what it was when carrier was lost. */
  up = false
  upBefore = false
  /** Whether it takes advertisements in: FreeBSD 9.3's RUNNING, which asks for all that is needed to run. */
  running = true
  /** FreeBSD 9.3: an address of the family was given once; the count is never lowered. */
  addressed = false
  addressed6 = false
  /** Holds a mark in the machine's demotion because its interface is down. */
  suppressed = false
  /** Send errors in a row, and successes since. */
  errors = 0
  successes = 0
  /** ucarp: advertisements until the repeated gratuitous ARP; 0: none is due. */
  delayedGarp = 0

  constructor(machine: Machine, on: Attachment, device: string, vhid: number, seal: Seal) {
    this.machine = machine
    this.on = on
    this.device = device
    this.vhid = vhid
    this.seal = seal
  }

  /** An address comes to the end of the list of its family. */
  give(address: number | string): void {
    if (typeof address === 'number') this.addresses.push(address)
    else this.addresses6.push(address)
  }

  take(address: number | string): void {
    if (typeof address === 'number') this.addresses.splice(this.addresses.indexOf(address), 1)
    else this.addresses6.splice(this.addresses6.indexOf(address), 1)
  }

  /** Whether it has an address of that family. */
  has(family: Family): boolean {
    return family === 'inet' ? this.addresses.length > 0 : this.addresses6.length > 0
  }

  /** How demoted it is: on FreeBSD and NetBSD as much as the whole machine. */
  get demotion(): number {
    return this.machine.demotion
  }

  /** Takes over the counter of an accepted advertisement: own ones count on from it. */
  adopt(packet: Packet): void {
    this.counted = true
    this.counterHigh = packet.counterHigh
    this.counterLow = packet.counterLow
  }
}
