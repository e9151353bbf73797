import { formatIpv4 } from '../../network/address.ts'
import type { ApacheOptions } from '../../services/http/options.ts'
import { USUAL_MYSQL } from '../../services/mysql/options.ts'
import type { ServiceSpec, ServicesOptions } from '../../services/options.ts'
import { SECOND } from '../../time.ts'
import type { Runs } from '../runs.ts'
import { service } from '../schema/services.ts'
import type { Path } from '../text/node.ts'
import { didYouMean } from '../text/suggest.ts'
import { NAME, NAME_RULE } from './names.ts'
import type { Reader } from './reader.ts'

export const USUAL_START = 2 * SECOND
export const USUAL_STOP = SECOND

const OF_MYSQL = ['recovery', 'install', 'directory', 'bind', 'flush-log'] as const
const OF_APACHE = ['autostart', 'listens'] as const
const OF_ANY = ['start', 'stop', 'needs', 'enabled'] as const

type Said = ReturnType<typeof service.schema.parse>

/** What serves on a machine; undefined: nothing is said of that. */
export function readServices(reader: Reader, host: Path, system: Runs | undefined): ServicesOptions | undefined {
  const path = [...host, 'services']
  if (reader.at(path) === undefined) return undefined
  const names = reader.names(path, 'a service', NAME, NAME_RULE)
  return system?.runs === 'kernel' ? { local: readLocal(reader, path, names) } : readDebian(reader, path, names)
}

/** The packages of Debian. */
function readDebian(reader: Reader, path: Path, names: readonly string[]): ServicesOptions {
  for (const name of names.filter((one) => one !== 'apache2')) {
    const instead = didYouMean(name, ['apache2']) || '; leave it out'
    reader.complain([...path, name], `${name} is of FreeBSD here, and apache2 of Debian${instead}`, 'key')
  }
  const said = names.includes('apache2') ? reader.check(service, [...path, 'apache2']) : undefined
  if (said === undefined) return {}
  refuse(reader, [...path, 'apache2'], said, [...OF_MYSQL, ...OF_ANY], 'of services of FreeBSD')
  return { apache2: apacheOf(said) }
}

function apacheOf({ autostart = true, listens }: Said): ApacheOptions {
  return { autostart, ...(listens && { listens: [listens] }) }
}

/** What has a start-up script of FreeBSD. */
function readLocal(reader: Reader, path: Path, names: readonly string[]): ServiceSpec[] {
  return names.flatMap((name) => {
    const said = reader.check(service, [...path, name])
    if (said === undefined) return []
    refuse(reader, [...path, name], said, OF_APACHE, 'of apache2 of Debian alone')
    const enabled = said.enabled === false ? ({ enabled: false } as const) : {}
    if (name === 'mysql') return [mysql(said, enabled)]
    refuse(reader, [...path, name], said, OF_MYSQL, 'of mysql alone')
    const { start = USUAL_START, stop = USUAL_STOP, needs } = said
    return [{ name, start, stop, ...(needs !== undefined && { needs }), ...enabled }]
  })
}

function refuse(reader: Reader, path: Path, said: Said, keys: readonly (keyof Said)[], whose: string): void {
  for (const key of keys)
    if (said[key] !== undefined) reader.complain([...path, key], `${key} is ${whose}; leave it out`, 'key')
}

function mysql(said: Said, enabled: { readonly enabled?: false }): ServiceSpec {
  const { start, stop, recovery, install, needs, bind } = said
  const directory = said.directory ?? (needs === undefined ? undefined : `${needs.replace(/\/$/, '')}/mysql`)
  const flushLog = (said['flush-log'] ?? USUAL_MYSQL.flushLog) as 0 | 1 | 2
  return {
    name: 'mysql',
    ...USUAL_MYSQL,
    flushLog,
    ...(start !== undefined && { start }),
    ...(stop !== undefined && { stop }),
    ...(recovery !== undefined && { recovery }),
    ...(install !== undefined && { install }),
    ...(directory !== undefined && { directory }),
    ...(bind !== undefined && { bind: formatIpv4(bind) }),
    ...enabled,
  }
}
