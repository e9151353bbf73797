import type { Timer } from '../../engine/timer.ts'
import type { Address } from '../../network/address.ts'
import type { TcpSegment } from '../../network/frame.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Clock } from '../clock.ts'
import type { World } from '../world.ts'
import type { SocketEnds, SocketUser } from './socket-user.ts'
import { TcpSocket } from './tcp-socket.ts'

const TTL = 64

interface Machine {
  readonly name: string
  readonly world: World
  readonly clock: Clock
}

/** What they need of their machine's IP. */
interface Transport {
  sourceFor(address: Address): Address | undefined
  transmit(segment: TcpSegment): void
  /** A port of the machine that no other connection has. */
  takePort(): number
}

/** A program that waits for others to connect. */
interface Listener {
  /** Absent: at every address of the machine. */
  readonly address?: Address
  readonly port: number
  /** Who is told what comes over a new connection. */
  accept(socket: TcpSocket): SocketUser
}

/** Where a program connects to. */
interface Wanted {
  readonly address: Address
  readonly port: number
  /** From which address; absent: as the route has it. */
  readonly source?: Address
}

/** The connections that programs of a machine keep, and where they listen; where nobody does, who asks is refused. */
export class Sockets {
  readonly #machine: Machine
  readonly #transport: Transport
  #listeners: readonly Listener[] = []
  /** A machine has few. */
  #sockets: readonly TcpSocket[] = []

  constructor(machine: Machine, transport: Transport) {
    this.#machine = machine
    this.#transport = transport
  }

  get timers(): readonly Timer<Link>[] {
    return this.#sockets.flatMap(({ timers }) => timers)
  }

  /** Gives what ends it; undefined: somebody listens there already (EADDRINUSE). */
  listen(listener: Listener): (() => void) | undefined {
    const isSame = ({ address, port }: Listener) => port === listener.port && address === listener.address
    if (this.#listeners.some(isSame)) return undefined
    this.#listeners = [...this.#listeners, listener]
    return () => {
      this.#listeners = this.#listeners.filter((one) => one !== listener)
    }
  }

  /** Undefined: there is no way to that address. */
  connect({ address, port, source = this.#transport.sourceFor(address) }: Wanted, user: SocketUser) {
    if (source === undefined) return undefined
    const sourcePort = this.#transport.takePort()
    const socket = this.#add({ source, sourcePort, destination: address, destinationPort: port }, user)
    socket.begin('SYN')
    return socket
  }

  receive(segment: TcpSegment): void {
    const socket = this.#sockets.find(({ ends }) => isFor(segment, ends))
    if (socket !== undefined) socket.receive(segment)
    else if (segment.flag === 'SYN') this.#accept(segment)
    else if (segment.flag !== 'RST') this.#reset(segment)
  }

  powerOff(): void {
    for (const socket of this.#sockets) socket.forget()
    this.#listeners = []
  }

  #accept(segment: TcpSegment): void {
    const { destination, destinationPort } = segment
    const listener = this.#listeners.find(
      ({ address, port }) => port === destinationPort && (address === undefined || address === destination),
    )
    if (listener === undefined) {
      this.#reset(segment)
      return
    }
    const socket: TcpSocket = this.#add(turned(segment), {
      opened: () => {
        socket.user = listener.accept(socket)
      },
      received: () => undefined,
      ended: () => undefined,
    })
    socket.begin('SYN+ACK')
  }

  #add(ends: SocketEnds, user: SocketUser): TcpSocket {
    const gone = (socket: TcpSocket) => {
      this.#sockets = this.#sockets.filter((other) => other !== socket)
    }
    const owner = { transmit: (segment: TcpSegment) => this.#transport.transmit(segment), gone }
    const socket = new TcpSocket(this.#machine, ends, owner, user)
    this.#sockets = [...this.#sockets, socket]
    return socket
  }

  /** A segment of a connection that nobody knows (RFC 9293, 3.5.2). */
  #reset(segment: TcpSegment): void {
    const { sequence } = segment
    const piece = { number: 0, awaits: 0 }
    this.#transport.transmit({ protocol: 'tcp', flag: 'RST', ...turned(segment), ttl: TTL, sequence, by: '', piece })
  }
}

/** Whether a segment goes to this end of a connection. */
function isFor(segment: TcpSegment, ends: SocketEnds): boolean {
  return (
    segment.sourcePort === ends.destinationPort &&
    segment.destinationPort === ends.sourcePort &&
    segment.source === ends.destination &&
    segment.destination === ends.source
  )
}

/** What goes back. */
function turned({ source, sourcePort, destination, destinationPort }: TcpSegment): SocketEnds {
  return { source: destination, sourcePort: destinationPort, destination: source, destinationPort: sourcePort }
}
