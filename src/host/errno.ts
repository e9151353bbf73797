/** The errors that a send can end with, by name: their numbers on the BSDs and on Linux, and what perror(3) says. */
export const ERRNOS = {
  EPERM: { bsd: 1, linux: 1, text: 'Operation not permitted' },
  ENOMEM: { bsd: 12, linux: 12, text: 'Cannot allocate memory' },
  ENETDOWN: { bsd: 50, linux: 100, text: 'Network is down' },
  ENETUNREACH: { bsd: 51, linux: 101, text: 'Network is unreachable' },
  ENOBUFS: { bsd: 55, linux: 105, text: 'No buffer space available' },
  EHOSTDOWN: { bsd: 64, linux: 112, text: 'Host is down' },
  EHOSTUNREACH: { bsd: 65, linux: 113, text: 'No route to host' },
} as const

export type Errno = keyof typeof ERRNOS
