import type { Userland } from '../../carp/system.ts'
import { dialectOf } from '../execution/dialects.ts'
import { Machine } from '../execution/machine.ts'
import { Prompt } from '../execution/prompt.ts'
import { sh } from '../execution/sh.ts'
import type { Host } from '../host.ts'
import { BSD_SIGNALS, LINUX_SIGNALS } from '../signals.ts'
import { type Installed, UserSpace } from '../user-space.ts'
import { Netif } from './netif.ts'
import { isKernel } from './program.ts'

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

const SHELLS = ['/bin/sh', '/bin/dash', '/bin/bash', '/usr/local/bin/bash'] as const

/** Somebody works on a machine: it has files, a log that it keeps, and processes. */
export function inhabit(host: Host, { files, modes }: Pick<Installed, 'files' | 'modes'>): void {
  if (host.space !== null) return
  const { userland } = host.carp.system
  const services = isKernel(host) && userland?.startsWith('FreeBSD') ? [new Netif(host.carp)] : []
  const given = { ...(files && { files }), ...(modes && { modes }) }
  const space = new UserSpace(host, {
    kernel: userland === undefined ? 'kernel' : KERNELS[userland],
    userland,
    services,
    signals: userland === 'Debian' ? LINUX_SIGNALS : BSD_SIGNALS,
    ...given,
  })
  for (const path of SHELLS) {
    const dialect = dialectOf(host, path)
    if (dialect !== undefined) space.programs.set(path, sh(host, space, dialect))
  }
  if (userland === 'Debian') space.lay([...SHELLS.slice(0, 3), ...programPaths(host.carp.system)])
  space.machine = new Machine(host, space)
  space.prompt = new Prompt(host, space)
  host.space = space
}
