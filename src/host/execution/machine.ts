import type { Course } from '../../engine/course.ts'
import type { FileSystem } from '../../shell/files.ts'
import type { Command, NoCommand, Process, ShellMachine } from '../../shell/machine.ts'
import type { Micros } from '../../time.ts'
import type { Host } from '../host.ts'
import type { UserSpace } from '../user-space.ts'
import { find } from './find.ts'

/** A machine, as its shells see it. */
export class Machine implements ShellMachine {
  readonly #host: Host
  readonly #space: UserSpace

  constructor(host: Host, space: UserSpace) {
    this.#host = host
    this.#space = space
  }

  get files(): FileSystem {
    return this.#space.files
  }

  get now(): Micros {
    return this.#host.clock.now
  }

  find(name: string, path: string, directory: string): Command | NoCommand {
    return find(this.#host, this.#space, name, path, directory)
  }

  process(pid: number): Process | undefined {
    return this.#space.processes.process(pid)
  }

  start(title: string, course: (self: Process) => Course<number>): Process | null {
    return this.#space.processes.start(title, course)
  }
}
