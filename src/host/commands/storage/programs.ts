import type { Program } from '../program.ts'
import { df } from './df.ts'
import { fsck } from './fsck.ts'
import { mount } from './mount.ts'
import { newfs } from './newfs.ts'
import { umount } from './umount.ts'
import { zpool } from './zpool.ts'
import { zfs } from './zpool-show.ts'

/** What FreeBSD has for disks and file systems, by where it lies. */
export const STORAGE: readonly (readonly [string, Program])[] = [
  ['/bin/df', df],
  ['/sbin/fsck', fsck],
  ['/sbin/fsck_ffs', fsck],
  ['/sbin/fsck_ufs', fsck],
  ['/sbin/mount', mount],
  ['/sbin/newfs', newfs],
  ['/sbin/umount', umount],
  ['/sbin/zfs', zfs],
  ['/sbin/zpool', zpool],
]
