import type { Course } from '../../../engine/course.ts'
import type { Got } from '../../../shell/files.ts'
import { type Micros, SECOND } from '../../../time.ts'
import { type Inode, isDirectory, sizeOf } from '../../files/inode.ts'
import type { TreeOptions } from '../../files/tree.ts'
import type { BlockDevice } from '../device.ts'
import { GIB } from './newfs.ts'
import { Volume } from './volume.ts'

const CLEAN_CHECK: Micros = SECOND / 10
const FULL_CHECK: Micros = SECOND
const PER_GIB: Micros = 0.15 * SECOND
const PER_FILE: Micros = SECOND / 50_000
const FRAGMENT = 2_048
const FRAGMENTS_PER_BLOCK = 8

/** What fsck(8) found, and what it did about it. */
export interface Checked {
  /** The file system was left in order: nothing was looked at. */
  readonly clean: boolean
  readonly files: number
  /** In fragments. */
  readonly used: number
  readonly free: number
  /** Names that stand for nothing, and files that have none. */
  readonly broken: readonly string[]
  readonly orphans: number
  readonly repaired: boolean
}

/** How long a check takes that looks at everything. */
export function checkTime({ size }: Pick<BlockDevice, 'size'>, { clean, files }: Checked): Micros {
  if (clean) return CLEAN_CHECK
  return FULL_CHECK + Math.round((PER_GIB * size) / GIB) + Math.round(PER_FILE * files)
}

/**
 * Looks at a file system that is not mounted, and puts it in order.
 *
 * @param repairs - says yes to whatever is asked
 */
export function* fsck(device: BlockDevice, options: TreeOptions, repairs: boolean): Course<Got<Checked>> {
  const opened = yield* Volume.open(device, options)
  if ('error' in opened) return opened
  const volume = opened.is
  const { clean } = volume.superblock
  const { broken } = volume
  const orphans = volume.orphans.length
  const isTorn = broken.length + orphans > 0
  const repaired = !clean && (repairs || !isTorn)
  if (repaired) {
    volume.reconnect()
    const why = (yield* volume.sync()) ?? (yield* volume.mark({ clean: true }))
    if (why !== null) return { error: why }
  }
  return { is: { clean, ...usage(volume, device), broken, orphans, repaired } }
}

/** How many files there are, and what they and the rest take. */
export function usage(volume: Pick<Volume, 'tree'>, { size }: Pick<BlockDevice, 'size'>) {
  const seen = new Set<Inode>([volume.tree.root])
  let used = 0
  for (const inode of seen) {
    used += Math.max(1, Math.ceil(sizeOf(inode) / FRAGMENT))
    if (isDirectory(inode)) for (const one of inode.content.entries.values()) seen.add(one)
  }
  return { files: seen.size, used, free: Math.max(0, Math.floor(size / FRAGMENT) - used) }
}

/** `253 free (21 frags, 29 blocks, 0.0% fragmentation)` */
export function freeText(free: number): string {
  const fragments = free % FRAGMENTS_PER_BLOCK
  const blocks = (free - fragments) / FRAGMENTS_PER_BLOCK
  const percent = free === 0 ? 0 : Math.floor((1_000 * fragments) / free) / 10
  return `${free} free (${fragments} frags, ${blocks} blocks, ${percent.toFixed(1)}% fragmentation)`
}
