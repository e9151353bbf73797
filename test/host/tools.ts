import type { Userland } from '../../src/carp/system.ts'
import type { Course } from '../../src/engine/course.ts'
import { Engine } from '../../src/engine/engine.ts'
import { Clock } from '../../src/host/clock.ts'
import { begin } from '../../src/host/commands/begin.ts'
import type { Outcome } from '../../src/host/commands/outcome.ts'
import { programPaths } from '../../src/host/commands/programs.ts'
import type { Disk } from '../../src/host/disk.ts'
import { Machine } from '../../src/host/execution/machine.ts'
import { typed } from '../../src/host/execution/terminal.ts'
import type { Host } from '../../src/host/host.ts'
import { UserSpace } from '../../src/host/user-space.ts'
import { atOnce } from '../../src/shell/flow.ts'
import type { Sink } from '../../src/shell/machine.ts'
import type { Link } from '../../src/trace/recorder.ts'

/** A machine that has nothing but files and programs. */
export class Bench {
  readonly files: Disk
  directory: string = '/root'
  readonly #host: Host
  readonly #space: UserSpace

  constructor(userland: Userland, files: Readonly<Record<string, string>> = {}) {
    const engine = new Engine<Link>()
    const clock = new Clock(engine, { ticks: 0, drift: 0 })
    const world = { engine }
    this.#host = { name: 'a', world, clock, note: () => null, carp: { system: { userland } } } as unknown as Host
    this.#space = new UserSpace(this.#host, { kernel: 'kernel', userland, files, services: [] })
    this.#space.lay(programPaths({ userland }))
    this.#space.machine = new Machine(this.#host, this.#space)
    this.files = this.#space.files
  }

  /** Time does not pass: what takes some is not for it. */
  run(words: readonly string[], input = ''): Outcome {
    const [host, space, directory] = [this.#host, this.#space, this.directory]
    const env = new Map([['HOME', '/root']])
    const [stdout, stderr] = [new Kept(), new Kept()]
    let outcome: Outcome | null = null
    space.processes.begin('sh', function* (self) {
      const io = { stdin: typed(input), stdout, stderr }
      const ended = yield* begin({ host, space, directory, env, input, io, called: 'sh', process: self }, words)
      outcome = { stdout: stdout.text + ended.stdout, stderr: stderr.text + ended.stderr, exit: ended.exit }
      return 0
    })
    if (outcome === null) throw new Error(`it takes time: ${words.join(' ')}`)
    return outcome
  }
}

/** What is written, for later. */
class Kept implements Sink {
  text: string = ''

  write(text: string): Course<boolean> {
    this.text += text
    return atOnce(true)
  }
}
