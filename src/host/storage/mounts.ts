import type { Course } from '../../engine/course.ts'
import type { Micros } from '../../time.ts'
import type { Inode } from '../files/inode.ts'
import type { FileTree } from '../files/tree.ts'

/** A file system that lies on a device, as a machine has it in memory. */
export interface MountedTree {
  readonly tree: FileTree
  /** What was changed is written so often; absent: as UFS does. */
  readonly period?: Micros
  /** Null: all that was changed is on the device. */
  sync(): Course<string | null>
  /** What is said on the device of a file system that is left in order; null: it is. */
  close(): Course<string | null>
  /** A part of a file beyond its text: a page of a database. */
  part(inode: Inode, part: number): unknown
  /** Null: it is on the device for good. */
  writePart(inode: Inode, part: number, holds: unknown): Course<string | null>
}

/** Whoever has files open on a file system. */
export interface User {
  readonly name: string
  /** The file system went while they were open. */
  lost(): void
}

/** A file system that is mounted. */
export interface Mount {
  /** What is mounted: `/dev/hast/test`, `tank`. */
  readonly from: string
  /** Where: `/hast/test`. */
  readonly on: string
  readonly type: string
  /** As mount(8) shows them: `local`, `soft-updates`. */
  readonly options: readonly string[]
  /** Null: of those that are always there. */
  readonly content: MountedTree | null
}

/** What a file has beyond its text. */
export type Parts = Pick<MountedTree, 'part' | 'writePart'>

/** A write to the disk that a machine's own files lie on. */
const ROOT_WRITE: Micros = 5_000

/** The parts of files on the root file system, which stay when power goes as those files do. */
class RootParts implements Parts {
  readonly #parts = new WeakMap<Inode, readonly unknown[]>()

  part(inode: Inode, part: number): unknown {
    return this.#parts.get(inode)?.[part]
  }

  *writePart(inode: Inode, part: number, holds: unknown): Course<string | null> {
    yield ROOT_WRITE
    const parts = [...(this.#parts.get(inode) ?? [])]
    parts[part] = holds
    this.#parts.set(inode, parts)
    return null
  }
}

/** What is mounted on a machine, in the order in which it was. */
export class Mounts {
  readonly #root: Parts = new RootParts()
  readonly #users = new Map<Mount, Set<User>>()
  #always: readonly Mount[]
  #mounts: readonly Mount[] = []

  /** @param always - the root and its like */
  constructor(always: readonly Mount[] = []) {
    this.#always = always
  }

  get all(): readonly Mount[] {
    return [...this.#always, ...this.#mounts]
  }

  /** What is mounted from there, or on that directory. */
  find(name: string): Mount | undefined {
    return this.#mounts.findLast(({ from, on }) => from === name || on === name)
  }

  /** Which file system a path lies on; undefined: the root's, which is always there. */
  over(path: string): Mount | undefined {
    return this.#mounts.findLast(({ on }) => path === on || path.startsWith(on.endsWith('/') ? on : `${on}/`))
  }

  /** Where the parts of files lie that are below a path. */
  partsOf(path: string): Parts {
    return this.over(path)?.content ?? this.#root
  }

  add(mount: Mount): void {
    this.#mounts = [...this.#mounts, mount]
    this.#users.set(mount, new Set())
  }

  remove(mount: Mount): void {
    this.#mounts = this.#mounts.filter((one) => one !== mount)
    this.#users.delete(mount)
  }

  usersOf(mount: Mount): readonly User[] {
    return [...(this.#users.get(mount) ?? [])]
  }

  /** Somebody has files open there; gives how he closes them. */
  use(mount: Mount, user: User): () => void {
    const users = this.#users.get(mount)
    users?.add(user)
    return () => void users?.delete(user)
  }

  powerOff(): void {
    this.#mounts = []
    this.#users.clear()
  }

  is(mount: Mount): boolean {
    return this.#mounts.includes(mount)
  }
}

function always(from: string, on: string, type: string, options: readonly string[]): Mount {
  return { from, on, type, options: ['local', ...options], content: null }
}

/** The root of a machine with FreeBSD, and its devices. */
export const BSD_ROOT: readonly Mount[] = [always('/dev/ad0s1a', '/', 'ufs', []), always('devfs', '/dev', 'devfs', [])]
export const LINUX_ROOT: readonly Mount[] = [always('/dev/sda1', '/', 'ext3', ['rw'])]
