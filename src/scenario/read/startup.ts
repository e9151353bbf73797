import { comesUpByFiles, neededFiles } from '../../services/boot/by-files.ts'
import type { OwnFiles } from '../own-files.ts'
import type { Runs } from '../runs.ts'
import { startup } from '../schema/startup.ts'
import type { Path } from '../text/node.ts'
import type { Reader } from './reader.ts'

/** Where files say what rc(8) does, it lasts as long as that. */
export function refuseRc(reader: Reader, host: Path, files: OwnFiles['files'], system: Runs): void {
  const path = [...host, 'rc']
  if (reader.at(path) !== undefined && comesUpByFiles(files, system))
    reader.complain(path, 'rc lasts as long as its files make it: startup says how long the stages take', 'key')
}

/** How long a host takes to come up: of one that has files to come up by. */
export function readStartup(
  reader: Reader,
  host: Path,
  files: OwnFiles['files'],
  system: Runs,
): Pick<OwnFiles, 'startup'> {
  const path = [...host, 'startup']
  if (reader.at(path) === undefined) return {}
  const said = reader.check(startup, path)
  if (!comesUpByFiles(files, system)) {
    const needs = neededFiles(system)
    reader.complain(path, `startup is of a host that has ${needs}: without files it is there at once`, 'key')
    return {}
  }
  return said === undefined ? {} : { startup: said }
}
