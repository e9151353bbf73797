import type { Host } from '../../host/host.ts'
import { Listeners } from '../../host/ip/listeners.ts'
import type { UserSpace } from '../../host/user-space.ts'
import { Apache } from './apache.ts'
import { initScript } from './init-script.ts'
import type { ServicesOptions } from './options.ts'

/** What serves on a machine, which from then on answers where something listens, and nowhere else. */
export function installServices(host: Host, space: UserSpace, { apache2 }: ServicesOptions): void {
  host.ip.tcp.listeners = new Listeners((address) => host.nics.some((nic) => nic.owns(address)))
  if (apache2 === undefined) return
  // Debian's package of that name.
  const apache = new Apache(host, space, apache2)
  space.add(apache)
  space.bring('/etc/init.d/apache2', initScript(apache))
}
