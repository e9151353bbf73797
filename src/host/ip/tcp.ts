import type { Timer } from '../../engine/timer.ts'
import type { TcpSegment } from '../../network/frame.ts'
import type { Link } from '../../trace/recorder.ts'
import { Fetching, type Wanted } from './fetching.ts'
import type { Listener, Listeners } from './listeners.ts'
import type { RequestOptions } from './options.ts'
import { Sockets } from './sockets.ts'
import { type ClientMachine, Fetcher, Talker, type TcpClient, type Transport } from './tcp-client.ts'
import { isOf } from './tcp-connection.ts'
import { TcpServer } from './tcp-server.ts'

/** Connections that begin on a machine have a port from there on (net.inet.ip.portrange.first). */
export const FIRST_PORT = 49_152
const PORTS_END = 65_536

/** Who takes what he is sent, and is no web server. */
const ANYBODY: Listener = { address: null, port: 0 }

/** TCP of a machine: programs that ask, and what answers them. */
export class Tcp {
  readonly #machine: ClientMachine
  readonly #options: readonly RequestOptions[]
  readonly #transport: Transport
  readonly #server: TcpServer
  /** What listens on it; null: nobody says so, and something answers everywhere. */
  listeners: Listeners | null = null
  /** Connections that programs keep. */
  readonly sockets: Sockets
  #clients: readonly TcpClient[] = []
  #fetches: readonly Fetching[] = []
  /** Goes on over boots, so that no segment of an earlier life is taken for one of this. */
  #port = FIRST_PORT

  constructor(
    machine: ClientMachine,
    options: readonly RequestOptions[],
    { sourceFor, transmit }: Pick<Transport, 'sourceFor' | 'transmit'>,
  ) {
    this.#machine = machine
    this.#options = options
    this.#transport = { sourceFor, transmit, takePort: () => this.#takePort() }
    this.#server = new TcpServer(machine.name, transmit, ({ destination, destinationPort }) => {
      return this.listeners === null ? ANYBODY : this.listeners.at(destination, destinationPort)
    })
    this.sockets = new Sockets(machine, this.#transport)
  }

  get timers(): readonly Timer<Link>[] {
    return [...[...this.#clients, ...this.#fetches].flatMap(({ timers }) => timers), ...this.sockets.timers]
  }

  boot(): void {
    if (this.#options.length === 0) return
    this.#clients = this.#options.map((options) => {
      const Client = options.of === 'fetch' ? Fetcher : Talker
      return new Client(this.#machine, options, this.#transport)
    })
    for (const { asker } of this.#clients) asker.start()
  }

  powerOff(): void {
    this.#server.clear()
    this.sockets.powerOff()
    for (const client of this.#clients) client.stop()
    this.#clients = []
    for (const fetch of this.#fetches) fetch.stop()
    this.listeners?.clear()
  }

  /** A program fetches something. */
  fetch(wanted: Wanted): Fetching {
    const fetch = new Fetching(this.#machine, this.#transport, wanted, (gone) => {
      this.#fetches = this.#fetches.filter((other) => other !== gone)
    })
    this.#fetches = [...this.#fetches, fetch]
    fetch.start()
    return fetch
  }

  /** As before the first boot, for another run. */
  reset(): void {
    this.#port = FIRST_PORT
  }

  receive(segment: TcpSegment): void {
    if (segment.piece !== undefined) this.sockets.receive(segment)
    else if (!this.#clients.some((client) => client.receive(segment))) this.#answer(segment)
  }

  #answer(segment: TcpSegment): void {
    const fetch = this.#fetches.find(({ ends }) => isOf(segment, ends))
    if (fetch === undefined) this.#server.receive(segment)
    else fetch.receive(segment)
  }

  #takePort(): number {
    const port = this.#port
    this.#port = port + 1 === PORTS_END ? FIRST_PORT : port + 1
    return port
  }
}
