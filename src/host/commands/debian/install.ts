import { aptGet } from './apt-get.ts'
import type { Debian, Made } from './called.ts'
import { ifdown, ifup } from './ifupdown.ts'
import { runParts } from './run-parts.ts'
import { invokeRcD, service } from './service.ts'
import { startStopDaemon } from './start-stop-daemon.ts'
import { configure, make, tar, wget } from './tarball.ts'
import { insserv, updateRcD } from './update-rc.ts'

/** Programs of Debian that run others, or install them. */
const PROGRAMS: ReadonlyMap<string, Made> = new Map<string, Made>([
  ['/bin/run-parts', runParts],
  ['/bin/tar', tar],
  ['/sbin/ifdown', ifdown],
  ['/sbin/ifup', ifup],
  ['/sbin/insserv', insserv],
  ['/sbin/start-stop-daemon', startStopDaemon],
  ['/usr/bin/apt-get', aptGet],
  ['/usr/bin/aptitude', aptGet],
  ['/usr/bin/make', make],
  ['/usr/bin/wget', wget],
  ['/usr/share/autoconf/configure', configure],
  ['/usr/sbin/invoke-rc.d', invokeRcD],
  ['/usr/sbin/service', service],
  ['/usr/sbin/update-rc.d', updateRcD],
])

/** What is there though nothing may lie in it. */
export const DEBIAN_DIRECTORIES: readonly string[] = [
  '/etc/default',
  '/etc/init.d',
  ...['if-pre-up.d', 'if-up.d', 'if-down.d', 'if-post-down.d'].map((name) => `/etc/network/${name}`),
  ...['0', '1', '2', '3', '4', '5', '6', 'S'].map((level) => `/etc/rc${level}.d`),
  '/run',
  '/var/run',
]

export function installDebian(machine: Debian): void {
  for (const [path, made] of PROGRAMS) machine.space.bring(path, made(machine))
}
