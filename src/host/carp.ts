import type { Advertisement } from '../carp/advertisement.ts'
import { SILENT_SYNC, type SyncStart } from '../carp/pfsync.ts'
import type { Counter, NoElection, System } from '../carp/system.ts'
import type { Balancing, Vhost } from '../carp/vhost.ts'
import type { Timer } from '../engine/timer.ts'
import type { Address, Ipv4, Mac, Prefix } from '../network/address.ts'
import type { Ipv6 } from '../network/ipv6.ts'
import type { Micros } from '../time.ts'
import type { State } from '../trace/record.ts'
import type { Link } from '../trace/recorder.ts'
import type { Nic } from './nic.ts'

/** What is to be done, or why nothing can be done: a fault that cannot act is known before anything happens. */
export type Deed = string | (() => void)

/** What can be done is done; false: nothing can be. */
export function does(deed: Deed): boolean {
  if (typeof deed === 'string') return false
  deed()
  return true
}

/** One virtual host as a machine is configured with it. */
export interface VhostConfig {
  readonly vhid: number
  readonly interface: string
  readonly advbase: number
  readonly advskew: number
  readonly password: string
  /** Of both families, in the order in which they are given. */
  readonly addresses: readonly Prefix<Address>[]
  /** Interface groups besides carp that a carp interface is in: `group internal` (OpenBSD). */
  readonly groups?: readonly string[]
  /** The one machine that it advertises to, instead of all: `peer`, `carppeer`. */
  readonly peer?: Ipv4
  /** The same of IPv6: `peer6`. */
  readonly peer6?: Ipv6
  /** OpenBSD: the MAC of the carp interface, in place of the virtual one. */
  readonly lladdr?: Mac
  /** OpenBSD: the nodes of the carp interface, ascending by vhid; the first has the vhid and the skew above. */
  readonly nodes?: readonly NodeConfig[]
  readonly balancing?: Balancing
}

/** One of several nodes. */
export interface NodeConfig {
  readonly vhid: number
  readonly advskew: number
}

/** The virtual hosts that a configuration makes. */
export function nodesOf({ vhid, advskew, nodes }: VhostConfig): readonly NodeConfig[] {
  return nodes ?? [{ vhid, advskew }]
}

/** As if each node were configured alone. */
export function eachAlone(configs: readonly VhostConfig[]): VhostConfig[] {
  return configs.flatMap((config) => nodesOf(config).map((node) => ({ ...config, ...node })))
}

/** Parameters of a running change. */
export interface Parameters {
  readonly advbase?: number
  readonly advskew?: number
  readonly password?: string
}

export type Signal = 'USR1' | 'USR2' | 'TERM' | 'INT' | 'HUP' | 'QUIT' | 'KILL'

/**
 * What runs the election on a machine: the kernel, or daemons. What a system has no operation for says so.
 */
export abstract class Carp {
  abstract readonly system: Pick<System | NoElection, 'title' | 'userland'>
  abstract readonly timers: readonly Timer<Link>[]
  abstract boot(): void
  /** Power goes: nothing is sent, everything is forgotten. */
  abstract powerOff(): void
  abstract receive(heard: Advertisement, nic: Nic): void
  abstract changed(nic: Nic, what: 'carrier' | 'up'): void

  /** As in messages: FreeBSD 12.1. */
  get title(): string {
    return this.system.title
  }

  /** Of a port of an interface with several; the interface itself may not change by it. */
  portChanged(_port: string, _carrier: boolean): void {}
  abstract find(nic: string, vhid: number): Vhost | undefined

  /** `netstat -s -p carp`, where the system counts. */
  abstract readonly counters: Readonly<Record<Counter, number>> | undefined

  /** Whether it reads and writes frames past the packet filter of its machine. */
  readonly pastFilter: boolean = false

  /** How pfsync(4) of the system begins. */
  get syncStart(): SyncStart {
    return SILENT_SYNC
  }

  /** The system's own orderly shutdown; FreeBSD does nothing for CARP. */
  shutdown(): void {}

  set(_nic: string, _vhid: number, _parameters: Parameters): Deed {
    return this.lacks('running changes of parameters')
  }

  force(_nic: string, _vhid: number, _state: State): Deed {
    return this.lacks('forced states')
  }

  setUp(_nic: string, _vhid: number, _up: boolean): Deed {
    return this.lacks('carp interfaces to take up and down')
  }

  addAddress(_nic: string, _vhid: number, _address: Prefix<Address>): Deed {
    return this.lacks('virtual addresses that change while it runs')
  }

  removeAddress(_nic: string, _vhid: number, _address: Prefix<Address>): Deed {
    return this.lacks('virtual addresses that change while it runs')
  }

  setPreempt(_value: boolean): Deed {
    return this.lacks('a preempt switch while it runs')
  }

  setAllow(_value: boolean): Deed {
    return this.lacks('net.inet.carp.allow')
  }

  demote(_delta: number, _reason?: string, _group?: string): Deed {
    return this.lacks('a demotion counter to write to')
  }

  signal(_signal: Signal): Deed {
    return this.lacks('processes that run the election')
  }

  /** Starts what runs one virtual host. @param opening - how long until it takes part, while it hears already */
  start(_nic: string, _vhid: number, _opening: Micros): Deed {
    return this.lacks('processes that run the election')
  }

  protected lacks(what: string): string {
    return `${this.title} has no ${what}`
  }
}
