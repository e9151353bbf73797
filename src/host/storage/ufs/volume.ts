import type { Course } from '../../../engine/course.ts'
import type { Got } from '../../../shell/files.ts'
import { type Content, type Inode, isDirectory } from '../../files/inode.ts'
import { FileTree, type TreeOptions } from '../../files/tree.ts'
import { Buffers } from '../buffers.ts'
import type { BlockDevice } from '../device.ts'
import type { MountedTree } from '../mounts.ts'
import {
  dataRecord,
  type Entry,
  inodeRecord,
  Layout,
  ROOT_ID,
  rank,
  type StoredInode,
  SUPER,
  type Super,
} from './format.ts'

/** What no file system is on (EINVAL of ffs_mountfs). */
const NO_SUPERBLOCK = 'Invalid argument'

/** A file system of UFS in memory: a tree of files, and what of it is on its device. */
export class Volume implements MountedTree {
  readonly tree: FileTree
  readonly layout: Layout
  readonly #buffers: Buffers
  #super: Super
  #ids = new Map<Inode, Entry>()
  needsCheck = false
  /** What directories name that is not there. */
  readonly broken: string[] = []

  constructor(device: BlockDevice, buffers: Buffers, superblock: Super, options: TreeOptions) {
    this.layout = new Layout(device)
    this.#buffers = buffers
    this.#super = superblock
    this.tree = new FileTree(options)
  }

  /** Reads a file system from its device; waits for as long as that serves nothing. */
  static *open(device: BlockDevice, options: TreeOptions): Course<Got<Volume>> {
    const buffers = new Buffers(device)
    const why = yield* buffers.load(0)
    if (why !== null) return { error: why }
    const superblock = buffers.get(0, SUPER) as Super | undefined
    if (superblock === undefined) return { error: NO_SUPERBLOCK }
    for (const extent of superblock.used) {
      const cannot = yield* buffers.load(extent)
      if (cannot !== null) return { error: cannot }
    }
    const volume = new Volume(device, buffers, superblock, options)
    volume.#plant()
    return { is: volume }
  }

  get superblock(): Super {
    return this.#super
  }

  /** How many extents wait to be written. */
  get dirty(): number {
    return this.#buffers.dirty
  }

  /** Inodes that no directory names. */
  get orphans(): readonly StoredInode[] {
    const named = new Set([...this.#ids.values()].map(({ id }) => id))
    return this.#buffers.records.flatMap(([name, record]) => {
      return name.startsWith('inode ') && !named.has((record as StoredInode).id) ? [record as StoredInode] : []
    })
  }

  /** What is said of the file system as a whole is written at once. */
  *mark(what: Partial<Pick<Super, 'clean' | 'on'>>): Course<string | null> {
    this.#describe(what)
    return yield* this.#buffers.write(0)
  }

  /** Writes what has changed: inodes before the directories that name them, the superblock last. */
  *sync(): Course<string | null> {
    if (this.tree.isReadOnly) return null
    this.#collect()
    return yield* this.#buffers.flush(rank)
  }

  /** What was not in order when it was mounted stays so until fsck(8) has seen it (FS_UNCLEAN). */
  *close(): Course<string | null> {
    return this.tree.isReadOnly || this.needsCheck ? null : yield* this.mark({ clean: true })
  }

  /** A part of a file beyond what its text is: a page of a database. */
  part(inode: Inode, part: number): unknown {
    const one = this.#ids.get(inode)
    return one && this.#buffers.get(this.layout.ofData(one.id, part), dataRecord(one.id, part))
  }

  /** Writes such a part through to the device; null: it is there for good. */
  *writePart(inode: Inode, part: number, holds: unknown): Course<string | null> {
    const one = this.#ids.get(inode) ?? this.#enlist(inode)
    const extent = this.layout.ofData(one.id, part)
    const isNew = !this.#super.used.includes(extent)
    this.#put(extent, dataRecord(one.id, part), holds)
    const why = yield* this.#buffers.write(extent)
    return why === null && isNew ? yield* this.#buffers.write(0) : why
  }

  /** Files that nothing names any more get a name again (fsck, lost+found). */
  reconnect(): number {
    const { orphans } = this
    if (orphans.length === 0) return 0
    const { root } = this.tree
    const found = root.content.entries.get('lost+found')
    const folder = found ?? this.tree.add(root, 'lost+found', { kind: 'directory', entries: new Map(), above: root })
    if (typeof folder === 'string' || !isDirectory(folder)) return 0
    for (const stored of orphans) {
      if (stored.kind === 'directory') continue
      const inode = this.tree.add(folder, `#${stored.id}`, contentOf(stored))
      if (typeof inode !== 'string') this.#adopt(inode, stored)
    }
    return orphans.length
  }

  /** The tree as the inodes on the device have it. */
  #plant(): void {
    const root = this.#stored({ id: ROOT_ID, generation: 0 })
    if (root !== undefined) this.#adopt(this.tree.root, root)
    else this.broken.push('/')
    const open: [Inode, StoredInode, string][] = root === undefined ? [] : [[this.tree.root, root, '']]
    const named = new Map<number, Inode>()
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [directory, stored, path] = next
      if (stored.kind !== 'directory' || !isDirectory(directory)) continue
      for (const [name, entry] of stored.entries) {
        const below = this.#stored(entry)
        const inode = below === undefined ? '' : (named.get(entry.id) ?? contentOf(below))
        const made = typeof inode === 'string' ? inode : this.#enter(directory, name, inode)
        if (typeof made === 'string' || below === undefined) this.broken.push(`${path}/${name}`)
        else if (!this.#ids.has(made)) {
          this.#adopt(made, below)
          named.set(entry.id, made)
          open.push([made, below, `${path}/${name}`])
        }
      }
      directory.modified = stored.modified
    }
  }

  /** One more name of a file that has one, or a new file. */
  #enter(directory: Inode, name: string, what: Inode | Content): Inode | string {
    if (!isDirectory(directory)) return NO_SUPERBLOCK
    if ('kind' in what) return this.tree.add(directory, name, what)
    return this.tree.enter(directory, name, what) ?? what
  }

  #adopt(inode: Inode, { id, generation, mode, owner, group, modified }: StoredInode): void {
    this.#ids.set(inode, { id, generation })
    Object.assign(inode, { mode, owner, group, modified })
  }

  #stored({ id, generation }: Entry): StoredInode | undefined {
    const stored = this.#buffers.get(this.layout.ofInode(id), inodeRecord(id)) as StoredInode | undefined
    return stored?.generation === generation ? stored : undefined
  }

  /** What differs from the device goes into the buffers. */
  #collect(): void {
    const seen = new Set<Inode>([this.tree.root])
    for (const inode of seen) if (isDirectory(inode)) for (const one of inode.content.entries.values()) seen.add(one)
    for (const inode of seen) this.#ids.get(inode) ?? this.#enlist(inode)
    for (const [inode, { id }] of this.#ids) if (!seen.has(inode)) this.#drop(inode, id)
    for (const inode of seen) {
      const stored = this.#storedOf(inode)
      const old = this.#buffers.get(this.layout.ofInode(stored.id), inodeRecord(stored.id)) as StoredInode | undefined
      if (old === undefined || !isSame(old, stored)) {
        this.#put(this.layout.ofInode(stored.id), inodeRecord(stored.id), stored)
      }
    }
  }

  #enlist(inode: Inode): Entry {
    const isRoot = inode === this.tree.root
    const { next } = this.#super
    const one = isRoot ? { id: ROOT_ID, generation: 0 } : { id: next, generation: this.tree.now }
    this.#ids.set(inode, one)
    if (!isRoot) this.#describe({ next: next + 1 })
    return one
  }

  #drop(inode: Inode, id: number): void {
    this.#ids.delete(inode)
    this.#buffers.put(this.layout.ofInode(id), inodeRecord(id), undefined)
  }

  #storedOf(inode: Inode): StoredInode {
    const { mode, owner, group, modified, content } = inode
    const attributes = { ...this.#ids.get(inode)!, mode, owner, group, modified }
    switch (content.kind) {
      case 'directory': {
        const entries = [...content.entries].map(([name, one]) => [name, this.#ids.get(one)!] as const)
        return { ...attributes, kind: 'directory', entries: new Map(entries) }
      }
      case 'link':
        return { ...attributes, kind: 'link', to: content.to }
      case 'file':
        return { ...attributes, kind: 'file', text: content.text }
      case 'told':
        return { ...attributes, kind: 'file', text: content.read() }
      default:
        return { ...attributes, kind: content.kind === 'device' ? 'fifo' : content.kind }
    }
  }

  #put(extent: number, name: string, record: unknown): void {
    this.#buffers.put(extent, name, record)
    const { used } = this.#super
    if (!used.includes(extent)) this.#describe({ used: [...used, extent] })
  }

  #describe(what: Partial<Super>): void {
    this.#super = { ...this.#super, ...what }
    this.#buffers.put(0, SUPER, this.#super)
  }
}

function contentOf(stored: StoredInode): Content {
  switch (stored.kind) {
    case 'directory':
      return { kind: 'directory', entries: new Map(), above: null! }
    case 'file':
      return { kind: 'file', text: stored.text }
    case 'link':
      return { kind: 'link', to: stored.to }
    default:
      return { kind: stored.kind }
  }
}

function isSame(a: StoredInode, b: StoredInode): boolean {
  if (a.kind !== b.kind || a.generation !== b.generation || a.mode !== b.mode) return false
  if (a.owner !== b.owner || a.group !== b.group || a.modified !== b.modified) return false
  if (a.kind === 'file') return b.kind === 'file' && a.text === b.text
  if (a.kind === 'link') return b.kind === 'link' && a.to === b.to
  if (a.kind !== 'directory' || b.kind !== 'directory') return true
  return a.entries.size === b.entries.size && [...a.entries].every(([name, { id }]) => b.entries.get(name)?.id === id)
}
