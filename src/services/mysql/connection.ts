import type { Course } from '../../engine/course.ts'
import type { Host } from '../../host/host.ts'
import type { SocketEnd } from '../../host/ip/socket-user.ts'
import type { TcpSocket } from '../../host/ip/tcp-socket.ts'
import { isGnu } from '../../host/manners.ts'
import type { UserSpace } from '../../host/user-space.ts'
import { type Address, formatAddress } from '../../network/address.ts'
import type { Process } from '../../shell/machine.ts'
import { type Micros, SECOND } from '../../time.ts'
import { cannotConnect, GONE_AWAY, LOST, type Query, type Reply } from './messages.ts'

/** connect_timeout of a client. */
const CONNECT_TIMEOUT: Micros = 10 * SECOND
/** net_read_timeout */
const READ_TIMEOUT: Micros = 30 * SECOND

/** ECONNREFUSED, ETIMEDOUT and ENETUNREACH, as a system numbers them. */
const BSD = { refused: 61, late: 60, nowhere: 51 }
const LINUX = { refused: 111, late: 110, nowhere: 101 }

type Asked = Query extends infer Q ? (Q extends Query ? Omit<Q, 'id'> : never) : never

/** A client's connection to a MySQL. */
export class Connection {
  readonly #host: Host
  readonly #space: UserSpace
  readonly #process: Process
  readonly #to: { readonly address: Address; readonly port: number }
  #socket: TcpSocket | null = null
  #isOpen = false
  #ended: SocketEnd | null = null
  #replies: readonly Reply[] = []
  #last = 0

  constructor(host: Host, space: UserSpace, process: Process, to: { address: Address; port: number }) {
    this.#host = host
    this.#space = space
    this.#process = process
    this.#to = to
  }

  /** Null: it is there; otherwise what mysql(1) says. */
  *connect(): Course<string | null> {
    const numbers = isGnu(this.#space.userland) ? LINUX : BSD
    const says = (errno: number) => cannotConnect(formatAddress(this.#to.address), errno)
    this.#socket =
      this.#host.ip.tcp.sockets.connect(this.#to, {
        opened: () => {
          this.#isOpen = true
          this.#process.wake()
        },
        received: (message) => {
          this.#replies = [...this.#replies, message as Reply]
          this.#process.wake()
        },
        ended: (how) => {
          this.#ended = how
          this.#process.wake()
        },
      }) ?? null
    if (this.#socket === null) return says(numbers.nowhere)
    yield* this.#until(() => this.#isOpen || this.#ended !== null, CONNECT_TIMEOUT)
    if (this.#isOpen && this.#ended === null) return null
    const { refused, late } = numbers
    const errno = this.#ended === 'refused' ? refused : late
    this.close()
    return says(errno)
  }

  /** What the server says; otherwise what mysql(1) says of it. */
  *ask(query: Asked): Course<Reply> {
    const id = ++this.#last
    if (this.#ended !== null || this.#socket === null) {
      this.close()
      return { id, error: GONE_AWAY }
    }
    this.#socket.say({ ...query, id })
    yield* this.#until(() => this.#replies.some((reply) => reply.id === id) || this.#ended !== null, READ_TIMEOUT)
    const reply = this.#replies.find((one) => one.id === id)
    this.#replies = []
    if (reply !== undefined) return reply
    this.close()
    return { id, error: LOST }
  }

  close(): void {
    this.#socket?.close()
    this.#socket = null
  }

  get isOver(): boolean {
    return this.#socket === null
  }

  *#until(isSo: () => boolean, most: Micros): Course<void> {
    const { engine } = this.#host.world
    const end = engine.now + most
    while (!isSo() && engine.now < end) yield end - engine.now
  }
}
