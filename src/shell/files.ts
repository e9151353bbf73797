import type { Micros } from '../time.ts'

/** What was asked for, or why not, as perror(3) says it. */
export type Got<T> = { readonly is: T } | { readonly error: string }

/** What a name in a directory stands for. */
export type FileKind = 'file' | 'directory' | 'link' | 'character device' | 'block device' | 'socket' | 'fifo'

/** What stat(2) tells. */
export interface Stat {
  readonly kind: FileKind
  /** The permission bits: 0o755. */
  readonly mode: number
  readonly owner: string
  readonly group: string
  readonly size: number
  /** By the machine's own clock, since 1970. */
  readonly modified: Micros
}

/** The files of a machine, as its programs see them. Paths are whole ones, from the root on. */
export interface FileSystem {
  stat(path: string): Got<Stat>
  /** Of a link itself. */
  lstat(path: string): Got<Stat>
  read(path: string): Got<string>
  /** Makes the file where there is none. Null: it is written; otherwise why not. */
  write(path: string, text: string): string | null
  append(path: string, text: string): string | null
  /** The names in a directory, in order. */
  list(path: string): Got<readonly string[]>
}
