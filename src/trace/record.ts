import { type Micros, SECOND } from '../time.ts'
import type { DataBodies } from './data-records.ts'
import type { OfEvent } from './event.ts'
import type { Family } from './family.ts'
import type { Interval } from './interval.ts'
import type { Loss } from './loss.ts'
import type { MachineBodies } from './machine-records.ts'
import type { SwitchBodies } from './switch-records.ts'
import type { TrafficBodies } from './traffic.ts'

export type { Family } from './family.ts'
export type { HastRole } from './hast-records.ts'
export type { Loss } from './loss.ts'
export type { BootStage } from './machine-records.ts'
export type { Asking, TcpFlag } from './traffic.ts'

/** How long a ping waits for its answer. */
export const ANSWER_WAIT: Micros = SECOND

export type State = 'INIT' | 'BACKUP' | 'MASTER'

/** The timers of a virtual host: the next advertisement of a master, the patience of a backup for each family. */
export type TimerName = 'advertise' | 'master-down' | 'master-down-inet6'
/** Which timer is the patience for a family; the kernels call one md_tmo, the other md6_tmo. */
export const MASTER_DOWN = { inet: 'master-down', inet6: 'master-down-inet6' } as const

/** What a digest is made of besides the counter: two packets with one seal and one counter have one digest. */
export interface Seal {
  /** The key as the system keeps it, one character a byte. */
  readonly key: string
  readonly vhid: number
  /** IPv4 addresses of the virtual host, ascending, each once, as unsigned numbers. */
  readonly addresses: readonly number[]
  /** Its IPv6 addresses, likewise, as 32 hexadecimal digits. */
  readonly addresses6: readonly string[]
  /** OpenBSD: the MAC that somebody gave the interface. */
  readonly lladdr?: string
}

/** The fields of an advertisement on the wire: 36 bytes. */
export interface Packet {
  readonly version: number
  readonly type: number
  readonly vhid: number
  /** One byte, as sent. */
  readonly advskew: number
  /** Length of counter and digest in 32-bit words: 7. */
  readonly authlen: number
  /** OpenBSD's demotion byte; 0 elsewhere (a pad byte). */
  readonly demotion: number
  readonly advbase: number
  /** The anti-replay counter, 64 bits in two halves. */
  readonly counterHigh: number
  readonly counterLow: number
  readonly seal: Seal
  /** As they stand, where no system made them: they were put on the wire byte by byte. */
  readonly bytes?: Uint8Array
}

/** Why a host refused an advertisement: the words of the conformance format. */
export type Refusal = 'bad-hmac' | 'no-vhid' | 'bad-ttl' | 'bad-version' | 'bad-checksum' | 'short' | 'other'

/** The numbers that a rule compared. */
export interface Numbers {
  readonly mine: Interval
  readonly his: Interval
  /** Demotion counts, where the rule compared those. */
  readonly demotion?: { readonly mine: number; readonly his: number }
}

interface OfVhost {
  readonly host: string
  readonly interface: string
  readonly vhid: number
}

/** What each kind of record says, beside its id, time and cause. */
export interface Bodies extends MachineBodies, DataBodies, SwitchBodies, TrafficBodies {
  /** An event of the scenario that did something. */
  fault: OfEvent
  /** An event of the scenario that could not act, and why. */
  inert: OfEvent & { readonly reason: string }
  power: {
    readonly host: string
    readonly power: 'on' | 'off' | 'paused'
    /** What the clock of a machine does that is paused: its timers wait for it, or they are overdue afterwards. */
    readonly clock?: 'jumps' | 'stops'
    /** By how much the clock of a machine is behind that went on, and its timers with it. */
    readonly lag?: Micros
  }
  /** Carrier of an interface, lost or back. */
  link: { readonly host: string; readonly interface: string; readonly carrier: boolean }
  /** The up flag of an interface (`ifconfig em0 up`). */
  interface: { readonly host: string; readonly interface: string; readonly up: boolean }
  /** A setting that changed while the machine ran: a sysctl, a parameter of a virtual host. */
  setting: { readonly host: string; readonly of: string; readonly name: string; readonly value: string }
  /** An advertisement on the wire, in a packet of one family. */
  advert: OfVhost & {
    readonly family: Family
    readonly advbase: number
    readonly advskew: number
    readonly packet: Packet
    /** The address of the one machine that it was sent to, where it was not sent to all. */
    readonly peer?: string
    /** The Ethernet address that it was sent to, where that is not the group's: a packet filter made it so. */
    readonly mac?: string
  }
  /** An advertisement of VRRPv2 on the wire: a bystander's, which no CARP takes. */
  vrrp: {
    readonly host: string
    readonly interface: string
    readonly vrid: number
    /** 0: it resigns. */
    readonly priority: number
    /** In whole seconds. */
    readonly interval: number
  }
  /** A gratuitous ARP on the wire: the address is at this MAC, unasked. */
  garp: OfVhost & { readonly address: string; readonly mac: string }
  /** An unsolicited neighbour advertisement on the wire: the same for an IPv6 address. */
  na: OfVhost & { readonly address: string; readonly mac: string }
  /** A membership report on the wire: the machine listens to that group. */
  report: { readonly host: string; readonly interface: string; readonly group: string }
  /** A frame that means nothing to anybody, on the wire. */
  burst: { readonly host: string; readonly interface: string }
  /** A frame that a host tried to send and that never reached the wire. */
  unsent: OfVhost & {
    readonly why: Loss | 'send error'
    readonly errno: number
    /** The id of what made it so: the pulled cable, the fault that makes sends fail. */
    readonly because?: number
  }
  /** A frame that arrived; its cause is the frame. */
  delivered: {
    readonly host: string
    readonly interface: string
    /** The id of the fault that made it late. */
    readonly because?: number
  }
  /** A frame that did not arrive; its cause is the frame. */
  lost: {
    readonly host: string
    readonly interface: string
    readonly why: Loss
    /** Where a switch kept it, or a dead port: `sw1:fw1.em0`, `fw1.em0`. */
    readonly at?: string
    /** The id of what made it so: the cut, the pulled cable, the power that went. */
    readonly because?: number
  }
  /** A machine's answer to a probe: to the ARP request, with which MAC, or that it takes in the packet after it. */
  claim: OfVhost & {
    readonly by: 'arp' | 'nd' | 'ip'
    readonly client: string
    readonly address: string
    readonly mac?: string
  }
  /** An advertisement that arrived and was refused. */
  drop: OfVhost & { readonly why: Refusal }
  armed: OfVhost & { readonly timer: TimerName; readonly deadline: Micros }
  fired: OfVhost & { readonly timer: TimerName }
  transition: OfVhost & {
    readonly from: State
    readonly to: State
    /** Our name of the rule that applied, the same for all systems. */
    readonly rule: string
    /** The numbers that the rule compared, where it compared any. */
    readonly numbers?: Numbers
  }
  demotion: {
    readonly host: string
    readonly delta: number
    readonly total: number
    readonly reason: string
    /** The interface group of OpenBSD that it is about, where that is not carp. */
    readonly group?: string
  }
  log: { readonly host: string; readonly vhid?: number; readonly priority?: string; readonly line: string }
  /** A device event, as devd(8) hears it. */
  devd: { readonly host: string; readonly system: string; readonly subsystem: string; readonly type: string }
}

export type Kind = keyof Bodies
export type Body = { [K in Kind]: { readonly kind: K } & Bodies[K] }[Kind]

/** Something that happened: when, and the record of what caused it (null: nothing did, the scenario says so). */
export type TraceRecord = { readonly id: number; readonly t: Micros; readonly cause: number | null } & Body

export type RecordOf<K extends Kind> = Extract<TraceRecord, { kind: K }>

/** How much of a run is kept: every record, the changes with all that caused them, or measures alone. */
export type Level = 'all' | 'changes' | 'metrics'
