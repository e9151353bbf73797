import type { Files } from '../config/files.ts'
import type { StartupTimes } from '../services/rc/times.ts'

/** What a machine has that is given files of its own. */
export interface OwnFiles {
  /** The texts of its files by their paths, in file order; absent: none are given. */
  readonly files?: Files
  /** The modes of those that do not have 644. */
  readonly modes?: Readonly<Record<string, number>>
  /** How long it takes to come up by them; absent: the usual times. */
  readonly startup?: StartupTimes
}
