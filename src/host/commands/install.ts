import type { Userland } from '../../carp/system.ts'
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

/** Somebody works on a machine: it has files, a log that it keeps, and processes. */
export function inhabit(host: Host, { files, modes }: Pick<Installed, 'files' | 'modes'>): void {
  if (host.space !== null) return
  const { userland } = host.carp.system
  const services = isKernel(host) && userland?.startsWith('FreeBSD') ? [new Netif(host.carp)] : []
  const given = { ...(files && { files }), ...(modes && { modes }) }
  host.space = new UserSpace(host, {
    kernel: userland === undefined ? 'kernel' : KERNELS[userland],
    userland,
    services,
    signals: userland === 'Debian' ? LINUX_SIGNALS : BSD_SIGNALS,
    ...given,
  })
}
