import type { Ipv4 } from '../network/address.ts'
import type { Frame } from '../network/frame.ts'
import type { Direction } from '../network/health.ts'
import type { Family } from '../trace/record.ts'
import type { Link } from '../trace/recorder.ts'

export type { Direction } from '../network/health.ts'

/** What a packet filter tells apart. */
export type Protocol = 'carp' | 'icmp' | 'tcp' | 'pfsync' | 'arp' | 'icmp6'

/** Where things are to go. */
export interface Diversion {
  /** Null: where routes say. */
  readonly gateway: Ipv4 | null
  /** What a rule before that lets pass as it is. */
  readonly except: readonly Protocol[]
}

/**
 * `pass out route-to (em0 10.0.0.254) inet from (em0) to !(em0:network) keep state`, as firewalls make it of a gateway: where
 * what leaves from an address of an interface to other networks goes.
 */
export interface RouteTo extends Diversion {
  readonly gateway: Ipv4
  /** What loaded it. */
  readonly because: Link | null
}

/** Which frames the packet filter of an interface keeps out, and which it does not let go. */
export class PacketFilter {
  /** Whether it does not let advertisements go: each asks for that. */
  stopsCarp = false
  /** Null: routes say where things go. */
  routeTo: RouteTo | null = null
  readonly #in = new Set<string>()
  readonly #out = new Set<string>()

  /** Whether it keeps anything out. */
  get filtersIn(): boolean {
    return this.#in.size > 0
  }

  blocks(protocol: string, direction: Direction): boolean {
    return this.#of(direction).has(protocol)
  }

  keepsOut({ payload }: Frame): boolean {
    return this.blocks(payload.protocol, 'in')
  }

  set(protocol: Protocol, direction: Direction, blocked: boolean): void {
    if (blocked) this.#of(direction).add(protocol)
    else this.#of(direction).delete(protocol)
    this.stopsCarp = this.#out.has('carp')
  }

  /** What says where packets of a protocol go, in place of routes; null: nothing does. */
  diverts(protocol: string, family: Family): RouteTo | null {
    const { routeTo } = this
    if (routeTo === null || family === 'inet6' || routeTo.except.some((one) => one === protocol)) return null
    return routeTo
  }

  /** Empties what is full alone: to clear a set makes a new one inside, and most runs block nothing. */
  clear(): void {
    this.stopsCarp = false
    this.routeTo = null
    if (this.#in.size > 0) this.#in.clear()
    if (this.#out.size > 0) this.#out.clear()
  }

  #of(direction: Direction): Set<string> {
    return direction === 'in' ? this.#in : this.#out
  }
}
