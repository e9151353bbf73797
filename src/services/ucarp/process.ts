import { Timer } from '../../engine/timer.ts'
import type { Host } from '../../host/host.ts'
import type { Micros } from '../../time.ts'
import type { Link } from '../../trace/recorder.ts'

/** The system call that blocks a process: it opens its capture, waits for frames, sleeps, waits for a script. */
export type Blocked = 'open' | 'poll' | 'sleep' | 'script'

/** How the call returned: interrupted by a signal (EINTR), or not. */
export type Returned = 'interrupted' | 'done'

/** What a process does: one flow, left where a system call blocks it, and taken up when the call returns. */
export type Flow<Result = void> = Generator<Blocked, Result, Returned>

/** A process in virtual time. */
export class Process {
  exited = false
  /** The end of the system call that blocks it, where that is a matter of time. */
  readonly wake: Timer<Link>
  readonly #flow: Flow
  #blocked: Blocked | null = null

  constructor(host: Host, flow: Flow) {
    this.#flow = flow
    this.wake = new Timer(host.world.engine, { expired: () => this.goOn() })
  }

  /** The system call returns: on to the next one. */
  goOn(returned: Returned = 'done'): void {
    const { done, value } = this.#flow.next(returned)
    this.#blocked = done ? null : value
  }

  /** The same, if it is one of these that blocks it. */
  goOnFrom(calls: readonly Blocked[], returned: Returned = 'done'): void {
    if (!this.exited && this.#blocked !== null && calls.includes(this.#blocked)) this.goOn(returned)
  }

  /** @param delay - by true time */
  *block(call: Blocked, delay: Micros): Flow<Returned> {
    this.wake.arm(delay)
    return yield call
  }

  /** @param begin - is told whom to tell when the call returns */
  *blockUntil(call: Blocked, begin: (returns: () => void) => void): Flow<Returned> {
    let returned = false
    let blocks = false
    begin(() => {
      returned = true
      if (blocks) this.goOnFrom([call])
    })
    blocks = !returned
    return blocks ? yield call : 'done'
  }

  /** It is no more. */
  vanish(): void {
    this.exited = true
    this.wake.disarm()
  }
}
