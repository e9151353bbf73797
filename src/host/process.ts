import { type Course, UNTIL_WOKEN } from '../engine/course.ts'
import type { Engine } from '../engine/engine.ts'
import { Timer } from '../engine/timer.ts'
import type { Process, Signal } from '../shell/machine.ts'
import type { Signals } from '../shell/signals.ts'
import { type Micros, SECOND } from '../time.ts'
import type { Link } from '../trace/recorder.ts'
import type { Clock } from './clock.ts'
import { BY_SIGNAL, TOO_LONG } from './signals.ts'

export interface Machine {
  readonly world: { readonly engine: Engine<Link> }
  readonly clock: Clock
}

/** Of what is no process. */
export const NO_PID = 0
/** init(8), to which those come whose parent has ended. */
const INIT_PID = 1
/** So often a process goes on within a second before it counts as one that never ends. */
const MOST_STEPS = 100_000

/** What a process table shows of a process. */
export interface Listed extends Process {
  /** The number of who began it; 1 where that has ended. */
  readonly parent: number
  /** By the machine's clock. */
  readonly since: Micros
  /** Whether somebody sits before it. */
  readonly atTerminal: boolean
  /** Whether he will say when it is enough (^C). */
  readonly attended: boolean
}

/** Where a process comes from, and who sees to it. */
interface Begun {
  readonly title: string
  readonly pid: number
  readonly atTerminal: boolean
  readonly attended: boolean
  readonly parent: Running | null
  readonly numbers: Signals
  /** Does something as this process. */
  runs(step: () => void): void
  ended(): void
}

/** A process that began. */
export class Running implements Listed {
  title: string
  onSignal: ((signal: Signal) => 'handled' | 'default') | null = null
  readonly pid: number
  waitsFor: Process | null = null
  readonly atTerminal: boolean
  readonly attended: boolean
  readonly since: Micros
  readonly timer: Timer<Link>
  readonly #machine: Machine
  readonly #begun: Begun
  readonly #course: Course<number>
  #status: number | null = null
  #goes = false
  /** Nothing but somebody else ends its wait. */
  #waits = true
  #steps = 0
  /** The second in which these were. */
  #second = -1
  #whenEnded: readonly (() => void)[] = []

  constructor(machine: Machine, course: (self: Process) => Course<number>, begun: Begun) {
    this.#machine = machine
    this.#begun = begun
    this.title = begun.title
    this.pid = begun.pid
    this.atTerminal = begun.atTerminal
    this.attended = begun.attended
    this.since = machine.clock.now
    this.timer = new Timer(machine.world.engine, { expired: () => this.go() })
    this.timer.cause = machine.world.engine.cause
    this.#course = course(this)
  }

  get status(): number | null {
    return this.#status
  }

  get parent(): number {
    const { parent } = this.#begun
    return parent === null || parent.status !== null || parent.pid === NO_PID ? INIT_PID : parent.pid
  }

  /** Whoever wakes it does something else just now: it goes on behind that, at the same instant. */
  wake(): void {
    const { timer } = this
    const { now } = this.#machine.world.engine
    if (this.#waits || (timer.armed && timer.deadline > now)) timer.arm(0)
    this.#waits = false
  }

  send(signal: Signal): void {
    if (this.#status !== null) return
    if (signal !== 'KILL' && this.onSignal?.(signal) === 'handled') return
    this.#end(BY_SIGNAL + this.#begun.numbers[signal])
  }

  whenEnded(then: () => void): void {
    if (this.#status !== null) then()
    else this.#whenEnded = [...this.#whenEnded, then]
  }

  go(): void {
    this.#begun.runs(() => {
      this.#waits = false
      this.#goes = true
      const { done, value } = this.#course.next()
      this.#goes = false
      if (this.#status !== null) this.#close()
      else if (done) this.#end(value)
      else if (this.#isEndless) this.#end(TOO_LONG)
      else this.#wait(value)
    })
  }

  /** Power goes: what it has opened it closes, and nobody is told. */
  vanish(): void {
    this.#whenEnded = []
    this.#end(BY_SIGNAL + this.#begun.numbers.KILL)
  }

  #wait(delay: Micros): void {
    this.#waits = delay === UNTIL_WOKEN
    this.timer.cause = this.#machine.world.engine.cause
    if (!this.#waits) this.timer.arm(this.#machine.clock.lasts(delay))
  }

  get #isEndless(): boolean {
    const second = Math.floor(this.#machine.world.engine.now / SECOND)
    if (second !== this.#second) this.#steps = 0
    this.#second = second
    return ++this.#steps >= MOST_STEPS
  }

  #end(status: number): void {
    if (this.#status !== null) return
    this.#status = status
    this.timer.disarm()
    this.#begun.ended()
    // What goes on just now is closed when it gives way.
    if (!this.#goes) this.#close()
    for (const then of this.#whenEnded) then()
    this.#whenEnded = []
  }

  #close(): void {
    this.#course.return(0)
  }
}
