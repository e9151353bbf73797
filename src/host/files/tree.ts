import type { Micros } from '../../time.ts'
import { FILE_EXISTS, NO_SPACE, READ_ONLY, TOO_MANY_NAMES } from './errors.ts'
import { type Content, type Directory, type Inode, isDirectory, type Tree } from './inode.ts'

/** What a disk holds, in characters and in names. */
const MOST_CHARACTERS = 16_777_216
const MOST_NAMES = 10_000
/** LINK_MAX of UFS. */
const MOST_LINKS = 32_767
/** What is left of 777 and 666 by a umask of 022. */
const MODES: Readonly<Record<Content['kind'], number>> = {
  directory: 0o755,
  file: 0o644,
  told: 0o644,
  link: 0o755,
  device: 0o600,
  socket: 0o755,
  fifo: 0o644,
}

/** What a file system of its own is like. */
export interface TreeOptions {
  /** By the clock of the machine that writes to it. */
  readonly now: () => Micros
  /** Of what is made on it: `wheel`. */
  readonly group: string
  /** Devices and links alone can be made on it (devfs). */
  readonly onlyDevices?: boolean
  /** What it holds where it is smaller than others. */
  readonly characters?: number
}

/** A file system of its own, a tree of inodes: what a disk holds, or the devices of a machine. */
export class FileTree implements Tree {
  readonly root: Directory
  isReadOnly = false
  readonly #options: TreeOptions
  #characters = 0
  #names = 1
  #last = 2

  constructor(options: TreeOptions) {
    this.#options = options
    this.root = this.#inode({ kind: 'directory', entries: new Map<string, Inode>(), above: null! })
    this.root.content.above = this.root
    this.root.names = 2
  }

  get now(): Micros {
    return this.#options.now()
  }

  takes({ kind }: Content): boolean {
    return !this.#options.onlyDevices || kind === 'device' || kind === 'link'
  }

  add(directory: Directory, name: string, content: Content): Inode | string {
    if (this.isReadOnly) return READ_ONLY
    if (content.kind === 'file' && !this.#hasRoom(content.text.length)) return NO_SPACE
    const inode = this.#inode(content)
    const why = this.enter(directory, name, inode)
    if (why !== null) return why
    if (content.kind === 'file') this.#characters += content.text.length
    return inode
  }

  enter(directory: Directory, name: string, inode: Inode): string | null {
    if (this.isReadOnly) return READ_ONLY
    const { entries } = directory.content
    if (entries.has(name)) return FILE_EXISTS
    if (this.#names >= MOST_NAMES) return NO_SPACE
    if (inode.names >= MOST_LINKS || (isDirectory(inode) && directory.names >= MOST_LINKS)) return TOO_MANY_NAMES
    this.#names += 1
    inode.names += 1
    entries.set(name, inode)
    directory.modified = this.now
    if (!isDirectory(inode)) return null
    inode.content.above = directory
    inode.names = 2 + folders(inode)
    directory.names += 1
    return null
  }

  leave(directory: Directory, name: string): void {
    const inode = directory.content.entries.get(name)
    if (inode === undefined) return
    this.#forget(directory, name, inode)
    const open = isDirectory(inode) ? [inode] : []
    for (let each = open.pop(); each !== undefined; each = open.pop())
      for (const [below, one] of each.content.entries) {
        this.#forget(each, below, one)
        if (isDirectory(one)) open.push(one)
      }
  }

  move(from: Directory, name: string, to: { readonly directory: Directory; readonly name: string }): void {
    const inode = from.content.entries.get(name)!
    from.content.entries.delete(name)
    to.directory.content.entries.set(to.name, inode)
    for (const directory of [from, to.directory]) directory.modified = this.now
    if (!isDirectory(inode)) return
    inode.content.above = to.directory
    from.names -= 1
    to.directory.names += 1
  }

  rewrite(inode: Inode, text: string): string | null {
    if (this.isReadOnly) return READ_ONLY
    const old = inode.content.kind === 'file' ? inode.content.text.length : 0
    if (!this.#hasRoom(text.length - old)) return NO_SPACE
    if (inode.names > 0) this.#characters += text.length - old
    if (inode.content.kind === 'file') inode.content.text = text
    else inode.content = { kind: 'file', text }
    inode.modified = this.now
    return null
  }

  #forget(directory: Directory, name: string, inode: Inode): void {
    directory.content.entries.delete(name)
    directory.modified = this.now
    this.#names -= 1
    if (isDirectory(inode)) {
      directory.names -= 1
      inode.names = 0
      return
    }
    inode.names -= 1
    if (inode.names === 0 && inode.content.kind === 'file') this.#characters -= inode.content.text.length
  }

  #hasRoom(more: number): boolean {
    return this.#characters + more <= (this.#options.characters ?? MOST_CHARACTERS)
  }

  #inode<C extends Content>(content: C): Omit<Inode, 'content'> & { content: C } {
    const { now, group } = this.#options
    const mode = MODES[content.kind]
    return { number: this.#last++, tree: this, content, mode, owner: 'root', group, names: 0, modified: now() }
  }
}

function folders(directory: Directory): number {
  let count = 0
  for (const inode of directory.content.entries.values()) if (isDirectory(inode)) count += 1
  return count
}
