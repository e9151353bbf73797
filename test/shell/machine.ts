import type { Course } from '../../src/engine/course.ts'
import { EventQueue } from '../../src/engine/queue.ts'
import { wholePath } from '../../src/shell/expand/glob.ts'
import type { Command, NoCommand, Process, ShellMachine, Signal } from '../../src/shell/machine.ts'
import { LINUX_SIGNALS } from '../../src/shell/signals.ts'
import { Disk } from './disk.ts'
import { PROGRAMS, programOf } from './programs.ts'

/** A process of the test machine. */
class TestProcess implements Process {
  readonly pid: number
  title: string
  status: number | null = null
  onSignal: ((signal: Signal) => 'handled' | 'default') | null = null
  readonly #machine: TestMachine
  readonly #course: Course<number>
  #running = false
  /** When it goes on; a later entry of the queue for another time is stale. */
  #due: number | null = null
  readonly #ended: (() => void)[] = []
  waitsFor: Process | null = null

  constructor(machine: TestMachine, pid: number, title: string, course: (self: Process) => Course<number>) {
    this.#machine = machine
    this.pid = pid
    this.title = title
    this.#course = course(this)
    this.#at(machine.now)
  }

  wake(): void {
    if (this.status === null && !this.#running) this.#at(this.#machine.now)
  }

  send(signal: Signal): void {
    if (this.status !== null) return
    if (signal !== 'KILL' && this.onSignal?.(signal) === 'handled') return
    this.#end(128 + LINUX_SIGNALS[signal]!)
    if (!this.#running) this.#course.return(0)
  }

  whenEnded(then: () => void): void {
    if (this.status === null) this.#ended.push(then)
    else then()
  }

  #at(time: number): void {
    this.#due = time
    this.#machine.schedule(time, () => this.#goOn(time))
  }

  #goOn(time: number): void {
    if (this.status !== null || this.#due !== time) return
    this.#due = null
    this.#running = true
    const next = this.#course.next()
    this.#running = false
    if (this.status !== null) return
    if (next.done) this.#end(next.value)
    else if (next.value !== Number.POSITIVE_INFINITY && this.#due === null) this.#at(this.#machine.now + next.value)
  }

  #end(status: number): void {
    this.status = status
    for (const then of this.#ended) then()
  }
}

/** A machine for shells: files and processes in memory, in virtual time. */
export class TestMachine implements ShellMachine {
  readonly files = new Disk()
  now = 0
  most = 1000
  #sequence = 0
  readonly #queue = new EventQueue()
  readonly #processes = new Map<number, TestProcess>()
  #pid = 100

  constructor() {
    for (const name of Object.keys(PROGRAMS)) this.files.make(`/bin/${name}`, 'file', 0o755)
  }

  schedule(time: number, fire: () => void): void {
    this.#queue.push(time, this.#sequence++, { fire })
  }

  /** Until nothing is to happen any more. */
  run(): void {
    for (let fired = 0; this.#queue.reach(Number.POSITIVE_INFINITY) && fired < 1_000_000; fired++) {
      this.now = this.#queue.next
      const { top } = this.#queue
      this.#queue.drop()
      top.fire()
    }
  }

  find(name: string, path: string, directory: string): Command | NoCommand {
    const paths = name.includes('/') ? [name] : path.split(':').map((each) => `${each}/${name}`)
    let why: NoCommand = 'not found'
    for (const each of paths) {
      const whole = wholePath(each, directory)
      const stat = this.files.stat(whole)
      if (!('is' in stat)) continue
      if (stat.is.kind === 'directory') why = name.includes('/') ? 'is a directory' : why
      else if ((stat.is.mode & 0o111) === 0) why = 'permission denied'
      else return programOf(whole.slice(whole.lastIndexOf('/') + 1), this) ?? 'not found'
    }
    return why
  }

  process(pid: number): Process | undefined {
    return this.#processes.get(pid)
  }

  start(title: string, course: (self: Process) => Course<number>): Process | null {
    if (this.#processes.size >= this.most) return null
    const process = new TestProcess(this, this.#pid++, title, course)
    this.#processes.set(process.pid, process)
    process.whenEnded(() => this.#processes.delete(process.pid))
    return process
  }

  /** As ps(1) shows them. */
  get titles(): string[] {
    return [...this.#processes.values()].map(({ title }) => title)
  }
}
