import type { Course } from '../../../engine/course.ts'
import { type Micros, SECOND } from '../../../time.ts'
import type { TreeOptions } from '../../files/tree.ts'
import { Buffers } from '../buffers.ts'
import type { BlockDevice } from '../device.ts'
import { Layout, ROOT_ID, SUPER, type Super } from './format.ts'
import { Volume } from './volume.ts'

export const GIB = 1_073_741_824
/** newfs(8) writes inodes and copies of the superblock: a share of what the device holds. */
const LEAST: Micros = 0.5 * SECOND
const PER_GIB: Micros = 0.05 * SECOND

export function newfsTime({ size }: Pick<BlockDevice, 'size'>): Micros {
  return LEAST + Math.round((PER_GIB * size) / GIB)
}

/** Makes an empty file system; what was there is not seen any more. Null: it is made. */
export function* newfs(device: BlockDevice, options: TreeOptions, softUpdates: boolean): Course<string | null> {
  const buffers = new Buffers(device)
  const heads = new Layout(device).heads
  const superblock: Super = { softUpdates, clean: true, on: '', used: heads, next: ROOT_ID + 1 }
  for (const head of heads) buffers.put(head, SUPER, head === 0 ? superblock : undefined)
  const volume = new Volume(device, buffers, superblock, options)
  return yield* volume.sync()
}
