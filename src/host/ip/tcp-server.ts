import type { TcpSegment } from '../../network/frame.ts'
import type { TcpFlag } from '../../trace/record.ts'
import { endpoints } from './frames.ts'

const TTL = 64

/**
 * The side of a machine's TCP that is asked: on each of its addresses something listens at every port, and answers what
 * it is asked. It sends nothing again by itself: whoever asked does.
 */
export class TcpServer {
  readonly #name: string
  readonly #transmit: (segment: TcpSegment) => void
  /** Those that it knows: from where to where. */
  readonly #connections = new Set<string>()

  constructor(name: string, transmit: (segment: TcpSegment) => void) {
    this.#name = name
    this.#transmit = transmit
  }

  clear(): void {
    if (this.#connections.size > 0) this.#connections.clear()
  }

  /** A segment of a connection that it does not know is answered with a reset (RFC 9293, 3.5.2). */
  receive(segment: TcpSegment): void {
    const key = endpoints(segment).join(' ')
    switch (segment.flag) {
      case 'SYN':
        this.#connections.add(key)
        this.#answer(segment, 'SYN+ACK')
        return
      case 'PSH':
        this.#answer(segment, this.#connections.has(key) ? 'PSH' : 'RST')
        return
      case 'SYN+ACK':
        this.#answer(segment, 'RST')
        return
      case 'FIN':
        if (this.#connections.delete(key)) this.#answer(segment, 'FIN')
        return
      case 'RST':
        this.#connections.delete(key)
    }
  }

  #answer({ source, destination, sourcePort, destinationPort, sequence }: TcpSegment, flag: TcpFlag): void {
    const from = { source: destination, sourcePort: destinationPort }
    const to = { destination: source, destinationPort: sourcePort }
    this.#transmit({ protocol: 'tcp', flag, ...from, ...to, ttl: TTL, sequence, by: this.#name })
  }
}
