import type { Course } from '../../engine/course.ts'
import { carryOut } from '../../host/commands/command.ts'
import { absolute } from '../../host/disk.ts'
import type { Host } from '../../host/host.ts'
import type { UserSpace } from '../../host/user-space.ts'

const EXECUTABLE = 0o111
const DENIED = 'Permission denied'

/** execv(3) of a script: what it does as the process that calls it, or why there is no such thing, as perror(3) says. */
export function execute(host: Host, space: UserSpace, words: readonly string[]): Course<number> | string {
  const path = absolute(words[0]!, '/')
  const stat = space.files.stat(path)
  if ('error' in stat) return stat.error
  if (stat.is.kind !== 'file' || (stat.is.mode & EXECUTABLE) === 0) return DENIED
  const text = space.files.read(path)
  if ('error' in text) return text.error
  // The kernel knows a script by its first line; ucarp asks no shell where it does not.
  if (!text.is.startsWith('#!')) return 'Exec format error'
  return carryOut(host, space, { line: text.is, input: '' })
}
