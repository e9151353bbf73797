import type { FileKind } from '../../shell/files.ts'
import type { Micros } from '../../time.ts'

/** What is behind a name in /dev. */
export interface Device {
  readonly kind: 'character device' | 'block device'
  /** As ls(1) shows it: `0x1b`, `1,   3`. */
  readonly number: string
  read(): string
  /** Null: it takes it. */
  write(text: string): string | null
}

/** What a directory holds. */
interface Entries {
  readonly kind: 'directory'
  readonly entries: Map<string, Inode>
  /** Its `..`, without what is attached. */
  above: Directory
}

/** What an inode holds. */
export type Content =
  | { readonly kind: 'file'; text: string }
  /** What the machine writes itself, read when somebody looks. */
  | { readonly kind: 'told'; read(): string }
  | Entries
  | { readonly kind: 'link'; readonly to: string }
  | { readonly kind: 'device'; readonly device: Device }
  | { readonly kind: 'socket' | 'fifo' }

/** The file system that an inode belongs to. */
export interface Tree {
  readonly root: Directory
  readonly isReadOnly: boolean
  /** Whether anybody can make such a thing on it. */
  takes(content: Content): boolean
  /** A name and an inode for it. */
  add(directory: Directory, name: string, content: Content): Inode | string
  /** One more name for an inode; null: it has it. */
  enter(directory: Directory, name: string, inode: Inode): string | null
  /** A name goes, and with its last name an inode; of a directory all that is below it. */
  leave(directory: Directory, name: string): void
  /** A name of a file becomes another one. */
  move(from: Directory, name: string, to: { readonly directory: Directory; readonly name: string }): void
  /** Null: it is written in place of what was there. */
  rewrite(inode: Inode, text: string): string | null
}

/** A file of any kind, whatever its names are. */
export interface Inode {
  readonly number: number
  readonly tree: Tree
  content: Content
  mode: number
  owner: string
  group: string
  /** How many names it has; of a directory, how many directories name it. */
  names: number
  modified: Micros
}

export interface Directory extends Inode {
  content: Entries
}

export function isDirectory(inode: Inode): inode is Directory {
  return inode.content.kind === 'directory'
}

export function kindOf({ content }: Inode): FileKind {
  if (content.kind === 'device') return content.device.kind
  return content.kind === 'told' ? 'file' : content.kind
}

/** What a directory takes of a disk, as newfs(8) lays it out. */
const DIRECTORY_SIZE = 512

/** In bytes. */
export function sizeOf({ content }: Inode): number {
  if (content.kind === 'file') return bytesOf(content.text)
  if (content.kind === 'told') return bytesOf(content.read())
  if (content.kind === 'link') return bytesOf(content.to)
  return content.kind === 'directory' ? DIRECTORY_SIZE : 0
}

/** How long a text is in UTF-8. */
export function bytesOf(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) continue
    // Two halves of a pair make four bytes together.
    bytes += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2
  }
  return bytes
}
