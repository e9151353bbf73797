import type { ServicesOptions } from '../../services/http/options.ts'
import type { Runs } from '../runs.ts'
import { apache2, services } from '../schema/services.ts'
import type { Path } from '../text/node.ts'
import type { Reader } from './reader.ts'

/** What serves on a machine; undefined: nothing is said of that. */
export function readServices(reader: Reader, host: Path, system: Runs | undefined): ServicesOptions | undefined {
  const at = [...host, 'services']
  if (reader.at(at) === undefined) return undefined
  reader.check(services, at)
  if (system?.runs === 'kernel')
    reader.complain(at, `${system.title} has no services here yet; Debian does: system: ucarp, or a client`, 'key')
  const path = [...at, 'apache2']
  if (reader.at(path) === undefined) return {}
  const said = reader.check(apache2, path)
  if (said === undefined) return {}
  const { autostart, listens } = said
  return { apache2: { autostart, ...(listens && { listens: [listens] }) } }
}
