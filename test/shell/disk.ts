import type { FileKind, FileSystem, Got, Stat } from '../../src/shell/files.ts'

interface Entry {
  kind: FileKind
  mode: number
  text: string
}

const MISSING = 'No such file or directory'

/** Files in memory. `/dev/null` takes everything. */
export class Disk implements FileSystem {
  readonly #all = new Map<string, Entry>([['/', { kind: 'directory', mode: 0o755, text: '' }]])

  constructor() {
    for (const path of ['/dev', '/tmp', '/bin', '/etc', '/home']) this.make(path, 'directory', 0o755)
    this.make('/etc/passwd', 'file', 0o644, 'root:*:0:0:Charlie &:/root:/bin/sh\n')
    this.make('/dev/null', 'character device', 0o666)
  }

  make(path: string, kind: FileKind, mode: number, text = ''): void {
    this.#all.set(path, { kind, mode, text })
  }

  remove(path: string): boolean {
    return this.#all.delete(path)
  }

  stat(path: string): Got<Stat> {
    const entry = this.#all.get(path)
    if (entry === undefined) return { error: MISSING }
    const { kind, mode, text } = entry
    return { is: { kind, mode, owner: 'root', group: 'wheel', size: text.length, modified: 0 } }
  }

  lstat(path: string): Got<Stat> {
    return this.stat(path)
  }

  read(path: string): Got<string> {
    const entry = this.#all.get(path)
    if (entry === undefined) return { error: MISSING }
    return entry.kind === 'directory' ? { error: 'Is a directory' } : { is: entry.text }
  }

  write(path: string, text: string): string | null {
    return this.#put(path, () => text)
  }

  append(path: string, text: string): string | null {
    return this.#put(path, (old) => old + text)
  }

  list(path: string): Got<readonly string[]> {
    if (this.#all.get(path)?.kind !== 'directory') return { error: 'Not a directory' }
    const start = path === '/' ? path : `${path}/`
    const names = [...this.#all.keys()].filter((each) => each.startsWith(start) && each !== '/')
    return {
      is: names
        .map((each) => each.slice(start.length))
        .filter((name) => !name.includes('/'))
        .sort(),
    }
  }

  #put(path: string, change: (old: string) => string): string | null {
    const entry = this.#all.get(path)
    const parent = this.#all.get(path.slice(0, path.lastIndexOf('/')) || '/')
    if (entry?.kind === 'directory') return 'Is a directory'
    if (parent === undefined) return MISSING
    if (parent.kind !== 'directory') return 'Not a directory'
    if (entry?.kind === 'character device') return null
    this.#all.set(path, { kind: 'file', mode: entry?.mode ?? 0o644, text: change(entry?.text ?? '') })
    return null
  }
}
