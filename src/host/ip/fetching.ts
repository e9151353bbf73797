import type { Timer } from '../../engine/timer.ts'
import type { Address } from '../../network/address.ts'
import type { Page, TcpSegment } from '../../network/frame.ts'
import type { Link } from '../../trace/recorder.ts'
import type { ClientMachine, Transport } from './tcp-client.ts'
import { type ConnectionOwner, type Ends, TcpConnection } from './tcp-connection.ts'

/** What came of a fetch. */
export type Fetched =
  | { readonly page: Page | undefined; readonly by: string }
  | { readonly failed: 'refused' | 'reset' | 'timed out' | 'unreachable' }

/** Something that is fetched once, by a program that waits for it. */
export interface Wanted {
  readonly address: Address
  readonly port: number
  readonly path: string
  /** It is connected. */
  opened(): void
  ended(fetched: Fetched): void
}

/** One fetch: a connection, a request over it, and its answer. */
export class Fetching implements ConnectionOwner {
  readonly #transport: Transport
  readonly #wanted: Wanted
  readonly #connection: TcpConnection
  readonly #gone: () => void

  /** @param gone - is told when it is over, before whoever wanted it */
  constructor(machine: ClientMachine, transport: Transport, wanted: Wanted, gone: (self: Fetching) => void) {
    const { address, port, path } = wanted
    this.#transport = transport
    this.#wanted = wanted
    this.#gone = () => gone(this)
    this.#connection = new TcpConnection(machine, { address, port, path, localPort: transport.takePort() }, this)
  }

  get timers(): readonly Timer<Link>[] {
    return this.#connection.timers
  }

  get ends(): Ends {
    return this.#connection.ends
  }

  start(): void {
    if (this.sourceFor(this.ends.address) === undefined) this.#end({ failed: 'unreachable' })
    else this.#connection.say(1)
  }

  /** Nobody waits for it any more. */
  stop(): void {
    this.#connection.stop()
    this.#gone()
  }

  receive(segment: TcpSegment): void {
    this.#connection.receive(segment)
  }

  sourceFor(address: Address): Address | undefined {
    return this.#transport.sourceFor(address)
  }

  transmit(segment: TcpSegment): void {
    this.#transport.transmit(segment, () => this.#end({ failed: 'unreachable' }))
  }

  opened(): void {
    this.#wanted.opened()
  }

  answered(sequence: number, by: string, page?: Page): void {
    this.#connection.close(sequence)
    this.#end({ page, by })
  }

  ended(_connection: TcpConnection, failed: 'reset' | 'refused' | 'timed out'): void {
    this.#end({ failed })
  }

  #end(fetched: Fetched): void {
    this.stop()
    this.#wanted.ended(fetched)
  }
}
