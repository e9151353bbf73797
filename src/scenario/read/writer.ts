import { PORT } from '../../services/mysql/messages.ts'
import type { HostSpec } from '../scenario.ts'
import * as schema from '../schema/data.ts'
import type { Path } from '../text/node.ts'
import type { Reader } from './reader.ts'

export const USUAL_DATABASE = 'shop'

/** An application on a host that writes; undefined: there is none. */
export function readWriter(reader: Reader, host: Path): HostSpec['writer'] {
  const path = [...host, 'writer']
  if (reader.at(path) === undefined) return undefined
  const said = reader.check(schema.writer, path)
  if (said === undefined) return undefined
  const { on, to, every, port, database } = said
  if ((on === undefined) === (to === undefined)) {
    reader.complain(path, 'a writer has one of on and to: writer: { on: /hast/test, every: 100ms }')
    return undefined
  }
  if (on === undefined) return { address: to!, port: port ?? PORT, database: database ?? USUAL_DATABASE, every }
  for (const key of ['port', 'database'] as const)
    if (said[key] !== undefined)
      reader.complain([...path, key], `${key} belongs to a writer with to; leave it out`, 'key')
  if (!on.startsWith('/')) reader.complain([...path, 'on'], 'on is a path: /dev/hast/test, or /hast/test')
  return { on, of: on.slice(on.lastIndexOf('/') + 1), every }
}
