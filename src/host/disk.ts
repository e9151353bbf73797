import type { Files } from '../config/files.ts'
import type { FileSystem, Got } from '../shell/files.ts'
import { type FileStat, readFrom, statOf, writeTo } from './files/contents.ts'
import { Devices, type Named } from './files/devices.ts'
import { FILE_EXISTS, IS_DIRECTORY, NO_ENTRY, NOT_DIRECTORY, NOT_SUPPORTED, READ_ONLY } from './files/errors.ts'
import { type Content, type Device, type Inode, isDirectory } from './files/inode.ts'
import { Namespace, type Place } from './files/namespace.ts'
import { name, remove, rename, unlink } from './files/naming.ts'
import { join, parentOf } from './files/paths.ts'
import { FileTree, type TreeOptions } from './files/tree.ts'

export * from './files/errors.ts'
export * from './files/paths.ts'
export type { FileStat }

/** Modes of files, by whole paths. */
type Modes = Readonly<Record<string, number>>

/** What can be changed of an inode. */
export type Attributes = Partial<Pick<Inode, 'mode' | 'owner' | 'group' | 'modified'>>

const USUAL = ['/bin', '/boot/kernel', '/dev', '/etc/rc.d', '/root', '/sbin', '/tmp', '/usr/local/etc', '/var/log']

/** What the files of a machine are like. */
export interface DiskOptions extends TreeOptions {
  /** What is below /dev; absent: a directory like any other. */
  readonly devices?: Readonly<Record<string, Named>>
}

const PLAIN: DiskOptions = { now: () => 0, group: 'wheel' }

/** The files of a machine, on a disk and on what is attached to it. What is on the disk stays when power goes. */
export class Disk implements FileSystem {
  readonly #given: Files
  readonly #modes: Modes
  readonly #options: DiskOptions
  readonly #names: Namespace
  #devices!: Devices

  /** @param given - what is there before the first boot, with the modes of those that do not have 644 */
  constructor(given: Files, modes: Modes, options: DiskOptions = PLAIN) {
    this.#given = given
    this.#modes = modes
    this.#options = options
    this.#names = new Namespace(new FileTree(options))
    this.reset()
  }

  /** As before the first boot. */
  reset(): void {
    let isInstalled = false
    const { now } = this.#options
    this.#names.root = new FileTree({ ...this.#options, onlyDevices: false, now: () => (isInstalled ? now() : 0) })
    for (const path of USUAL) this.makeAll(path)
    this.set('/tmp', { mode: 0o1777 })
    for (const [path, text] of Object.entries(this.#given)) {
      this.makeAll(parentOf(path))
      this.write(path, text)
      const mode = this.#modes[path]
      if (mode !== undefined) this.set(path, { mode })
    }
    isInstalled = true
    this.powerOff()
  }

  /** What is attached goes; after the next boot there are devices. */
  powerOff(): void {
    const { devices } = this.#options
    this.#names.detachAll()
    this.#devices = new Devices(this.#options, devices ?? {})
    if (devices !== undefined) this.attach('/dev', this.#devices.tree)
  }

  /** Null: /dev has one more name. */
  addDevice(path: string, device: Device): string | null {
    return this.#devices.add(path, device)
  }

  removeDevice(path: string): void {
    this.#devices.remove(path)
  }

  /** A file system appears on a directory, in place of what that holds. */
  attach(path: string, tree: FileTree): string | null {
    return this.#names.attach(path, tree)
  }

  /** It goes again. */
  detach(tree: FileTree): string | null {
    return this.#names.detach(tree)
  }

  /** A file that the machine writes itself. */
  tell(path: string, read: () => string): void {
    this.makeAll(parentOf(path))
    this.remove(path)
    this.#add(path, { kind: 'told', read })
  }

  stat(path: string): Got<FileStat> {
    return statOf(this.find(path))
  }

  lstat(path: string): Got<FileStat> {
    return statOf(this.find(path, false))
  }

  read(path: string): Got<string> {
    const found = this.find(path)
    if ('error' in found) return found
    return readFrom(found.is)
  }

  write(path: string, text: string): string | null {
    return this.#put(path, text, 'whole')
  }

  append(path: string, text: string): string | null {
    return this.#put(path, text, 'behind')
  }

  #put(path: string, text: string, how: 'whole' | 'behind'): string | null {
    const found = this.#names.walk(path, true)
    if ('error' in found) return found.error
    const { inode } = found.is
    if (inode !== undefined) return writeTo(inode, text, how)
    return path.endsWith('/') ? IS_DIRECTORY : this.#addAt(found.is, { kind: 'file', text })
  }

  /** What a path leads to; who holds it has it for as long as he wants, whatever becomes of its name. */
  find(path: string, follows = true): Got<Inode> {
    const found = this.#names.walk(path, follows)
    if ('error' in found) return found
    const { inode } = found.is
    return inode === undefined ? { error: NO_ENTRY } : { is: inode }
  }

  /** The mode of a file that is no directory; undefined: there is none. */
  modeOf(path: string): number | undefined {
    const found = this.find(path)
    return 'is' in found && !isDirectory(found.is) ? found.is.mode : undefined
  }

  /** chmod(2), chown(2), utimes(2) */
  set(path: string, attributes: Attributes, follows = true): string | null {
    const found = this.find(path, follows)
    if ('error' in found) return found.error
    if (found.is.tree.isReadOnly) return READ_ONLY
    Object.assign(found.is, attributes)
    return null
  }

  isDirectory(path: string): boolean {
    const found = this.find(path)
    return 'is' in found && isDirectory(found.is)
  }

  exists(path: string): boolean {
    return 'is' in this.find(path)
  }

  /** Where a symbolic link leads; undefined: it is none. */
  linkAt(path: string): string | undefined {
    const found = this.find(path, false)
    return 'is' in found && found.is.content.kind === 'link' ? found.is.content.to : undefined
  }

  /** mkdir(2) */
  make(path: string): string | null {
    return this.#add(path, { kind: 'directory', entries: new Map(), above: null! })
  }

  /** With all directories above it. */
  makeAll(path: string): string | null {
    const above = parentOf(path)
    if (path === '/' || this.isDirectory(path)) return null
    return (above === path ? null : this.makeAll(above)) ?? this.make(path)
  }

  /** symlink(2) */
  link(path: string, to: string): string | null {
    return to === '' ? NO_ENTRY : this.#add(path, { kind: 'link', to })
  }

  /** mknod(2), mkfifo(2), and bind(2) of a local socket. */
  makeSpecial(path: string, kind: 'socket' | 'fifo' | Device): string | null {
    return this.#add(path, typeof kind === 'string' ? { kind } : { kind: 'device', device: kind })
  }

  /** link(2): one more name for a file. */
  name(existing: string, path: string, follows = false): string | null {
    return name(this.#names, existing, path, follows)
  }

  /** rename(2) */
  rename(from: string, to: string): string | null {
    return rename(this.#names, from, to)
  }

  /** unlink(2) of any kind of file but a directory, rmdir(2) of an empty one. */
  unlink(path: string, kind: 'file' | 'directory' = 'file'): string | null {
    return unlink(this.#names, path, kind)
  }

  /** A name goes, with all that is below it; null: it is gone. */
  remove(path: string): string | null {
    return remove(this.#names, path)
  }

  /** The names in a directory, in order. */
  list(path: string): Got<readonly string[]> {
    const found = this.find(path)
    if ('error' in found) return found
    return isDirectory(found.is) ? { is: [...found.is.content.entries.keys()].sort() } : { error: NOT_DIRECTORY }
  }

  /** All paths, in order. */
  get paths(): readonly string[] {
    const paths = ['/']
    for (let i = 0; i < paths.length; i++) {
      const path = paths[i]!
      const found = this.find(path, false)
      if ('is' in found && isDirectory(found.is))
        for (const name of found.is.content.entries.keys()) paths.push(join(path, name))
    }
    return paths.sort()
  }

  #add(path: string, content: Content): string | null {
    const found = this.#names.walk(path, false)
    if ('error' in found) return found.error
    return found.is.inode === undefined ? this.#addAt(found.is, content) : FILE_EXISTS
  }

  #addAt({ directory, name }: Place, content: Content): string | null {
    if (!directory.tree.takes(content)) return NOT_SUPPORTED
    const made = directory.tree.add(directory, name, content)
    return typeof made === 'string' ? made : null
  }
}
