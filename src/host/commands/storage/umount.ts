import type { Course } from '../../../engine/course.ts'
import { type Micros, SECOND } from '../../../time.ts'
import { NO_ENTRY } from '../../files/errors.ts'
import { unmount } from '../../storage/mounting.ts'
import type { Mount, MountedTree } from '../../storage/mounts.ts'
import { taking } from '../../storage/took.ts'
import { readOptions } from '../options.ts'
import { each, failed, type Outcome, printed } from '../outcome.ts'
import { pathOf } from '../paths.ts'
import type { Call, Program } from '../program.ts'
import { devicePath } from './named.ts'

const USAGE =
  'usage: umount [-fv] special ... | node ... | fsid ...\n       umount -a | -A [-F fstab] [-fv] [-h host] [-t type]'
const UNMOUNT_TIME: Micros = 0.3 * SECOND
/** By force, with files open. */
const FORCED_TIME: Micros = 0.5 * SECOND

/** umount(8) */
export const umount: Program = (call, args) => {
  const options = readOptions(args, 'AaF:fh:t:v')
  if (options === undefined) return failed(USAGE)
  const { given, rest } = options
  if (given.has('a')) return unmounted(call, mountsOf(call).reverse(), given.has('f'))
  if (rest.length === 0) return failed(USAGE)
  const found = rest.map((name) => removable(call, name))
  const missing = rest.filter((_, i) => found[i] === undefined)
  if (missing.length > 0) {
    return each(missing, (name) => {
      const why = call.space.files.exists(pathOf(call, name)) ? 'not a file system root directory' : NO_ENTRY
      return failed(`umount: ${name}: ${why}`)
    })
  }
  const mounts = found.flatMap((one) => (one === undefined ? [] : [one]))
  return unmounted(call, mounts, given.has('f'))
}

type Removable = Mount & { readonly content: MountedTree }

function removable({ space }: Call, name: string): Removable | undefined {
  const found = space.mounts.find(name.replace(/(?<=.)\/+$/, '')) ?? space.mounts.find(devicePath(name))
  return found !== undefined && isRemovable(found) ? found : undefined
}

function mountsOf({ space }: Call): Removable[] {
  return space.mounts.all.filter(isRemovable)
}

function isRemovable(mount: Mount): mount is Removable {
  return mount.content !== null
}

function* unmounted(call: Call, mounts: readonly Removable[], force: boolean): Course<Outcome> {
  let stderr = ''
  for (const one of mounts) {
    const time = force && call.space.mounts.usersOf(one).length > 0 ? FORCED_TIME : UNMOUNT_TIME
    const why = yield* taking(call.host, time, unmount(call, one, { force, directory: call.directory }))
    if (why !== null) stderr += `umount: unmount of ${one.on} failed: ${why}\n`
  }
  return stderr === '' ? printed('') : { stdout: '', stderr, exit: 1 }
}
