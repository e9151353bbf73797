import type { Dialect } from '../../shell/dialect.ts'
import { bash } from '../../shell/dialects/bash.ts'
import { dash } from '../../shell/dialects/dash.ts'
import { freebsdSh } from '../../shell/dialects/freebsd-sh.ts'
import { openbsdSh } from '../../shell/dialects/openbsd-sh.ts'
import type { Host } from '../host.ts'
import { isGnu } from '../manners.ts'

/** The shell that lies at a path; undefined: none does. */
export function dialectOf(host: Host, path: string): Dialect | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name === 'bash') return bash
  if (name === 'dash') return dash
  return name === 'sh' ? usualDialect(host) : undefined
}

/** /bin/sh. */
export function usualDialect(host: Host): Dialect {
  const { userland = '' } = host.carp.system
  if (/^(?:FreeBSD|NetBSD)/.test(userland)) return freebsdSh
  return userland.startsWith('OpenBSD') ? openbsdSh : dash
}

/** Root's, at a prompt. */
export function promptDialect(host: Host): Dialect {
  return isGnu(host.carp.system.userland) ? bash : usualDialect(host)
}
