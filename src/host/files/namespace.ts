import type { Got } from '../../shell/files.ts'
import { BUSY, NAME_TOO_LONG, NO_ENTRY, NOT_DIRECTORY, TOO_MANY_LINKS } from './errors.ts'
import { type Directory, type Inode, isDirectory, type Tree } from './inode.ts'

/** Links that lead to each other (MAXSYMLINKS). */
const MOST_LINKS = 32
/** PATH_MAX and NAME_MAX, without what ends them. */
const LONGEST_PATH = 1_023
const LONGEST_NAME = 255

/** Where a path leads: a name in a directory, and what it stands for, if it does. */
export interface Place {
  readonly directory: Directory
  /** `.` where the path names the directory by no name of its own: `/`, `..`. */
  readonly name: string
  readonly inode: Inode | undefined
}

/** All file systems of a machine, one attached to a directory of another. */
export class Namespace {
  root: Tree
  /** What is attached, by the directory that it covers. */
  #attached = new Map<Directory, Tree>()

  constructor(root: Tree) {
    this.root = root
  }

  /**
   * Where a path from the root leads (namei).
   *
   * @param follows - whether a link at its end leads on
   */
  walk(path: string, follows: boolean): Got<Place> {
    if (path.length > LONGEST_PATH) return { error: NAME_TOO_LONG }
    const left = stepsOf(path).reverse()
    const needsDirectory = /\/\.?$/.test(path)
    const endsWithDot = path.endsWith('/.')
    let at = this.#over(this.root.root)
    let links = 0
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
      if (name === '..') {
        at = this.#above(at)
        continue
      }
      if (name.length > LONGEST_NAME) return { error: NAME_TOO_LONG }
      const entry = at.content.entries.get(name)
      const isLast = left.length === 0
      if (entry === undefined) return isLast ? { is: { directory: at, name, inode: entry } } : { error: NO_ENTRY }
      if (entry.content.kind === 'link' && (!isLast || follows || needsDirectory)) {
        const { to } = entry.content
        if (++links > MOST_LINKS) return { error: TOO_MANY_LINKS }
        if (to.startsWith('/')) at = this.#over(this.root.root)
        left.push(...stepsOf(to).reverse())
        continue
      }
      const inode = isDirectory(entry) ? this.#over(entry) : entry
      if (!isDirectory(inode) && (!isLast || needsDirectory)) return { error: NOT_DIRECTORY }
      if (isLast || !isDirectory(inode)) return { is: { directory: at, name: endsWithDot ? '.' : name, inode } }
      at = inode
    }
    return { is: { directory: at, name: '.', inode: at } }
  }

  /** A file system appears in place of what a directory holds; null: it does. */
  attach(path: string, tree: Tree): string | null {
    const found = this.walk(path, true)
    if ('error' in found) return found.error
    const { inode } = found.is
    if (inode === undefined) return NO_ENTRY
    if (!isDirectory(inode)) return NOT_DIRECTORY
    this.#attached.set(inode, tree)
    return null
  }

  /** It goes again, and what the directory holds is seen; null: it does. */
  detach(tree: Tree): string | null {
    const covered = this.#coveredBy(tree)
    if (covered === undefined || this.#attachments(tree) > 0) return BUSY
    this.#attached.delete(covered)
    return null
  }

  detachAll(): void {
    this.#attached = new Map()
  }

  /** Whether something is attached to it, or to what is below it. */
  isBusy(inode: Inode): boolean {
    for (const covered of this.#attached.keys()) if (isWithin(covered, inode)) return true
    return false
  }

  #attachments(tree: Tree): number {
    return [...this.#attached.keys()].filter((covered) => covered.tree === tree).length
  }

  #coveredBy(tree: Tree): Directory | undefined {
    for (const [covered, one] of this.#attached) if (one === tree) return covered
    return undefined
  }

  /** What is seen of a directory. */
  #over(directory: Directory): Directory {
    if (this.#attached.size === 0) return directory
    let at = directory
    for (let tree = this.#attached.get(at); tree !== undefined; tree = this.#attached.get(at)) at = tree.root
    return at
  }

  #above(directory: Directory): Directory {
    let at = directory
    while (at === at.tree.root) {
      const covered = this.#coveredBy(at.tree)
      if (covered === undefined) return this.#over(this.root.root)
      at = covered
    }
    return at.content.above
  }
}

function stepsOf(path: string): string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.')
}

/** Whether a directory is another one, or below it. */
export function isWithin(directory: Directory, above: Inode): boolean {
  for (let at = directory; ; at = at.content.above) {
    if (at === above) return true
    if (at === at.content.above) return false
  }
}
