import { Timer } from '../../engine/timer.ts'
import type { Page } from '../../network/frame.ts'
import type { Micros } from '../../time.ts'
import { ANSWER_WAIT, type Asking, type Bodies } from '../../trace/record.ts'
import type { Link } from '../../trace/recorder.ts'
import type { Clock } from '../clock.ts'
import type { World } from '../world.ts'

/** So much of a page's first line is told. */
const LONGEST_LINE = 80

/** What somebody who asks needs of his machine. */
interface Machine {
  readonly name: string
  readonly world: World
  readonly clock: Clock
}

/** What is asked again and again. */
interface Question {
  /** With a port, where it is asked over TCP. */
  readonly address: string
  readonly period: Micros
  /** Absent: it is a ping. */
  readonly of?: Asking
}

/** Something that may still be answered, or answered again. */
interface Sent {
  readonly sequence: number
  /** By true time, and by the machine's own clock. */
  readonly at: Micros
  readonly uptime: Micros
  readonly cause: Link | null
  answered: boolean
}

/**
 * One ping(8) of a machine, or another program that asks one address: the first goes out when it boots, the others one
 * period after each other.
 */
export class Asker {
  readonly #machine: Machine
  readonly #question: Question
  readonly #send: (sequence: number) => void
  readonly #gaveUp: (sequence: number) => void
  readonly #next: Timer<Link>
  /** For the oldest one that is waited for. */
  readonly #wait: Timer<Link>
  /** In the order in which they were sent. */
  readonly #sent: Sent[] = []
  #sequence = 0

  /** @param gaveUp - is told of what will not be answered any more */
  constructor(
    machine: Machine,
    question: Question,
    send: (sequence: number) => void,
    gaveUp: (sequence: number) => void = () => undefined,
  ) {
    const { engine } = machine.world
    this.#machine = machine
    this.#question = question
    this.#send = send
    this.#gaveUp = gaveUp
    this.#next = new Timer(engine, { expired: () => this.#ask() })
    this.#wait = new Timer(engine, { expired: () => this.#giveUp() })
  }

  get timers(): readonly Timer<Link>[] {
    return [this.#next, this.#wait]
  }

  start(): void {
    this.#next.cause = this.#machine.world.engine.cause
    this.#ask()
  }

  stop(): void {
    this.#next.disarm()
    this.#wait.disarm()
  }

  /** An answer; one that comes too late is none. */
  answered(sequence: number, by: string, page?: Page): void {
    const sent = this.#sent.find((one) => one.sequence === sequence)
    if (sent === undefined) return
    const { engine, trace } = this.#machine.world
    const rtt = engine.now - sent.at
    trace.note({
      kind: 'answer',
      ...this.#names(sequence),
      by,
      rtt,
      duplicate: sent.answered,
      ...(page && saidIn(page)),
    })
    sent.answered = true
  }

  /** It is known before the time is over that none will come. */
  failed(sequence: number, why: NonNullable<Bodies['unanswered']['why']>): void {
    const at = this.#sent.findIndex((one) => one.sequence === sequence && !one.answered)
    const [sent] = at === -1 ? [] : this.#sent.splice(at, 1)
    if (sent !== undefined) this.#unanswered(sent, why)
  }

  #ask(): void {
    const { engine, trace } = this.#machine.world
    const { cause } = engine
    const sequence = ++this.#sequence
    const { of } = this.#question
    const names = this.#names(sequence)
    engine.cause = trace.note(of === undefined ? { kind: 'ping', ...names } : { kind: 'request', ...names, of })
    const { uptime } = this.#machine.clock
    this.#sent.push({ sequence, at: engine.now, uptime, cause: engine.cause, answered: false })
    if (!this.#wait.armed) this.#wait.arm(this.#machine.clock.lasts(ANSWER_WAIT))
    this.#next.arm(this.#machine.clock.lasts(this.#question.period))
    this.#send(sequence)
    engine.cause = cause
  }

  /** Those whose time is over; the machine may have slept meanwhile. */
  #giveUp(): void {
    const { clock } = this.#machine
    for (let first = this.#sent[0]; first !== undefined; first = this.#sent[0]) {
      const left = first.uptime + ANSWER_WAIT - clock.uptime
      if (left > 0) {
        this.#wait.arm(clock.lasts(left))
        return
      }
      this.#sent.shift()
      if (first.answered) continue
      this.#unanswered(first)
      this.#gaveUp(first.sequence)
    }
  }

  #unanswered({ sequence, at: sent, cause }: Sent, why?: Bodies['unanswered']['why']): void {
    const names = this.#names(sequence)
    this.#machine.world.trace.noteCausedBy(cause, { kind: 'unanswered', ...names, sent, ...(why && { why }) })
  }

  #names(sequence: number): Pick<Bodies['answer'], 'host' | 'address' | 'sequence' | 'of'> {
    const { address, of } = this.#question
    return { host: this.#machine.name, address, sequence, ...(of && { of }) }
  }
}

/** What is recorded of a page: enough to tell whose it is. */
function saidIn({ status, body }: Page): Pick<Bodies['answer'], 'status' | 'line'> {
  const [line = ''] = body.split('\n', 1)
  return { status, line: line.slice(0, LONGEST_LINE) }
}
