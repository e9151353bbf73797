import type { Host } from '../../host/host.ts'
import type { SocketUser } from '../../host/ip/socket-user.ts'
import type { TcpSocket } from '../../host/ip/tcp-socket.ts'
import { parseAddress } from '../../network/address.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Query, Reply } from './messages.ts'
import type { MysqlSettings } from './options.ts'

/** What a server is told to do. */
export interface Job {
  readonly query: Query
  readonly cause: Link | null
  answer(reply: Reply): void
}

const CANNOT = "Can't start server: Bind on TCP/IP port: "

/** Where clients come in, and what they want, in the order in which they said it. */
export class Door {
  readonly #host: Host
  readonly #isLinux: boolean
  readonly #wake: () => void
  readonly #sockets = new Set<TcpSocket>()
  #jobs: readonly Job[] = []
  #stop: () => void = () => undefined

  /** @param wake - somebody wants something */
  constructor(host: Host, isLinux: boolean, wake: () => void) {
    this.#host = host
    this.#isLinux = isLinux
    this.#wake = wake
  }

  get hasMore(): boolean {
    return this.#jobs.length > 0
  }

  /** What is to be done now; undefined: nothing. */
  next(): Job | undefined {
    const [job, ...jobs] = this.#jobs
    this.#jobs = jobs
    return job
  }

  /** Null: clients can come. An address must be the machine's, virtual ones of a kernel included, in whatever state. */
  open({ bind, port }: MysqlSettings): string | null {
    const address = bind === null ? undefined : parseAddress(bind)
    if (address !== undefined && !this.#host.nics.some(({ addresses }) => addresses.has(address)))
      return `${CANNOT}${this.#isLinux ? 'Cannot' : "Can't"} assign requested address`
    const accept = (socket: TcpSocket) => this.#accept(socket)
    const stop = this.#host.ip.tcp.sockets.listen({ ...(address !== undefined && { address }), port, accept })
    if (stop === undefined) return `${CANNOT}Address already in use`
    this.#stop = stop
    return null
  }

  close(): void {
    this.#stop()
    for (const socket of this.#sockets) socket.close()
  }

  #accept(socket: TcpSocket): SocketUser {
    const by = this.#host.name
    this.#sockets.add(socket)
    return {
      received: (message) => {
        const { cause } = this.#host.world.engine
        const answer = (reply: Reply) => socket.say({ ...reply, by })
        this.#jobs = [...this.#jobs, { query: message as Query, cause, answer }]
        this.#wake()
      },
      ended: () => {
        this.#sockets.delete(socket)
        socket.close()
      },
    }
  }
}
