import type { Course } from '../../engine/course.ts'
import { type Micros, SECOND } from '../../time.ts'
import { BUSY } from '../files/errors.ts'
import type { Host } from '../host.ts'
import type { UserSpace } from '../user-space.ts'
import type { Mount, MountedTree } from './mounts.ts'

/** The syncer writes what was changed so long ago (kern.filedelay). */
const SYNC_PERIOD: Micros = 30 * SECOND
/** ENXIO and EIO, as the kernel numbers them. */
const NUMBERS: Readonly<Record<string, number>> = { 'Device not configured': 6, 'Input/output error': 5 }

/** A machine, and what lies and runs on it. */
export interface Inhabited {
  readonly host: Host
  readonly space: UserSpace
}

/** Null: the files of it are seen where it is mounted. */
export function attach({ host, space }: Inhabited, mount: Mount & { readonly content: MountedTree }): string | null {
  const why = space.files.attach(mount.on, mount.content.tree)
  if (why !== null) return why
  space.mounts.add(mount)
  note(host, mount, true)
  const { cause } = host.world.engine
  space.processes.background(() => syncer({ host, space }, mount))
  host.world.engine.cause = cause
  return null
}

/**
 * Null: they are not seen any more, and all of them is on the device; by force they go in any case.
 *
 * @param directory - where whoever wants it stands
 */
export function* unmount(
  machine: Inhabited,
  mount: Mount & { readonly content: MountedTree },
  { force, directory }: { readonly force: boolean; readonly directory: string },
): Course<string | null> {
  const { host, space } = machine
  const { content, on } = mount
  const isInside = space.mounts.over(directory) === mount
  const users = space.mounts.usersOf(mount)
  if (!force && (isInside || users.length > 0)) return BUSY
  for (const user of users) user.lost()
  const unsynced = yield* content.sync()
  if (unsynced !== null && !force) return unsynced
  if (unsynced === null) yield* content.close()
  if (!space.mounts.is(mount)) return null
  const why = space.files.detach(content.tree)
  if (why !== null) return why
  space.mounts.remove(mount)
  note(host, { ...mount, on }, false)
  return null
}

/** What the kernel says of a write that failed (g_vfs_done). */
function logFailure(host: Host, from: string, why: string): void {
  const device = from.replace(/^\/dev\//, '')
  host.log(() => `g_vfs_done():${device}[WRITE(offset=65536, length=16384)]error = ${NUMBERS[why] ?? 5}`)
}

function* syncer({ host, space }: Inhabited, mount: Mount & { readonly content: MountedTree }): Course<void> {
  for (;;) {
    yield mount.content.period ?? SYNC_PERIOD
    if (!space.mounts.is(mount)) return
    const why = yield* mount.content.sync()
    if (why !== null) logFailure(host, mount.from, why)
  }
}

function note(host: Host, { from, on, type }: Mount, mounted: boolean): void {
  host.note({ kind: 'mount', host: host.name, device: from, on, type, mounted })
}
