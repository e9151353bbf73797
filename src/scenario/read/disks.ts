import { isPath } from '../../config/files.ts'
import type { DiskOptions } from '../../host/storage/local-disk.ts'
import type { OwnFiles } from '../own-files.ts'
import { disk, hast, parseSize, SIZE_SAYS } from '../schema/disks.ts'
import type { Path } from '../text/node.ts'
import { shown } from '../text/printable.ts'
import type { Reader } from './reader.ts'

const EXAMPLE = 'disks: { /dev/ad6: 10GiB }'
const MOST_DISKS = 100

/** The disks of a host, by the names that they have in /dev. */
export function readDisks(reader: Reader, host: Path): Pick<OwnFiles, 'disks'> {
  const path = [...host, 'disks']
  const node = reader.at(path)
  if (node === undefined) return {}
  if (node.kind !== 'map') reader.complain(path, `disks are names in /dev with sizes: ${EXAMPLE}`)
  const names = reader.keys(path)
  if (names.length > MOST_DISKS) reader.complain(path, `${names.length} disks; a host has at most 100`, 'key')
  const disks = names.slice(0, MOST_DISKS).flatMap((name) => readDisk(reader, [...path, name], name))
  return disks.length === 0 ? {} : { disks }
}

function readDisk(reader: Reader, path: Path, name: string): DiskOptions[] {
  if (!isPath(name) || !name.startsWith('/dev/') || name.startsWith('/dev/hast/')) {
    reader.complain(path, `${shown(name)} is no name of a disk; they are in /dev: ${EXAMPLE}`, 'key')
    return []
  }
  if (reader.at(path)?.kind === 'map') {
    const said = reader.check(disk, path)
    return said === undefined ? [] : [{ path: name, ...said }]
  }
  const size = parseSize(reader.text(path))
  if (size === undefined) reader.complain(path, SIZE_SAYS)
  return size === undefined ? [] : [{ path: name, size }]
}

/** What no file of a host says of its HAST. */
export function readHast(reader: Reader, host: Path, files: OwnFiles['files']): Pick<OwnFiles, 'hast'> {
  const path = [...host, 'hast']
  if (reader.at(path) === undefined) return {}
  const said = reader.check(hast, path)
  if (files === undefined || !Object.hasOwn(files, '/etc/hast.conf')) {
    const message =
      'hast says of which release hastd is, of a host whose files have an /etc/hast.conf: resources stand there'
    reader.complain(path, message, 'key')
    return {}
  }
  return said === undefined ? {} : { hast: { release: Number(said.release) } }
}
