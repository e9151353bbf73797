import type { Userland } from '../../src/carp/system.ts'
import { Engine } from '../../src/engine/engine.ts'
import { Clock } from '../../src/host/clock.ts'
import { begin } from '../../src/host/commands/begin.ts'
import type { Outcome } from '../../src/host/commands/outcome.ts'
import { programPaths } from '../../src/host/commands/programs.ts'
import type { Disk } from '../../src/host/disk.ts'
import { Machine } from '../../src/host/execution/machine.ts'
import type { Host } from '../../src/host/host.ts'
import { UserSpace } from '../../src/host/user-space.ts'
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
    let outcome: Outcome | null = null
    space.processes.begin('sh', function* (self) {
      const call = { host, space, directory, env, input, called: 'sh', process: self }
      outcome = yield* begin(call, words, { input, env })
      return 0
    })
    if (outcome === null) throw new Error(`it takes time: ${words.join(' ')}`)
    return outcome
  }
}
