import {
  BUSY,
  CROSS_DEVICE,
  FILE_EXISTS,
  INVALID,
  IS_DIRECTORY,
  NO_ENTRY,
  NOT_DIRECTORY,
  NOT_EMPTY,
  NOT_PERMITTED,
  READ_ONLY,
} from './errors.ts'
import { type Inode, isDirectory } from './inode.ts'
import { isWithin, type Namespace, type Place } from './namespace.ts'

/** link(2): one more name for a file. */
export function name(names: Namespace, existing: string, path: string, follows: boolean): string | null {
  const found = names.walk(existing, follows)
  const at = names.walk(path, false)
  if ('error' in found) return found.error
  const { inode } = found.is
  if (inode === undefined) return NO_ENTRY
  if ('error' in at) return at.error
  if (at.is.inode !== undefined) return FILE_EXISTS
  if (isDirectory(inode)) return NOT_PERMITTED
  const { tree } = at.is.directory
  return tree === inode.tree ? tree.enter(at.is.directory, at.is.name, inode) : CROSS_DEVICE
}

/** rename(2) */
export function rename(names: Namespace, from: string, to: string): string | null {
  const source = names.walk(from, false)
  const target = names.walk(to, false)
  if ('error' in source) return source.error
  const { directory, name, inode } = source.is
  if (inode === undefined) return NO_ENTRY
  if ('error' in target) return target.error
  const why = whyNot(names, source.is, target.is, inode)
  if (why !== null || inode === target.is.inode) return why
  directory.tree.leave(target.is.directory, target.is.name)
  directory.tree.move(directory, name, target.is)
  return null
}

/** In the order in which kern_renameat() of FreeBSD finds out. */
function whyNot(names: Namespace, from: Place, to: Place, inode: Inode): string | null {
  const { tree } = from.directory
  if (from.name === '.') return INVALID
  if (to.name === '.') return IS_DIRECTORY
  if (to.inode !== undefined && isDirectory(inode) !== isDirectory(to.inode))
    return isDirectory(inode) ? NOT_DIRECTORY : IS_DIRECTORY
  if (tree !== to.directory.tree) return CROSS_DEVICE
  if (isHeld(names, inode) || (to.inode !== undefined && isHeld(names, to.inode))) return BUSY
  if (isDirectory(inode) && isWithin(to.directory, inode)) return INVALID
  if (to.inode !== undefined && to.inode !== inode && isDirectory(to.inode) && to.inode.content.entries.size > 0)
    return NOT_EMPTY
  return tree.isReadOnly ? READ_ONLY : null
}

/** unlink(2) of any kind of file but a directory, rmdir(2) of an empty one. */
export function unlink(names: Namespace, path: string, kind: 'file' | 'directory'): string | null {
  const found = names.walk(path, false)
  if ('error' in found) return found.error
  const { inode } = found.is
  if (inode === undefined) return NO_ENTRY
  if (kind === 'file' && isDirectory(inode)) return NOT_PERMITTED
  if (kind === 'directory' && !isDirectory(inode)) return NOT_DIRECTORY
  const isFull = found.is.name !== '.' && isDirectory(inode) && inode.content.entries.size > 0
  return taken(names, found.is, isFull ? NOT_EMPTY : null)
}

/** A name goes, with all that is below it. */
export function remove(names: Namespace, path: string): string | null {
  const found = names.walk(path, false)
  if ('error' in found) return found.error
  return found.is.inode === undefined ? NO_ENTRY : taken(names, found.is, null)
}

function taken(names: Namespace, { directory, name, inode }: Place, otherwise: string | null): string | null {
  if (isHeld(names, inode!)) return BUSY
  const why = name === '.' ? INVALID : (otherwise ?? (directory.tree.isReadOnly ? READ_ONLY : null))
  if (why === null) directory.tree.leave(directory, name)
  return why
}

/** Whether it is a file system's root, or has one attached to it or below it. */
function isHeld(names: Namespace, inode: Inode): boolean {
  return inode === inode.tree.root || names.isBusy(inode)
}
