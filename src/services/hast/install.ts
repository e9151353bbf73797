import { commandOf } from '../../host/commands/program.ts'
import type { Host } from '../../host/host.ts'
import type { UserSpace } from '../../host/user-space.ts'
import { hastctl } from './hastctl.ts'
import { Node } from './node.ts'
import { releaseNumbered, releaseOf } from './release.ts'
import { HastService } from './service.ts'

/** HAST of a machine with FreeBSD: hastd, which its start-up scripts start, and hastctl. */
export function installHast(
  host: Host,
  space: UserSpace,
  about: { readonly title: string; readonly release?: number; readonly isEnabled: () => boolean },
): HastService {
  const release = about.release === undefined ? releaseOf(about.title) : releaseNumbered(about.release)
  const service = new HastService(new Node(host, space, release), about.isEnabled)
  space.bring('/sbin/hastctl', commandOf(host, space, hastctl(service)))
  return service
}
