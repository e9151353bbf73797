import type { Micros } from '../../../time.ts'
import type { Block } from '../buffers.ts'
import { type BlockDevice, EXTENT } from '../device.ts'

// What UFS2 writes to a device: its superblock, inodes, and what files hold beyond their first part.

/** The superblock (fs.h): what newfs made, and how the last mount left it. */
export interface Super {
  readonly softUpdates: boolean
  /** fs_clean */
  readonly clean: boolean
  /** Where it was mounted last (fs_fsmnt). */
  readonly on: string
  /** The extents that hold anything, in the order in which they came to. */
  readonly used: readonly number[]
  /** The number that the next inode gets. */
  readonly next: number
}

/** What a name in a directory stands for: di_gen tells an inode from one that had its number before. */
export interface Entry {
  readonly id: number
  readonly generation: number
}

interface Attributes extends Entry {
  readonly mode: number
  readonly owner: string
  readonly group: string
  readonly modified: Micros
}

/** An inode on the device. */
export type StoredInode = Attributes &
  (
    | { readonly kind: 'directory'; readonly entries: ReadonlyMap<string, Entry> }
    | { readonly kind: 'file'; readonly text: string }
    | { readonly kind: 'link'; readonly to: string }
    | { readonly kind: 'socket' | 'fifo' }
  )

export const SUPER = 'superblock'
export const ROOT_ID = 2
/** A cylinder group of newfs(8) with its usual blocks is 183.77 MB, and begins with its inodes. */
const GROUP_BYTES = 11_761 * 16_384

export function inodeRecord(id: number): string {
  return `inode ${id}`
}

export function dataRecord(id: number, part: number): string {
  return `data ${id}.${part}`
}

/** Where on a device things lie. */
export class Layout {
  readonly #extents: number
  readonly #perGroup: number

  constructor({ extents }: Pick<BlockDevice, 'extents'>) {
    this.#extents = Math.max(1, extents)
    this.#perGroup = Math.floor(GROUP_BYTES / EXTENT)
  }

  get groups(): number {
    return Math.ceil(this.#extents / this.#perGroup)
  }

  /** The first extent of each cylinder group. */
  get heads(): readonly number[] {
    return Array.from({ length: this.groups }, (_, group) => group * this.#perGroup)
  }

  /** Inodes go round the groups. */
  ofInode(id: number): number {
    return (id % this.groups) * this.#perGroup
  }

  /** Parts of a file lie in the group of its inode, and those of a large one in the next ones. */
  ofData(id: number, part: number): number {
    const first = this.ofInode(id)
    return (first + 1 + part) % this.#extents
  }
}

/** What is written first: what names point to before the names, and the superblock last (soft updates). */
export function rank(block: Block): number {
  if (SUPER in block) return 2
  for (const record of Object.values(block)) if ((record as Partial<StoredInode>).kind === 'directory') return 1
  return 0
}
