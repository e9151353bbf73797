import { type Course, UNTIL_WOKEN } from '../../engine/course.ts'
import type { Process } from '../../shell/machine.ts'
import { type Micros, SECOND } from '../../time.ts'
import type { UserSpace } from '../user-space.ts'
import type { Call } from './program.ts'

/** What runs until somebody presses ^C is interrupted after so long, where nobody is said to do it. */
export const INTERRUPTED_AFTER: Micros = 10 * SECOND

/** How long goes on what runs until somebody presses ^C. */
export function untilInterrupted({ processes }: UserSpace): Micros {
  return processes.current?.attended === true ? UNTIL_WOKEN : INTERRUPTED_AFTER
}

/** ^C does not end a program that has something to say then. */
export function whenInterrupted(self: Process, then: () => void): void {
  self.onSignal = (signal) => {
    if (signal !== 'INT') return 'default'
    then()
    self.wake()
    return 'handled'
  }
}

/** What a program prints that goes on: at a terminal it is seen at once, elsewhere when the program has ended. */
export class Growing {
  /** What has not been seen. */
  kept = ''
  readonly #call: Call

  constructor(call: Call) {
    this.#call = call
  }

  /** Somebody sees it. */
  get isSeen(): boolean {
    const { io, space, process: self } = this.#call
    return io.stdout.isTerminal === true && space.processes.process(self.pid)?.attended === true
  }

  *says(text: string): Course<void> {
    const { stdout } = this.#call.io
    if (stdout.isTerminal !== true) this.kept += text
    else if (text !== '') {
      yield* stdout.write(text)
      if (this.isSeen) stdout.show?.()
    }
  }
}
