import type { Micros } from '../time.ts'
import type { ApacheOptions } from './http/options.ts'
import type { MysqlOptions } from './mysql/options.ts'

/** Something that a machine can start by name, besides what belongs to its system. */
export interface LocalServiceOptions {
  readonly name: string
  readonly start: Micros
  readonly stop: Micros
  /** A file system that has to be mounted there, or it does not run; absent: it needs none. */
  readonly needs?: string
  /** Whether it is started at boot where no rc.conf says; absent: it is. */
  readonly enabled?: false
}

/** A MySQL on a machine. */
export interface MysqlSpec extends MysqlOptions {
  readonly name: 'mysql'
  /** Where its data are, and where it listens, unless rc.conf says. */
  readonly directory?: string
  readonly bind?: string
  readonly enabled?: false
}

export type ServiceSpec = LocalServiceOptions | MysqlSpec

export function isMysql(spec: ServiceSpec): spec is MysqlSpec {
  return 'flushLog' in spec
}

/** What serves on a machine besides its kernel and its election; what is absent is not there. */
export interface ServicesOptions {
  /** Of Debian. */
  readonly apache2?: ApacheOptions
  /** Of FreeBSD; absent: what its rc.conf speaks of. */
  readonly local?: readonly ServiceSpec[]
}
