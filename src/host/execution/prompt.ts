import type { Course } from '../../engine/course.ts'
import type { Process } from '../../shell/machine.ts'
import { Memory, runScript } from '../../shell/shell.ts'
import type { Deed } from '../carp.ts'
import type { Host } from '../host.ts'
import { interrupt } from '../processes.ts'
import type { UserSpace } from '../user-space.ts'
import { promptDialect, usualDialect } from './dialects.ts'
import { atTerminal } from './terminal.ts'
import { Recording } from './watching.ts'

const HOME = '/root'
/** What somebody types is done at the time that he says; it is programs and scripts that take time. */
const NO_TIME = 0

/** Root's shell of a machine, as somebody sits before it. */
export class Prompt {
  #memory = new Memory()
  /** Lines that have not been done yet. */
  readonly #running = new Set<Process>()
  readonly #host: Host
  readonly #space: UserSpace

  constructor(host: Host, space: UserSpace) {
    this.#host = host
    this.#space = space
  }

  /** Where it stands. */
  get directory(): string {
    return this.#memory.directory ?? HOME
  }

  /** What a process does that runs a line. Gives its exit status. */
  *run(line: string, input: string, self: Process): Course<number> {
    this.#running.add(self)
    self.whenEnded(() => this.#running.delete(self))
    return yield* textIn(this.#host, this.#space, line, { input, self, directory: HOME, memory: this.#memory })
  }

  /** ^C: what is to be done, or why nothing is there to be interrupted. */
  get interruption(): Deed {
    const running = [...this.#running]
    if (running.length === 0) return `no command runs at the prompt of ${this.#host.name}`
    return () => running.forEach(interrupt)
  }

  /** Somebody else sits there, or nobody. */
  powerOff(): void {
    this.#running.clear()
    this.#memory = new Memory()
  }
}

interface Text {
  readonly input: string
  readonly self: Process
  readonly directory: string
  readonly memory?: Memory
}

/** `sh -c TEXT`, in a process. */
export function* textIn(
  host: Host,
  space: UserSpace,
  source: string,
  { input, self, directory, memory }: Text,
): Course<number> {
  const { engine, trace } = host.world
  const { cause } = engine
  const watcher = new Recording(host, cause, false)
  const dialect = memory === undefined ? usualDialect(host) : promptDialect(host)
  const name = dialect.name === 'bash' ? 'bash' : 'sh'
  const exit = yield* runScript({ source, name, args: [], isText: true }, space.machine, {
    dialect,
    stepTime: NO_TIME,
    env: space.environment,
    directory,
    io: watcher.listening(atTerminal(input)),
    process: self,
    watcher,
    ...(memory && { memory }),
  })
  const { complaints: text } = watcher
  if (text !== '') {
    engine.cause = cause
    const command = host.note({ kind: 'command', host: host.name, command: source })
    trace.noteCausedBy(command, { kind: 'output', host: host.name, text, exit })
  }
  return exit
}
