import type { Course } from '../../../engine/course.ts'
import type { Got } from '../../../shell/files.ts'
import { type Micros, SECOND } from '../../../time.ts'
import type { Inode } from '../../files/inode.ts'
import type { BlockDevice } from '../device.ts'
import { attach, type Inhabited, unmount } from '../mounting.ts'
import type { MountedTree } from '../mounts.ts'
import { newfs } from '../ufs/newfs.ts'
import { Volume } from '../ufs/volume.ts'
import type { Pool } from './imported.ts'
import { type Kind, type Label, readLabel, spareOf, writeLabel } from './label.ts'
import { PoolDevice } from './pool-device.ts'

/** A transaction group goes to the devices so often (vfs.zfs.txg.timeout). */
const TRANSACTION_GROUP: Micros = 5 * SECOND

/** The file system of a pool: what is in its tree is written together, group by group, and what is synchronous at once. */
class PoolTree implements MountedTree {
  readonly period = TRANSACTION_GROUP
  readonly #volume: Volume

  constructor(volume: Volume) {
    this.#volume = volume
  }

  get tree() {
    return this.#volume.tree
  }

  sync(): Course<string | null> {
    return this.#volume.sync()
  }

  close(): Course<string | null> {
    return this.#volume.sync()
  }

  part(inode: Inode, part: number): unknown {
    return this.#volume.part(inode, part)
  }

  writePart(inode: Inode, part: number, holds: unknown): Course<string | null> {
    return this.#volume.writePart(inode, part, holds)
  }
}

/** zpool create */
export function* createPool(
  machine: Inhabited,
  { name, kind, devices }: { readonly name: string; readonly kind: Kind; readonly devices: readonly BlockDevice[] },
): Course<Got<Pool>> {
  const { host, space } = machine
  const members = devices.map(({ path }) => path)
  const at = host.clock.now
  const label = { name, guid: host.world.engine.now + 1, kind, members, host: space.name, exported: false, at }
  for (const device of devices) {
    const why = yield* writeLabel(device, label)
    if (why !== null) return { error: why }
  }
  const device = new PoolDevice(name, devices, spareOf(label))
  const why = yield* newfs(device, space.treeOptions, true)
  return why === null ? yield* mountPool(machine, label, device) : { error: why }
}

/** What is to be found of pools on the devices of a machine. */
export function* scan({
  space,
}: Inhabited): Course<readonly { readonly label: Label; readonly device: BlockDevice }[]> {
  const found: { label: Label; device: BlockDevice }[] = []
  for (const device of space.storage.all) {
    const got = yield* readLabel(device)
    if ('is' in got && got.is !== null) found.push({ label: got.is, device })
  }
  return found
}

/** zpool import, once it is known that it may be. */
export function* importPool(machine: Inhabited, label: Label, devices: readonly BlockDevice[]): Course<Got<Pool>> {
  const { host, space } = machine
  const mine = { ...label, host: space.name, exported: false, at: host.clock.now }
  for (const device of devices) {
    const why = yield* writeLabel(device, mine)
    if (why !== null) return { error: why }
  }
  return yield* mountPool(machine, mine, new PoolDevice(label.name, devices, spareOf(label)))
}

/** zpool export: null: it is given away. */
export function* exportPool(
  machine: Inhabited,
  pool: Pool,
  how: { readonly force: boolean; readonly directory: string },
): Course<string | null> {
  const { host, space } = machine
  const why = yield* unmount(machine, pool.mount, how)
  if (why !== null) return why
  const label = { ...pool.label, exported: true, at: host.clock.now }
  for (const device of pool.device.members) if (device.isThere) yield* writeLabel(device, label)
  space.pools.delete(pool.name)
  return null
}

function* mountPool(machine: Inhabited, label: Label, device: PoolDevice): Course<Got<Pool>> {
  const { space } = machine
  const { name } = label
  const opened = yield* Volume.open(device, space.treeOptions)
  if ('error' in opened) return opened
  // All of a transaction group is there, or nothing: what does not fit together is damaged.
  if (opened.is.broken.length > 0) return { error: 'I/O error' }
  const on = `/${name}`
  space.files.makeAll(on)
  const mount = { from: name, on, type: 'zfs', options: ['local'], content: new PoolTree(opened.is) }
  const why = attach(machine, mount)
  if (why !== null) return { error: why }
  const pool = { name, label, device, mount }
  space.pools.set(name, pool)
  return { is: pool }
}
