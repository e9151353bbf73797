import type { Timer } from '../../engine/timer.ts'
import type { TcpSegment } from '../../network/frame.ts'
import type { Link } from '../../trace/recorder.ts'
import type { RequestOptions } from './options.ts'
import { type ClientMachine, Fetcher, Talker, type TcpClient, type Transport } from './tcp-client.ts'
import { TcpServer } from './tcp-server.ts'

/** Ports that connections go out from: the first, and one behind the last (net.inet.ip.portrange, hifirst). */
/** Connections that begin on a machine have a port from there on (net.inet.ip.portrange.first). */
export const FIRST_PORT = 49_152
const PORTS_END = 65_536

/** TCP of a machine: programs that ask, and what answers them. */
export class Tcp {
  readonly #machine: ClientMachine
  readonly #options: readonly RequestOptions[]
  readonly #transport: Transport
  readonly #server: TcpServer
  #clients: readonly TcpClient[] = []
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
    this.#server = new TcpServer(machine.name, transmit)
  }

  get timers(): readonly Timer<Link>[] {
    return this.#clients.flatMap(({ timers }) => timers)
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
    for (const client of this.#clients) client.stop()
    this.#clients = []
  }

  /** As before the first boot, for another run. */
  reset(): void {
    this.#port = FIRST_PORT
  }

  receive(segment: TcpSegment): void {
    if (!this.#clients.some((client) => client.receive(segment))) this.#server.receive(segment)
  }

  #takePort(): number {
    const port = this.#port
    this.#port = port + 1 === PORTS_END ? FIRST_PORT : port + 1
    return port
  }
}
