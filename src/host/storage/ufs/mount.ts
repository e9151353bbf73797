import type { Course } from '../../../engine/course.ts'
import { BUSY, NO_ENTRY, NOT_DIRECTORY, NOT_PERMITTED } from '../../files/errors.ts'
import type { BlockDevice } from '../device.ts'
import { attach, type Inhabited } from '../mounting.ts'
import { Volume } from './volume.ts'

/** What is to be mounted, and where. */
export interface MountRequest {
  readonly from: string
  readonly on: string
  readonly device: BlockDevice
  readonly readOnly: boolean
  readonly force: boolean
}

/** Null: it is mounted; waits for as long as the device serves nothing (ffs_mountfs). */
export function* mountUfs(machine: Inhabited, request: MountRequest): Course<string | null> {
  const { host, space } = machine
  const { from, on, device, readOnly, force } = request
  const path = space.files.stat(on)
  if ('error' in path) return NO_ENTRY
  if (path.is.kind !== 'directory') return NOT_DIRECTORY
  if (space.mounts.find(from) !== undefined) return BUSY
  const opened = yield* Volume.open(device, space.treeOptions)
  if ('error' in opened) return opened.error
  const volume = opened.is
  const { clean, softUpdates } = volume.superblock
  if (!clean && !readOnly && !softUpdates && !force) {
    const denied = `R/W mount of ${on} denied. Filesystem is not clean - run fsck.`
    host.log(() => `WARNING: ${denied}`)
    return `${denied}: ${NOT_PERMITTED}`
  }
  if (!clean) host.log(() => `WARNING: ${on} was not properly dismounted`)
  for (const name of volume.broken) host.log(() => `${on}: bad dir: mangled entry ${name}`)
  volume.tree.isReadOnly = readOnly
  volume.needsCheck = !clean
  const marked = readOnly ? null : yield* volume.mark({ clean: false, on })
  if (marked !== null) return marked
  if (space.mounts.find(from) !== undefined) return BUSY
  const options = ['local', ...(readOnly ? ['read-only'] : []), ...(softUpdates ? ['soft-updates'] : [])]
  return attach(machine, { from, on, type: 'ufs', options, content: volume })
}
