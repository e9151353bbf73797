import type { Frame } from '../network/frame.ts'

/** What a packet filter tells apart. */
export type Protocol = 'carp' | 'icmp' | 'arp'
export type Direction = 'in' | 'out'

/** Which frames the packet filter of an interface keeps out, and which it does not let go. */
export class PacketFilter {
  readonly #blocked = { in: new Set<string>(), out: new Set<string>() }

  /** Whether it keeps anything out. */
  get filtersIn(): boolean {
    return this.#blocked.in.size > 0
  }

  blocks(protocol: string, direction: Direction): boolean {
    return this.#blocked[direction].has(protocol)
  }

  keepsOut({ payload }: Frame): boolean {
    return this.blocks(payload.protocol, 'in')
  }

  set(protocol: Protocol, direction: Direction, blocked: boolean): void {
    if (blocked) this.#blocked[direction].add(protocol)
    else this.#blocked[direction].delete(protocol)
  }

  clear(): void {
    this.#blocked.in.clear()
    this.#blocked.out.clear()
  }
}
