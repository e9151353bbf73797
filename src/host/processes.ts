import type { Course } from '../engine/course.ts'
import type { Engine } from '../engine/engine.ts'
import { Timer } from '../engine/timer.ts'
import type { Link } from '../trace/recorder.ts'
import type { Clock } from './clock.ts'

interface Machine {
  readonly world: { readonly engine: Engine<Link> }
  readonly clock: Clock
}

/** So often a process goes on before it counts as one that never ends. */
const MOST_STEPS = 100_000
/** So many run at once (maxproc). */
const MOST_PROCESSES = 200

/** What runs on a machine in virtual time. All of it ends with the power. */
export class Processes {
  readonly #machine: Machine
  #running: readonly Running[] = []

  constructor(machine: Machine) {
    this.#machine = machine
  }

  get timers(): readonly Timer<Link>[] {
    return this.#running.map(({ timer }) => timer)
  }

  /** Begins at once; false: there are too many. What it does later is caused by what it said last was the cause. */
  start(begin: (wake: () => void) => Course<void>): boolean {
    if (this.#running.length >= MOST_PROCESSES) return false
    const running = new Running(this.#machine, begin, () => {
      this.#running = this.#running.filter((other) => other !== running)
    })
    this.#running = [...this.#running, running]
    running.go()
    return true
  }

  powerOff(): void {
    for (const running of this.#running) running.kill()
    this.#running = []
  }
}

class Running {
  readonly timer: Timer<Link>
  readonly #machine: Machine
  readonly #course: Course<void>
  readonly #ended: () => void
  #alive = true
  #goes = false
  #steps = 0

  constructor(machine: Machine, begin: (wake: () => void) => Course<void>, ended: () => void) {
    this.#machine = machine
    this.#ended = ended
    this.timer = new Timer(machine.world.engine, { expired: () => this.go() })
    // Whoever wakes it does something else just now: it goes on behind that, at the same instant.
    this.#course = begin(() => {
      if (this.timer.armed) this.timer.arm(0)
    })
  }

  go(): void {
    const { engine } = this.#machine.world
    const { cause } = engine
    this.#goes = true
    const { done, value } = this.#course.next()
    this.#goes = false
    if (this.#alive && !done && ++this.#steps < MOST_STEPS) {
      this.timer.arm(this.#machine.clock.lasts(value))
      this.timer.cause = engine.cause
    } else if (this.#alive) this.#ended()
    engine.cause = cause
  }

  /** What it has opened it closes. */
  kill(): void {
    this.#alive = false
    this.timer.disarm()
    if (!this.#goes) this.#course.return()
  }
}
