import type { Page, TcpSegment } from '../../network/frame.ts'
import type { TcpFlag } from '../../trace/record.ts'
import { endpoints } from './frames.ts'
import type { Listener } from './listeners.ts'

const TTL = 64

/**
 * The side of a machine's TCP that is asked, and answers what it is asked: where something listens, or, on a machine of
 * which nobody says what runs there, at every port. It sends nothing again by itself: whoever asked does.
 */
export class TcpServer {
  readonly #name: string
  readonly #transmit: (segment: TcpSegment) => void
  /** Those that it knows: from where to where. */
  readonly #connections = new Set<string>()
  readonly #listener: (segment: TcpSegment) => Listener | undefined

  /** @param listener - who takes connections to where a segment goes; undefined: nobody */
  constructor(
    name: string,
    transmit: (segment: TcpSegment) => void,
    listener: (segment: TcpSegment) => Listener | undefined,
  ) {
    this.#listener = listener
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
        this.#open(segment, key)
        return
      case 'PSH':
        this.#say(segment, key)
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

  #open(segment: TcpSegment, key: string): void {
    const listens = this.#listener(segment) !== undefined
    if (listens) this.#connections.add(key)
    this.#answer(segment, listens ? 'SYN+ACK' : 'RST')
  }

  /** Whose program has ended, his connections are closed. */
  #say(segment: TcpSegment, key: string): void {
    const listener = this.#connections.has(key) ? this.#listener(segment) : undefined
    if (listener === undefined) {
      this.#connections.delete(key)
      this.#answer(segment, 'RST')
      return
    }
    const page = segment.path === undefined ? undefined : listener.serve?.(segment.path)
    this.#answer(segment, 'PSH', page)
  }

  #answer(
    { source, destination, sourcePort, destinationPort, sequence }: TcpSegment,
    flag: TcpFlag,
    page?: Page,
  ): void {
    const from = { source: destination, sourcePort: destinationPort }
    const to = { destination: source, destinationPort: sourcePort }
    this.#transmit({ protocol: 'tcp', flag, ...from, ...to, ttl: TTL, sequence, by: this.#name, ...(page && { page }) })
  }
}
