import type { Course } from '../../engine/course.ts'
import type { Ipv4 } from '../../network/address.ts'
import { type Micros, SECOND } from '../../time.ts'
import { most } from '../extremes.ts'
import { Growing, whenInterrupted } from './endless.ts'
import type { Outcome } from './outcome.ts'
import type { Call } from './program.ts'

/** What is asked of whom. */
export interface Asked {
  readonly address: Ipv4
  readonly name: string
  readonly count: number
  readonly interval: Micros
  readonly data: number
  /** When it ends, whatever is answered. */
  readonly limit: Micros | undefined
  readonly quiet: boolean
  readonly once: boolean
  /** How long the last request is waited for where nobody has answered at all. */
  readonly lastWait: Micros
}

/** How a ping(8) says it. */
export interface PingWords {
  begins(asked: Asked): string
  /** @param sequence - from 0 */
  reply(asked: Asked, reply: Reply): string
  summary(asked: Asked, came: Came): string
  readonly noRoute: string
  /** Its exit code where nobody answers. */
  readonly nobody: number
}

export interface Reply {
  /** From 0. */
  readonly sequence: number
  readonly ttl: number
  readonly time: Micros
  /** It was answered before. */
  readonly again: boolean
}

/** What came of it all. */
export interface Came {
  readonly sent: number
  readonly received: number
  /** Of the round trips. */
  readonly times: readonly Micros[]
  /** From the first request on. */
  readonly took: Micros
}

/** It sends, waits, and says at the end what came of it. */
export class Pinging {
  readonly #call: Call
  readonly #asked: Asked
  readonly #words: PingWords
  readonly #sent: Micros[] = []
  readonly #answered = new Set<number>()
  readonly #times: Micros[] = []
  readonly #growing: Growing
  /** What is to be printed. */
  #lines = ''
  #isInterrupted = false
  #errors = ''

  constructor(call: Call, asked: Asked, words: PingWords) {
    this.#call = call
    this.#asked = asked
    this.#words = words
    this.#growing = new Growing(call)
  }

  *run(): Course<Outcome> {
    const { host } = this.#call
    const { address, count, interval, limit = Number.POSITIVE_INFINITY } = this.#asked
    const { engine } = host.world
    const begun = engine.now
    const end = begun + limit
    whenInterrupted(this.#call.process, () => {
      this.#isInterrupted = true
    })
    yield* this.#says(this.#words.begins(this.#asked))
    const echo = host.ip.pings.echo(address, (reply) => this.#hear(reply.sequence, reply.ttl))
    try {
      while (this.#sent.length < count && engine.now < end) {
        this.#sent.push(engine.now)
        if (!echo.send(this.#sent.length - 1)) this.#errors += this.#words.noRoute
        const next = Math.min(end, engine.now + (this.#sent.length < count ? interval : this.#patience))
        while (engine.now < next && !this.#isDone) {
          yield next - engine.now
          yield* this.#says(this.#lines)
        }
        if (this.#isDone) break
      }
    } finally {
      echo.end()
    }
    return this.#outcome(engine.now - begun)
  }

  /** What has been answered by now. */
  *#says(text: string): Course<void> {
    this.#lines = ''
    yield* this.#growing.says(text)
  }

  get #isDone(): boolean {
    const { count, once } = this.#asked
    return this.#isInterrupted || this.#answered.size >= count || (once && this.#answered.size > 0)
  }

  /** ping.c: after the last request twice the longest round trip, a second at least. */
  get #patience(): Micros {
    return this.#times.length === 0 ? this.#asked.lastWait : Math.max(SECOND, 2 * most(this.#times))
  }

  #hear(sequence: number, ttl: number): void {
    const sent = this.#sent[sequence]
    if (sent === undefined) return
    const { quiet } = this.#asked
    const time = this.#call.host.world.engine.now - sent
    const again = this.#answered.has(sequence)
    this.#answered.add(sequence)
    this.#times.push(time)
    if (!quiet) this.#lines += this.#words.reply(this.#asked, { sequence, ttl, time, again })
    if (this.#isDone || this.#growing.isSeen) this.#call.process.wake()
  }

  #outcome(took: Micros): Outcome {
    const [sent, received] = [this.#sent.length, this.#answered.size]
    const { summary, nobody } = this.#words
    const told = summary(this.#asked, { sent, received, times: this.#times, took })
    const stdout = this.#growing.kept + this.#lines + told
    return { stdout, stderr: this.#errors, exit: received > 0 ? 0 : nobody }
  }
}
