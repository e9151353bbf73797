import type { Files } from '../config/files.ts'
import type { DiskOptions } from '../host/storage/local-disk.ts'
import type { StartupTimes } from '../services/boot/times.ts'

/** What a machine has that is given files of its own. */
export interface OwnFiles {
  /** The texts of its files by their paths, in file order; absent: none are given. */
  readonly files?: Files
  /** The modes of those that do not have 644. */
  readonly modes?: Readonly<Record<string, number>>
  /** Its disks, besides the one that its files are on; absent: it has none. */
  readonly disks?: readonly DiskOptions[]
  /** Of its HAST what no file says: of which release it is; absent: of its system's. */
  readonly hast?: { readonly release: number }
  /** How long stages take by which it comes up; those of which nothing is said take the usual times. */
  readonly startup?: Partial<StartupTimes>
}
