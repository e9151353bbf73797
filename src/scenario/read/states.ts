import type { StateOptions } from '../../host/pf/options.ts'
import type { Runs } from '../runs.ts'
import * as schema from '../schema/ip.ts'
import type { Path } from '../text/node.ts'
import type { Reader } from './reader.ts'
import type { Cards } from './requests.ts'

/** Whether a host's packet filter keeps states, and tells others of them. Undefined: it keeps none. */
export function readStates(
  reader: Reader,
  host: Path,
  keepState: boolean | undefined,
  cards: Cards | null,
  system: Runs | undefined,
): StateOptions | undefined {
  const path = [...host, 'pfsync']
  if (reader.at(path) === undefined) return keepState ? {} : undefined
  if (keepState === false) {
    reader.complain([...host, 'keep-state'], 'pfsync tells others of states; leave keep-state: false out, or pfsync')
  }
  if (system !== undefined && system.runs !== 'kernel') {
    reader.complain(path, `${system.title} has no pfsync: FreeBSD, OpenBSD and NetBSD have; leave it out`, 'key')
  }
  const pfsync = reader.check(schema.pfsync, path)
  if (pfsync === undefined) return undefined
  const names = cards?.map(({ name }) => name) ?? [pfsync.on]
  if (!names.includes(pfsync.on)) reader.unknown([...path, 'on'], 'interface', pfsync.on, names)
  return { pfsync }
}
