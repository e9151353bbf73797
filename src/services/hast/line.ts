import type { Course } from '../../engine/course.ts'
import type { Clock } from '../../host/clock.ts'
import type { SocketEnd, SocketUser } from '../../host/ip/socket-user.ts'
import type { TcpSocket } from '../../host/ip/tcp-socket.ts'
import type { Doing } from '../../host/storage/waiting.ts'
import type { World } from '../../host/world.ts'
import type { Micros } from '../../time.ts'
import type { Link } from '../../trace/recorder.ts'

interface Machine {
  readonly world: World
  readonly clock: Clock
}

/** Why nothing is heard, as perror(3) says it. */
const ENDS: Readonly<Record<SocketEnd, string>> = {
  closed: 'Socket is not connected',
  reset: 'Connection reset by peer',
  refused: 'Connection refused',
  'timed out': 'Operation timed out',
}
const TIMED_OUT = ENDS['timed out']

/** One connection, as a process sees it that waits for what comes over it. */
export class Line implements SocketUser {
  socket: TcpSocket | null = null
  /** Is told of each message at once, in place of who waits. */
  onMessage: ((message: unknown) => void) | null = null
  /** Is told that it is over, and why. */
  onEnd: ((why: string) => void) | null = null
  readonly #machine: Machine
  readonly #doing: Doing
  readonly #heard: { readonly message: unknown; readonly cause: Link | null }[] = []
  #isOpen = false
  #over: string | null = null
  #waiter: { wake(): void } | null = null

  constructor(machine: Machine, doing: Doing) {
    this.#machine = machine
    this.#doing = doing
  }

  say(message: unknown): void {
    this.socket?.say(message)
  }

  close(): void {
    this.onMessage = null
    this.onEnd = null
    this.socket?.close()
  }

  opened(): void {
    this.#isOpen = true
    this.#waiter?.wake()
  }

  received(message: unknown): void {
    if (this.onMessage !== null) this.onMessage(message)
    else {
      this.#heard.push({ message, cause: this.#machine.world.engine.cause })
      this.#waiter?.wake()
    }
  }

  ended(how: SocketEnd): void {
    this.#over = ENDS[how]
    if (how === 'closed') this.socket?.close()
    this.onEnd?.(this.#over)
    this.#waiter?.wake()
  }

  /** Waits until it is open; gives why it is not. */
  *opens(timeout: Micros): Course<string | null> {
    yield* this.#wait(timeout, () => this.#isOpen)
    return this.#isOpen ? null : (this.#over ?? TIMED_OUT)
  }

  /** Waits for the next message, or gives why none comes. */
  *hears(timeout: Micros): Course<{ readonly is: unknown } | { readonly error: string }> {
    yield* this.#wait(timeout, () => this.#heard.length > 0)
    const first = this.#heard.shift()
    if (first === undefined) return { error: this.#over ?? TIMED_OUT }
    this.#machine.world.engine.cause = first.cause
    return { is: first.message }
  }

  *#wait(timeout: Micros, until: () => boolean): Course<void> {
    const { clock } = this.#machine
    const deadline = clock.now + timeout
    this.#waiter = this.#doing.current
    while (!until() && this.#over === null && clock.now < deadline) yield deadline - clock.now
    this.#waiter = null
  }
}
