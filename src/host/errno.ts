/** The errors that a send can end with, by name: their numbers on the BSDs and on Linux, and what perror(3) says. */
export const ERRNOS = {
  EPERM: { bsd: 1, linux: 1, text: 'Operation not permitted' },
  EIO: { bsd: 5, linux: 5, text: 'Input/output error' },
  ENXIO: { bsd: 6, linux: 6, text: 'No such device or address' },
  ENOMEM: { bsd: 12, linux: 12, text: 'Cannot allocate memory' },
  EACCES: { bsd: 13, linux: 13, text: 'Permission denied' },
  EINVAL: { bsd: 22, linux: 22, text: 'Invalid argument' },
  EAGAIN: { bsd: 35, linux: 11, text: 'Resource temporarily unavailable' },
  EMSGSIZE: { bsd: 40, linux: 90, text: 'Message too long' },
  EADDRNOTAVAIL: { bsd: 49, linux: 99, text: 'Cannot assign requested address' },
  ENETDOWN: { bsd: 50, linux: 100, text: 'Network is down' },
  ENETUNREACH: { bsd: 51, linux: 101, text: 'Network is unreachable' },
  ENOBUFS: { bsd: 55, linux: 105, text: 'No buffer space available' },
  EHOSTDOWN: { bsd: 64, linux: 112, text: 'Host is down' },
  EHOSTUNREACH: { bsd: 65, linux: 113, text: 'No route to host' },
} as const

export type Errno = keyof typeof ERRNOS

type Failure = 'no carrier' | 'interface down' | 'blocked' | 'no route'

/** What a BSD kernel sees of a send that failed; what a card gives that has no carrier, or is down, differs. */
export function bsdFailure(
  why: Failure | Errno,
  sees: Readonly<Record<'no carrier' | 'interface down', number>>,
): { why: Failure | 'send error'; errno: number } {
  if (why === 'no carrier' || why === 'interface down') return { why, errno: sees[why] }
  // What pf drops on its way out is an error of the sender (ip_output; FreeBSD 12.1: EPERM).
  if (why === 'blocked') return { why, errno: ERRNOS.EPERM.bsd }
  if (why === 'no route') return { why, errno: ERRNOS.EHOSTUNREACH.bsd }
  return { why: 'send error', errno: ERRNOS[why].bsd }
}
