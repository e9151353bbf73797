import { hasRcConf } from '../../services/rc/install.ts'
import { USUAL_TIMES } from '../../services/rc/times.ts'
import type { OwnFiles } from '../own-files.ts'
import { startup } from '../schema/startup.ts'
import type { Path } from '../text/node.ts'
import type { Reader } from './reader.ts'

/** How long a host takes to come up: of one that has files to come up by. */
export function readStartup(reader: Reader, host: Path, files: OwnFiles['files']): Pick<OwnFiles, 'startup'> {
  const path = [...host, 'startup']
  if (reader.at(path) === undefined) return {}
  const said = reader.check(startup, path)
  if (!hasRcConf(files)) {
    reader.complain(path, 'startup is of a host that has an /etc/rc.conf: without files it is there at once', 'key')
    return {}
  }
  return said === undefined ? {} : { startup: { ...USUAL_TIMES, ...said } }
}
