import type { Host } from '../../host/host.ts'
import type { UserSpace } from '../../host/user-space.ts'
import { execute } from './execute.ts'
import type { Script, Scripts } from './scripts.ts'
import type { Level, Settings } from './settings.ts'

/** @param pid - of a child, where it is not the process itself that says it */
export type Say = (level: Level, line: string, pid?: number) => void

/** Scripts that are files of the machine: processes that ucarp waits for (ucarp 1.5.2, src/spawn.c). */
export class Spawned implements Scripts {
  readonly #host: Host
  readonly #space: UserSpace
  readonly #settings: Settings
  readonly #say: Say

  constructor(host: Host, space: UserSpace, settings: Settings, say: Say) {
    this.#host = host
    this.#space = space
    this.#settings = settings
    this.#say = say
  }

  /** How the script ends means nothing to it. */
  call(which: 'up' | 'down'): Script | null {
    const { interface: on, addressText, xparam, [`${which}script` as const]: path } = this.#settings
    if (path === null || path === '') return null
    const words = [path, on, addressText, ...(xparam === null ? [] : [xparam])]
    const [host, space, text] = [this.#host, this.#space, words.join(' ')]
    const say = this.#say
    const child = space.processes.start(text, function* (self) {
      const ran = execute(host, space, words, self)
      if (typeof ran !== 'string') return yield* ran
      say('ERROR', `Unable to exec ${text}: ${ran}`, self.pid)
      return 1
    })
    if (child === null) {
      say('ERROR', 'Unable to spawn the script: Resource temporarily unavailable')
      return null
    }
    say('WARNING', `Spawning [${text}]`)
    return child
  }
}
