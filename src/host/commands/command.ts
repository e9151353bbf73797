import type { Course } from '../../engine/course.ts'
import type { Deed } from '../carp.ts'
import { textIn } from '../execution/prompt.ts'
import type { Host } from '../host.ts'
import { isGnu } from '../manners.ts'
import type { UserSpace } from '../user-space.ts'

/**
 * Runs what somebody types at root's prompt of a machine: everything that it does is caused by it.
 *
 * The trace gets a `command` before each simple command, and an `output` after all that it did, when it has ended.
 *
 * @param input - what is typed into the programs
 * @param attended - somebody will say when it is enough
 */
export function runCommand(host: Host, line: string, input = '', attended = false): void {
  const { space } = host
  if (space === null) throw new Error(`nobody types anything on ${host.name}`)
  space.processes.begin(loginShell(space), (self) => space.prompt.run(line, input, self), true, attended)
}

/** ^C is pressed at root's prompt. */
export function interruption({ name, space }: Host): Deed {
  return space?.prompt.interruption ?? `nobody types anything on ${name}`
}

/** As ps(1) shows the shell that somebody types into. */
function loginShell({ userland }: UserSpace): string {
  if (isGnu(userland)) return '-bash'
  return userland?.startsWith('FreeBSD') ? '-csh (csh)' : '-ksh (ksh)'
}

export interface Typed {
  readonly line: string
  readonly input: string
}

/**
 * system(3), by the process that does what is done now.
 *
 * @returns the exit code of the last command that ran
 */
export function* carryOut(host: Host, space: UserSpace, { line, input }: Typed): Course<number> {
  const { engine } = host.world
  const { cause } = engine
  const exit = yield* textIn(host, space, line, { input, self: space.processes.current!, directory: '/' })
  engine.cause = cause
  return exit
}
