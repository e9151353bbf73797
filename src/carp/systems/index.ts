import type { System } from '../system.ts'
import { freebsd82 } from './freebsd-8.2.ts'
import { freebsd93 } from './freebsd-9.3.ts'
import { freebsd12 } from './freebsd-12.ts'
import { freebsd14 } from './freebsd-14.ts'
import { netbsd2015 } from './netbsd-2015.ts'
import { openbsd77 } from './openbsd-7.7.ts'
import { openbsd2008 } from './openbsd-2008.ts'
import { openbsd2025 } from './openbsd-2025.ts'
import { ucarp152, ucarp152Linux } from './ucarp-1.5.2.ts'

/** Every real implementation that carpsim runs, one file each. */
export const SYSTEMS: readonly System[] = [
  freebsd82,
  freebsd93,
  freebsd12,
  freebsd14,
  openbsd2008,
  openbsd77,
  openbsd2025,
  netbsd2015,
  ucarp152,
  ucarp152Linux,
]

/** Other names: releases where the name has a year. FreeBSD 8.3 and 8.4 elect as 9.3 does; `ucarp` is what people run. */
export const ALIASES: Readonly<Record<string, string>> = {
  'freebsd-8': 'freebsd-9.3',
  freebsd: 'freebsd-14',
  'openbsd-4.4': 'openbsd-2008',
  'openbsd-7.8': 'openbsd-2025',
  openbsd: 'openbsd-2025',
  'netbsd-7': 'netbsd-2015',
  netbsd: 'netbsd-2015',
  ucarp: 'ucarp-1.5.2-linux',
}

/** What hosts run that say nothing of it, in a file that says nothing of it. */
export const DEFAULT_SYSTEM = 'freebsd'

/** The system of a name or alias. */
export function systemNamed(name: string): System | undefined {
  return SYSTEMS.find((system) => system.name === (ALIASES[name] ?? name))
}
