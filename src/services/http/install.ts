import type { Host } from '../../host/host.ts'
import { Listeners } from '../../host/ip/listeners.ts'
import type { UserSpace } from '../../host/user-space.ts'
import type { ServicesOptions } from '../options.ts'
import { Apache } from './apache.ts'
import { initScript } from './init-script.ts'

/** Debian's package apache2, as apt-get installs it: what it serves is there from then on. */
export function offerApache(host: Host, space: UserSpace): void {
  const apache = new Apache(host, space, { autostart: false })
  const script = '/etc/init.d/apache2'
  space.packages.offer('apache2', {
    come: () => {
      host.ip.tcp.listeners = listenersOf(host)
      space.add(apache)
      space.programs.set(script, initScript(apache))
    },
    go: () => {
      host.ip.tcp.listeners = null
      space.drop(apache)
      space.programs.delete(script)
    },
  })
}

function listenersOf(host: Host): Listeners {
  return new Listeners((address) => host.nics.some((nic) => nic.owns(address)))
}

/** What serves on a machine, which from then on answers where something listens, and nowhere else. */
export function installServices(host: Host, space: UserSpace, { apache2 }: Pick<ServicesOptions, 'apache2'>): void {
  host.ip.tcp.listeners = listenersOf(host)
  if (apache2 === undefined) return
  // Debian's package of that name.
  const apache = new Apache(host, space, apache2)
  space.add(apache)
  space.bring('/etc/init.d/apache2', initScript(apache))
}
