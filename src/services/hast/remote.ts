import type { Clock } from '../../host/clock.ts'
import type { Micros } from '../../time.ts'
import type { Line } from './line.ts'
import type { Reply, Request } from './protocol.ts'

/** What comes of a request: what the other node says, or that nobody can say it any more. */
export type Answer = (reply: Reply | { readonly error: string }) => void

type Numbered = Exclude<Request, { is: 'keepalive' }>
/** Each request, without the number that it gets here. */
export type Asked = { [Is in Numbered['is']]: Omit<Extract<Numbered, { is: Is }>, 'number'> }[Numbered['is']]

export const NOT_CONNECTED = 'Socket is not connected'

/** The other node, as a primary that is connected sees it: requests go out over one connection, replies come by the other. */
export class Remote {
  readonly #clock: Clock
  readonly #out: Line
  readonly #in: Line
  readonly #pending = new Map<number, Answer>()
  #number = 0
  #sent: Micros
  /** When something came of what is waited for. */
  #heard: Micros

  /** @param lost - is told that one of the connections is over, and why */
  constructor(clock: Clock, lines: { readonly out: Line; readonly in: Line }, lost: (why: string) => void) {
    this.#clock = clock
    this.#out = lines.out
    this.#in = lines.in
    this.#sent = clock.now
    this.#heard = clock.now
    lines.out.onEnd = lost
    lines.in.onEnd = lost
    lines.in.onMessage = (message) => this.#take(message as Reply)
  }

  /** How many requests have no answer yet. */
  get pending(): number {
    return this.#pending.size
  }

  /** When something was sent last. */
  get sent(): Micros {
    return this.#sent
  }

  /** Since when nothing comes that is waited for; null: nothing is waited for. */
  get silentSince(): Micros | null {
    return this.#pending.size > 0 ? this.#heard : (this.#out.socket?.waitsSince ?? null)
  }

  ask(asked: Asked, answer: Answer): void {
    this.#number += 1
    if (this.#pending.size === 0) this.#heard = this.#clock.now
    this.#pending.set(this.#number, answer)
    this.#say({ ...asked, number: this.#number } as Request)
  }

  keepalive(): void {
    this.#say({ is: 'keepalive' })
  }

  close(): void {
    this.#out.close()
    this.#in.close()
    const answers = [...this.#pending.values()]
    this.#pending.clear()
    for (const answer of answers) answer({ error: NOT_CONNECTED })
  }

  #say(request: Request): void {
    this.#sent = this.#clock.now
    this.#out.say(request)
  }

  #take(reply: Reply): void {
    this.#heard = this.#clock.now
    const answer = this.#pending.get(reply.number)
    // Of a write that is to be in the other one's memory a second word comes when it is on its disk.
    if (!reply.isReceived) this.#pending.delete(reply.number)
    answer?.(reply)
  }
}
