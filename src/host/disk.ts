import type { Files } from '../config/files.ts'
import type { Got } from '../shell/files.ts'

/** What keeps a file from being read or written, as perror(3) says it. */
export const NO_ENTRY = 'No such file or directory'
export const IS_DIRECTORY = 'Is a directory'
export const NOT_DIRECTORY = 'Not a directory'
export const FILE_EXISTS = 'File exists'
export const NO_SPACE = 'No space left on device'
export const TOO_MANY_LINKS = 'Too many levels of symbolic links'

type Node =
  | { readonly kind: 'directory' }
  | { readonly kind: 'file'; readonly text: string; readonly mode: number }
  /** What the machine writes itself, read when somebody looks. */
  | { readonly kind: 'told'; read(): string }
  | { readonly kind: 'link'; readonly to: string }

/** Modes of files, by whole paths. */
type Modes = Readonly<Record<string, number>>

const USUAL_MODE = 0o644
const DIRECTORY: Node = { kind: 'directory' }
/** What a disk holds, in characters and in names. */
const MOST_CHARACTERS = 16_777_216
const MOST_NAMES = 10_000
/** Links that lead to each other (MAXSYMLINKS). */
const MOST_LINKS = 32

const USUAL = ['/bin', '/boot/kernel', '/dev', '/etc/rc.d', '/root', '/sbin', '/tmp', '/usr/local/etc', '/var/log']

/** The files of a machine: a tree in memory, whole paths to texts. It stays when power goes. */
export class Disk {
  readonly #given: Files
  readonly #modes: Modes
  readonly #nodes = new Map<string, Node>()
  #characters = 0

  /** @param given - what is there before the first boot, with the modes of those that do not have 644 */
  constructor(given: Files, modes: Modes) {
    this.#given = given
    this.#modes = modes
    this.reset()
  }

  /** As before the first boot. */
  reset(): void {
    this.#nodes.clear()
    this.#characters = 0
    this.#nodes.set('/', DIRECTORY)
    for (const path of USUAL) this.makeAll(path)
    for (const [path, text] of Object.entries(this.#given)) {
      this.makeAll(parentOf(path))
      this.write(path, text)
      this.setMode(path, this.#modes[path] ?? USUAL_MODE)
    }
  }

  /** A file that the machine writes itself: a log. */
  tell(path: string, read: () => string): void {
    this.makeAll(parentOf(path))
    this.#nodes.set(path, { kind: 'told', read })
  }

  read(path: string): Got<string> {
    const found = this.#follow(path)
    if ('error' in found) return found
    const node = this.#nodes.get(found.is)
    if (node === undefined) return { error: this.#why(found.is) }
    if (node.kind === 'file') return { is: node.text }
    return node.kind === 'told' ? { is: node.read() } : { error: IS_DIRECTORY }
  }

  /** Null: it is written. */
  write(path: string, text: string): string | null {
    const found = this.#follow(path)
    if ('error' in found) return found.error
    const at = found.is
    const old = this.#nodes.get(at)
    if (old?.kind === 'directory') return IS_DIRECTORY
    if (old === undefined && !this.isDirectory(parentOf(at))) return this.#why(at)
    const characters = this.#characters + text.length - (old?.kind === 'file' ? old.text.length : 0)
    if (characters > MOST_CHARACTERS || this.#nodes.size >= MOST_NAMES) return NO_SPACE
    this.#characters = characters
    this.#nodes.set(at, { kind: 'file', text, mode: old?.kind === 'file' ? old.mode : USUAL_MODE })
    return null
  }

  /** The mode of a file; undefined: there is none. */
  modeOf(path: string): number | undefined {
    const found = this.#follow(path)
    const node = 'is' in found ? this.#nodes.get(found.is) : undefined
    return node?.kind === 'file' ? node.mode : undefined
  }

  /** chmod(2), of files. */
  setMode(path: string, mode: number): void {
    const found = this.#follow(path)
    const node = 'is' in found ? this.#nodes.get(found.is) : undefined
    if ('is' in found && node?.kind === 'file') this.#nodes.set(found.is, { ...node, mode })
  }

  isDirectory(path: string): boolean {
    const found = this.#follow(path)
    return 'is' in found && this.#nodes.get(found.is)?.kind === 'directory'
  }

  exists(path: string): boolean {
    const found = this.#follow(path)
    return 'is' in found && this.#nodes.has(found.is)
  }

  /** Where a symbolic link leads; undefined: it is none. */
  linkAt(path: string): string | undefined {
    const at = this.#place(path)
    const node = 'is' in at ? this.#nodes.get(at.is) : undefined
    return node?.kind === 'link' ? node.to : undefined
  }

  /** mkdir(2) */
  make(path: string): string | null {
    return this.#add(path, DIRECTORY)
  }

  /** With all directories above it. */
  makeAll(path: string): string | null {
    if (path === '/' || this.isDirectory(path)) return null
    return this.makeAll(parentOf(path)) ?? this.make(path)
  }

  /** symlink(2) */
  link(path: string, to: string): string | null {
    return this.#add(path, { kind: 'link', to })
  }

  /** A name goes, with all that is below it. */
  remove(path: string): void {
    const at = this.#place(path)
    if ('error' in at) return
    for (const [name, node] of [...this.#nodes]) {
      if (name !== at.is && !name.startsWith(`${at.is}/`)) continue
      if (node.kind === 'file') this.#characters -= node.text.length
      this.#nodes.delete(name)
    }
  }

  /** The names in a directory, in order. */
  list(path: string): Got<readonly string[]> {
    const found = this.#follow(path)
    if ('error' in found) return found
    const node = this.#nodes.get(found.is)
    if (node === undefined) return { error: this.#why(found.is) }
    if (node.kind !== 'directory') return { error: NOT_DIRECTORY }
    const head = found.is === '/' ? '/' : `${found.is}/`
    const names = [...this.#nodes.keys()].filter((name) => name.startsWith(head) && name !== '/')
    return {
      is: names
        .map((name) => name.slice(head.length))
        .filter((name) => !name.includes('/'))
        .sort(),
    }
  }

  /** All paths, in order. */
  get paths(): readonly string[] {
    return [...this.#nodes.keys()].sort()
  }

  #add(path: string, node: Node): string | null {
    const at = this.#place(path)
    if ('error' in at) return at.error
    if (this.#nodes.has(at.is)) return FILE_EXISTS
    if (!this.isDirectory(parentOf(at.is))) return this.#why(at.is)
    if (this.#nodes.size >= MOST_NAMES) return NO_SPACE
    this.#nodes.set(at.is, node)
    return null
  }

  /** Where a name itself is, be it a link. */
  #place(path: string): Got<string> {
    const above = this.#follow(parentOf(path))
    return 'error' in above || path === '/' ? above : { is: join(above.is, baseOf(path)) }
  }

  /** A whole path without links in it. */
  #follow(path: string, links = 0): Got<string> {
    let at = '/'
    const names = path.split('/').filter((name) => name !== '')
    for (const [i, name] of names.entries()) {
      at = join(at, name)
      const node = this.#nodes.get(at)
      if (node?.kind !== 'link') continue
      if (links >= MOST_LINKS) return { error: TOO_MANY_LINKS }
      const rest = names.slice(i + 1).join('/')
      return this.#follow(absolute(`${node.to}/${rest}`, parentOf(at)), links + 1)
    }
    return { is: at }
  }

  /** Why there is nothing. */
  #why(path: string): string {
    const above = parentOf(path)
    return path !== '/' && this.exists(above) && !this.isDirectory(above) ? NOT_DIRECTORY : NO_ENTRY
  }
}

/** A path as it is seen from a directory, without dots. */
export function absolute(path: string, from: string): string {
  let at = path.startsWith('/') ? '/' : from
  for (const name of path.split('/')) {
    if (name === '..') at = parentOf(at)
    else if (name !== '' && name !== '.') at = join(at, name)
  }
  return at
}

export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/'
}

export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

export function join(directory: string, name: string): string {
  return directory === '/' ? `/${name}` : `${directory}/${name}`
}
