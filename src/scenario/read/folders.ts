import { isPath } from '../../config/files.ts'
import { child, type Entry, type Node, type Path, withChild } from '../text/node.ts'
import type { Complaints } from './complaints.ts'

/** A file of a folder, by its path from there: `/etc/rc.conf`. */
export interface FolderFile {
  readonly path: string
  readonly text: string
  readonly mode: number
}

/**
 * Opens the folder that holds the files of a machine.
 *
 * @param name - as it is written
 * @param from - the file in which it is
 * @returns why not, where it cannot be opened
 */
export type OpenFolder = (name: string, from: string) => readonly FolderFile[] | string

const NO_FOLDERS = 'files-from needs folders, and here are none; write the files themselves: files: { /etc/rc.conf: … }'
const USUAL_MODE = 0o644

/** Puts what is in folders where their names are: `files-from` becomes `files`. What stands there already holds. */
export function withFolders(root: Node, open: OpenFolder | undefined, complaints: Complaints): Node {
  const hosts = child(root, 'hosts')
  if (hosts?.value.kind !== 'map') return root
  let value: Node = hosts.value
  for (const [name, entry] of hosts.value.entries) {
    const folder = child(entry.value, 'files-from')
    if (folder?.value.kind !== 'text') continue
    const files = filesIn(folder, open, ['hosts', name, 'files-from'], complaints)
    value = withChild(value, name, { ...entry, value: withFiles(entry.value, folder, files) })
  }
  return withChild(root, 'hosts', { ...hosts, value })
}

function filesIn(
  { value }: Entry,
  open: OpenFolder | undefined,
  path: Path,
  complaints: Complaints,
): readonly FolderFile[] {
  const name = value.kind === 'text' ? value.text : ''
  const found = open === undefined ? NO_FOLDERS : open(name, value.place.source.file)
  if (typeof found !== 'string') return found.filter((file) => isPath(file.path))
  complaints.add(value.place, path, found)
  return []
}

function withFiles(host: Node, { key, value: { place } }: Entry, files: readonly FolderFile[]): Node {
  const text = (said: string): Entry => ({ key, value: { kind: 'text', place, text: said } })
  const entries = new Map(
    files.map((file): [string, Entry] => {
      if (file.mode === USUAL_MODE) return [file.path, text(file.text)]
      const parts = new Map([
        ['mode', text(file.mode.toString(8).padStart(3, '0'))],
        ['text', text(file.text)],
      ])
      return [file.path, { key, value: { kind: 'map', place, entries: parts } }]
    }),
  )
  const own = child(host, 'files')
  if (own?.value.kind === 'map') for (const [path, entry] of own.value.entries) entries.set(path, entry)
  return withChild(host, 'files', { key: own?.key ?? key, value: { kind: 'map', place, entries } })
}
