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

/** Why a frame did not get onto the wire. */
export type Unsent = 'no carrier' | 'interface down' | 'blocked' | Errno

/** What a BSD kernel sees of a send that failed; what a card without carrier gives differs between systems. */
export function bsdErrno(why: Unsent, noCarrier: number): number {
  if (why === 'no carrier') return noCarrier
  // What pf drops on its way out is an error of the sender (ip_output; FreeBSD 12.1).
  if (why === 'blocked') return ERRNOS.EPERM.bsd
  return ERRNOS[why === 'interface down' ? 'ENETDOWN' : why].bsd
}
