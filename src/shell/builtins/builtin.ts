import type { ShellError } from '../dialect.ts'
import type { Flow } from '../flow.ts'
import type { Io } from '../machine.ts'
import { CLOSED_SINK } from '../state/descriptors.ts'
import type { Shell } from '../state/shell.ts'
import { Stop } from '../state/stop.ts'

/** What a builtin is called with. */
export interface Call {
  readonly shell: Shell
  readonly name: string
  readonly args: readonly string[]
  readonly io: Io
}

/** A command that the shell itself is: gives its status. */
export type Builtin = (call: Call) => number | Flow<number>

/** Writes to the output; gives the status. Whoever writes where nobody reads is sent SIGPIPE. */
export function* says({ shell, name, io }: Call, text: string): Flow<number> {
  if (text === '') return 0
  if (io.stdout === CLOSED_SINK)
    return yield* shell.complain({ is: 'write error', why: 'Bad file descriptor', command: name }, io)
  if (yield* io.stdout.write(text)) return 0
  if (shell.traps.has('PIPE'))
    return yield* shell.complain({ is: 'write error', why: 'Broken pipe', command: name }, io)
  throw new Stop('shell', 141)
}

/** What a builtin complains about; gives the status. */
export function fails({ shell, io }: Call, error: ShellError): Flow<number> {
  return shell.complain(error, io)
}
