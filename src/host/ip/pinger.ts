import { Timer } from '../../engine/timer.ts'
import { formatAddress } from '../../network/address.ts'
import type { Echo } from '../../network/frame.ts'
import type { Micros } from '../../time.ts'
import { ANSWER_WAIT } from '../../trace/record.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Clock } from '../clock.ts'
import type { World } from '../world.ts'
import type { PingOptions } from './options.ts'

/** What a ping needs of its machine. */
interface Machine {
  readonly name: string
  readonly world: World
  readonly clock: Clock
}

/** A ping that may still be answered, or answered again. */
interface Sent {
  readonly sequence: number
  /** By true time, and by the machine's own clock. */
  readonly at: Micros
  readonly uptime: Micros
  readonly cause: Link | null
  answered: boolean
}

/** One ping(8) of a machine: the first goes out when it boots, the others one period after each other. */
export class Pinger {
  readonly identifier: number
  readonly #machine: Machine
  readonly #options: PingOptions
  readonly #address: string
  readonly #send: (sequence: number) => void
  readonly #next: Timer<Link>
  /** For the oldest one that is waited for. */
  readonly #wait: Timer<Link>
  /** In the order in which they were sent. */
  readonly #sent: Sent[] = []
  #sequence = 0

  constructor(machine: Machine, options: PingOptions, identifier: number, send: (sequence: number) => void) {
    const { engine } = machine.world
    this.#machine = machine
    this.#options = options
    this.identifier = identifier
    this.#address = formatAddress(options.address)
    this.#send = send
    this.#next = new Timer(engine, { expired: () => this.#ping() })
    this.#wait = new Timer(engine, { expired: () => this.#giveUp() })
  }

  get timers(): readonly Timer<Link>[] {
    return [this.#next, this.#wait]
  }

  start(): void {
    this.#next.cause = this.#machine.world.engine.cause
    this.#ping()
  }

  stop(): void {
    this.#next.disarm()
    this.#wait.disarm()
  }

  /** An answer; one that comes too late is none. */
  answered({ sequence, by }: Echo): void {
    const sent = this.#sent.find((one) => one.sequence === sequence)
    if (sent === undefined) return
    const { engine, trace } = this.#machine.world
    const rtt = engine.now - sent.at
    trace.note({ kind: 'answer', ...this.#names(sequence), by, rtt, duplicate: sent.answered })
    sent.answered = true
  }

  #ping(): void {
    const { engine, trace } = this.#machine.world
    const { cause } = engine
    const sequence = ++this.#sequence
    engine.cause = trace.note({ kind: 'ping', ...this.#names(sequence) })
    const { uptime } = this.#machine.clock
    this.#sent.push({ sequence, at: engine.now, uptime, cause: engine.cause, answered: false })
    if (!this.#wait.armed) this.#wait.arm(this.#machine.clock.lasts(ANSWER_WAIT))
    this.#next.arm(this.#machine.clock.lasts(this.#options.period))
    this.#send(sequence)
    engine.cause = cause
  }

  /** Those whose time is over; the machine may have slept meanwhile. */
  #giveUp(): void {
    const { clock, world } = this.#machine
    for (let first = this.#sent[0]; first !== undefined; first = this.#sent[0]) {
      const left = first.uptime + ANSWER_WAIT - clock.uptime
      if (left > 0) {
        this.#wait.arm(clock.lasts(left))
        return
      }
      this.#sent.shift()
      if (first.answered) continue
      world.trace.noteCausedBy(first.cause, { kind: 'unanswered', ...this.#names(first.sequence), sent: first.at })
    }
  }

  #names(sequence: number): { host: string; address: string; sequence: number } {
    return { host: this.#machine.name, address: this.#address, sequence }
  }
}
