import type { System } from '../system.ts'
import { freebsd93 } from './freebsd-9.3.ts'
import { freebsd12 } from './freebsd-12.ts'
import { freebsd14 } from './freebsd-14.ts'
import { netbsd2015 } from './netbsd-2015.ts'
import { openbsd77 } from './openbsd-7.7.ts'
import { openbsd2008 } from './openbsd-2008.ts'
import { openbsd2025 } from './openbsd-2025.ts'
import { ucarp152, ucarp152Linux } from './ucarp-1.5.2.ts'

/** Every real implementation that carpsim runs, one file each. Whoever asks for them asks here. */
export const SYSTEMS: readonly System[] = [
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
