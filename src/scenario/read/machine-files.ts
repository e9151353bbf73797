import { type Files, isPath } from '../../config/files.ts'
import { machineFile } from '../schema/files.ts'
import { child, type Node, type Path } from '../text/node.ts'
import { shown } from '../text/printable.ts'
import type { Reader } from './reader.ts'

/** More than any machine of a story needs. */
const MOST_FILES = 1_000
const USUAL_MODE = 0o644
const EXAMPLE = 'files: { /etc/rc.conf: "hostname=fw1" }'

/** What a host says of its files. */
export interface MachineFiles {
  readonly files?: Files
  readonly modes?: Readonly<Record<string, number>>
}

/** The files that a host is given, by their paths, in file order. */
export function readMachineFiles(reader: Reader, host: Path): MachineFiles {
  const path = [...host, 'files']
  const node = reader.at(path)
  if (node === undefined) return {}
  if (node.kind !== 'map') reader.complain(path, `files are paths with texts: ${EXAMPLE}`)
  const names = reader.keys(path)
  if (names.length > MOST_FILES) reader.complain(path, `${names.length} files; a host has at most 1,000 here`, 'key')
  const files: Record<string, string> = {}
  const modes: Record<string, number> = {}
  for (const name of names.slice(0, MOST_FILES)) {
    const file = readFile(reader, path, name)
    if (file === undefined) continue
    files[name] = file.text
    if (file.mode !== USUAL_MODE) modes[name] = file.mode
  }
  return { ...(names.length > 0 && { files }), ...(Object.keys(modes).length > 0 && { modes }) }
}

function readFile(reader: Reader, files: Path, name: string): { text: string; mode: number } | undefined {
  const path = [...files, name]
  if (!isPath(name)) {
    reader.complain(path, `${shown(name)} is no path; write it from the root, such as /etc/rc.conf`, 'key')
    return undefined
  }
  const node = reader.at(path)
  if (node?.kind === 'text') return { text: node.text, mode: USUAL_MODE }
  return reader.check(machineFile, path)
}

/** The texts of files, as far as there are any: what is wrong with the rest is said where they are read. */
export function textsOf(files: Node): Files {
  if (files.kind !== 'map') return {}
  const texts = [...files.entries].slice(0, MOST_FILES).flatMap(([name, { value }]) => {
    const text = value.kind === 'map' ? child(value, 'text')?.value : value
    return text?.kind === 'text' && isPath(name) ? [[name, text.text] as const] : []
  })
  return Object.fromEntries(texts)
}
