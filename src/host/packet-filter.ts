import type { Frame } from '../network/frame.ts'
import type { Direction } from '../network/health.ts'

export type { Direction } from '../network/health.ts'

/** What a packet filter tells apart. */
export type Protocol = 'carp' | 'icmp' | 'tcp' | 'pfsync' | 'arp' | 'icmp6'

/** Which frames the packet filter of an interface keeps out, and which it does not let go. */
export class PacketFilter {
  /** Whether it does not let advertisements go: each asks for that. */
  stopsCarp = false
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

  /** Empties what is full alone: to clear a set makes a new one inside, and most runs block nothing. */
  clear(): void {
    this.stopsCarp = false
    if (this.#in.size > 0) this.#in.clear()
    if (this.#out.size > 0) this.#out.clear()
  }

  #of(direction: Direction): Set<string> {
    return direction === 'in' ? this.#in : this.#out
  }
}
