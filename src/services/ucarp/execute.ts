import type { Course } from '../../engine/course.ts'
import { absolute } from '../../host/disk.ts'
import { dialectOf } from '../../host/execution/dialects.ts'
import { become } from '../../host/execution/script.ts'
import { atTerminal } from '../../host/execution/terminal.ts'
import { NO_ENTRY } from '../../host/files/errors.ts'
import type { Host } from '../../host/host.ts'
import type { UserSpace } from '../../host/user-space.ts'
import type { Process } from '../../shell/machine.ts'

const EXECUTABLE = 0o111
const DENIED = 'Permission denied'

/** execv(3) of a script: what the process does that calls it, or why there is no such thing, as perror(3) says. */
export function execute(
  host: Host,
  space: UserSpace,
  words: readonly string[],
  self: Process,
): Course<number> | string {
  const [name = '', ...args] = words
  const path = absolute(name, '/')
  const stat = space.files.stat(path)
  if ('error' in stat) return stat.error
  if (stat.is.kind !== 'file' || (stat.is.mode & EXECUTABLE) === 0) return DENIED
  const text = space.files.read(path)
  if ('error' in text) return text.error
  // The kernel knows a script by its first line; ucarp asks no shell where it does not.
  const [, interpreter] = /^#![ \t]*([^ \t\n]*)/.exec(text.is) ?? []
  if (interpreter === undefined) return 'Exec format error'
  if (dialectOf(host, interpreter) === undefined) return NO_ENTRY
  const { environment: env } = space
  return become(host, space, path, { name, args, env, directory: '/', io: atTerminal(), process: self })
}
