import type { Course } from '../../engine/course.ts'
import type { Process } from '../../shell/machine.ts'
import { runScript } from '../../shell/shell.ts'
import type { Host } from '../host.ts'
import type { UserSpace } from '../user-space.ts'
import { usualDialect } from './dialects.ts'
import { atTerminal } from './terminal.ts'
import { Recording } from './watching.ts'

const HOME = '/root'
/** What somebody types is done at the time that he says; it is programs and scripts that take time. */
const NO_TIME = 0

/** Root's shell of a machine, as somebody sits before it. */
export class Prompt {
  /** Where it stands. */
  readonly directory: string = HOME
  readonly #host: Host
  readonly #space: UserSpace

  constructor(host: Host, space: UserSpace) {
    this.#host = host
    this.#space = space
  }

  /** What a process does that runs a line as a text of its own: `sh -c LINE`. Gives its exit status. */
  run(line: string, input: string, self: Process): Course<number> {
    return textIn(this.#host, this.#space, line, { input, self, directory: this.directory })
  }
}

interface Text {
  readonly input: string
  readonly self: Process
  readonly directory: string
}

/** `sh -c TEXT`, in a process. */
export function* textIn(
  host: Host,
  space: UserSpace,
  source: string,
  { input, self, directory }: Text,
): Course<number> {
  const { engine, trace } = host.world
  const { cause } = engine
  const watcher = new Recording(host, cause, false)
  const exit = yield* runScript({ source, name: 'sh', args: [], isText: true }, space.machine, {
    dialect: usualDialect(host),
    stepTime: NO_TIME,
    env: space.environment,
    directory,
    io: watcher.listening(atTerminal(input)),
    process: self,
    watcher,
  })
  const { complaints: text } = watcher
  if (text !== '') {
    engine.cause = cause
    const command = host.note({ kind: 'command', host: host.name, command: source })
    trace.noteCausedBy(command, { kind: 'output', host: host.name, text, exit })
  }
  return exit
}
