import type { Course } from '../../engine/course.ts'
import type { Version, Write } from './content.ts'

/** Disks are looked at by so many bytes at a time. */
export const EXTENT = 2_097_152

/** What went wrong, as errno(2) names it: the disk fails, is not there any more, cannot do that. */
export type DiskError = 'EIO' | 'ENXIO' | 'ENODEV'

export type Read = { readonly holds: Version | null } | { readonly error: DiskError }
export type Written = { readonly write: Write } | { readonly error: DiskError }

/**
 * A disk, as those see it who use it. All that is asked of it takes its time, and some of it for long: a process waits
 * meanwhile.
 */
export interface BlockDevice {
  /** /dev/ad6 */
  readonly path: string
  /** In bytes. */
  readonly size: number
  /** How many extents those are, the last one may be shorter. */
  readonly extents: number
  /** False: it is gone for good. What comes under its name later is another device. */
  readonly isThere: boolean
  read(extent: number): Course<Read>
  /** @param keeps - what is kept there from then on; absent: what was kept there before */
  write(extent: number, keeps?: { readonly is: unknown }): Course<Written>
  /** All that was written before is where a power cut does not reach it. Null: it is. */
  flush(): Course<DiskError | null>
  /** Is done once it is gone, at once where it is. */
  whenGone(then: () => void): void
}

export function extentsOf(size: number): number {
  return Math.ceil(size / EXTENT)
}
