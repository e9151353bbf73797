import { type Course, UNTIL_WOKEN } from '../engine/course.ts'
import type { Timer } from '../engine/timer.ts'
import type { Process } from '../shell/machine.ts'
import type { Signals } from '../shell/signals.ts'
import type { Link } from '../trace/recorder.ts'
import { type Listed, type Machine, NO_PID, Running } from './process.ts'

/** So many run at once (maxproc). */
const MOST_PROCESSES = 200
/** The first process of somebody who works on a machine, a while after all that boots. */
const FIRST_PID = 700
/** Numbers begin anew behind that (pid_max). */
const LAST_PID = 32_768

/** Who sits before a process; as before the one that begins it unless said. */
interface At {
  readonly atTerminal?: boolean | undefined
  readonly attended?: boolean | undefined
}

/** What runs on a machine in virtual time. All of it ends with the power. */
export class Processes {
  readonly #machine: Machine
  readonly #numbers: Signals
  /** In the order in which they began. */
  #running: readonly Running[] = []
  #current: Running | null = null
  #pid = FIRST_PID

  constructor(machine: Machine, numbers: Signals) {
    this.#machine = machine
    this.#numbers = numbers
  }

  get timers(): readonly Timer<Link>[] {
    return this.#running.map(({ timer }) => timer)
  }

  /** The process table. */
  get all(): readonly Listed[] {
    return this.#running.filter(({ pid }) => pid !== NO_PID)
  }

  /** The process of a number; undefined: there is none. */
  process(pid: number): Listed | undefined {
    return this.all.find((one) => one.pid === pid)
  }

  /** Which one does what is done now; null: none. */
  get current(): Listed | null {
    return this.#current
  }

  /** The signals of the system, and their numbers. */
  get signals(): Signals {
    return this.#numbers
  }

  /**
   * Begins a process in this instant, behind what is under way.
   *
   * @returns null where there are too many
   */
  start(title: string, course: (self: Process) => Course<number>, atTerminal?: boolean): Process | null {
    const running = this.#add(title, course, { atTerminal })
    running?.wake()
    return running
  }

  /**
   * Begins a process at once. What it does later is caused by what it said last was the cause.
   *
   * @param atTerminal - somebody typed it
   * @param attended - and he will say when it is enough
   */
  begin(
    title: string,
    course: (self: Process) => Course<number>,
    atTerminal?: boolean,
    attended?: boolean,
  ): Process | null {
    const running = this.#add(title, course, { atTerminal, attended })
    running?.go()
    return running
  }

  /** Begins at once what takes its time and is no process: a kernel that boots, a card. False: there is too much. */
  background(course: (wake: () => void) => Course<unknown>): boolean {
    const running = this.#add('', (self) => ending(course(() => self.wake())), { atTerminal: false }, NO_PID)
    running?.go()
    return running !== null
  }

  /** A process that waits for nothing but its end: a daemon whose work is done elsewhere. */
  idle(title: string): Process | null {
    return this.begin(title, idling, false)
  }

  powerOff(): void {
    for (const running of this.#running) running.vanish()
    this.#running = []
    this.#pid = FIRST_PID
  }

  #add(
    title: string,
    course: (self: Process) => Course<number>,
    { atTerminal = this.#current?.atTerminal ?? false, attended = this.#current?.attended ?? false }: At,
    pid = this.#nextPid(),
  ): Running | null {
    if (this.#running.length >= MOST_PROCESSES) return null
    const { engine } = this.#machine.world
    const running: Running = new Running(this.#machine, course, {
      title,
      pid,
      atTerminal,
      attended,
      parent: this.#current,
      numbers: this.#numbers,
      runs: (step) => {
        const [before, { cause }] = [this.#current, engine]
        this.#current = running
        step()
        this.#current = before
        engine.cause = cause
      },
      ended: () => {
        this.#running = this.#running.filter((other) => other !== running)
      },
    })
    this.#running = [...this.#running, running]
    return running
  }

  #nextPid(): number {
    do this.#pid = this.#pid >= LAST_PID ? FIRST_PID : this.#pid + 1
    while (this.#running.some(({ pid }) => pid === this.#pid))
    return this.#pid
  }
}

function* ending(course: Course<unknown>): Course<number> {
  yield* course
  return 0
}

function* idling(): Course<number> {
  for (;;) yield UNTIL_WOKEN
}

/** ^C, as a terminal sends it to those in front of it: a process, and whom it waits for. */
export function interrupt(front: Process): void {
  if (front.waitsFor !== null) interrupt(front.waitsFor)
  front.send('INT')
}

/** Waits for a process: its exit status. */
export function* endOf(child: Process, waiting: Process): Course<number> {
  child.whenEnded(() => waiting.wake())
  waiting.waitsFor = child
  while (child.status === null) yield UNTIL_WOKEN
  waiting.waitsFor = null
  return child.status
}
