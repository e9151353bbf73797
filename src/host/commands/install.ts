import type { Userland } from '../../carp/system.ts'
import { BSD_SIGNALS, LINUX_SIGNALS } from '../../shell/signals.ts'
import { dialectOf, usualDialect } from '../execution/dialects.ts'
import { Machine } from '../execution/machine.ts'
import { Prompt } from '../execution/prompt.ts'
import { sh } from '../execution/sh.ts'
import type { Host } from '../host.ts'
import { isGnu } from '../manners.ts'
import { type Installed, UserSpace } from '../user-space.ts'
import { installDebian } from './debian/install.ts'
import { filesOf } from './debian/packages.ts'
import { directoriesOf } from './hierarchy.ts'
import { Netif } from './netif.ts'
import { isKernel } from './program.ts'
import { programPaths } from './programs.ts'

/** As whom the kernels log. */
const KERNELS: Readonly<Record<Userland, string>> = {
  'FreeBSD 9': 'kernel',
  'FreeBSD 10': 'kernel',
  'FreeBSD 14': 'kernel',
  'OpenBSD 4': '/bsd',
  'OpenBSD 7': '/bsd',
  'NetBSD 7': '/netbsd',
  Debian: 'kernel',
}

/** Where shells lie: a BSD has none but its own. */
const SHELL = ['/bin/sh']
const LINUX_SHELLS = ['/bin/sh', '/bin/dash', '/bin/bash']

/** What people look at, and no boot here. */
const LAID = { '/etc/hosts': '127.0.0.1\tlocalhost\n::1\tlocalhost\n' }

/** What is on a machine's disk before its first boot. */
interface OnDisk extends Pick<Installed, 'files' | 'modes'> {
  /** Those of Debian that are installed. */
  readonly packages?: readonly string[]
}

/** Somebody works on a machine: it has files, a log that it keeps, and processes. */
export function inhabit(host: Host, { files, modes, packages = [] }: OnDisk): void {
  if (host.space !== null) return
  const { userland } = host.carp.system
  const services = isKernel(host) && userland?.startsWith('FreeBSD') ? [new Netif(host.carp)] : []
  const isDebian = userland === 'Debian'
  const packaged = filesOf(isDebian ? packages : [])
  const given = { files: { ...LAID, ...packaged.files, ...files }, modes: { ...packaged.modes, ...modes } }
  const space = new UserSpace(host, {
    kernel: userland === undefined ? 'kernel' : KERNELS[userland],
    userland,
    services,
    signals: isDebian ? LINUX_SIGNALS : BSD_SIGNALS,
    directories: directoriesOf(userland),
    ...given,
  })
  const shells = isGnu(userland) ? LINUX_SHELLS : SHELL
  for (const path of shells) space.programs.set(path, sh(host, space, dialectOf(host, path) ?? usualDialect(host)))
  space.lay([...shells, ...programPaths({ userland })])
  space.machine = new Machine(host, space)
  space.prompt = new Prompt(host, space)
  if (isDebian) installDebian({ host, space, shell: space.machine })
  host.space = space
}
