import { formatIpv4, withPort } from '../../network/address.ts'
import type { ApacheOptions } from '../../services/http/options.ts'
import { PORT } from '../../services/mysql/messages.ts'
import { USUAL_MYSQL } from '../../services/mysql/options.ts'
import { isMysql, type MysqlSpec, type ServiceSpec, type ServicesOptions } from '../../services/options.ts'
import { formatTime, type Micros } from '../../time.ts'
import { USUAL_START, USUAL_STOP } from '../read/services.ts'
import { USUAL_DATABASE } from '../read/writer.ts'
import type { HostSpec } from '../scenario.ts'
import type { Fields } from './fields.ts'

/** What runs on a host besides its system. */
export function dataFields({ services, writer }: HostSpec, line: (fields: Fields) => unknown): Record<string, unknown> {
  return {
    ...(services && { services: servicesFields(services, line) }),
    ...(writer && { writer: line(writerFields(writer)) }),
  }
}

function servicesFields({ apache2, local = [] }: ServicesOptions, line: (fields: Fields) => unknown) {
  const named = local.map((one) => [one.name, line(serviceFields(one))] as const)
  return { ...(apache2 && { apache2: line(apacheFields(apache2)) }), ...Object.fromEntries(named) }
}

function apacheFields({ autostart, listens }: ApacheOptions): Fields {
  const where = listens?.map(({ address, port }) => (address === null ? `${port}` : withPort(address, port)))[0]
  return { ...(autostart ? {} : { autostart: 'false' }), ...(where && { listens: where }) }
}

function serviceFields(one: ServiceSpec): Fields {
  const enabled = one.enabled === false ? 'false' : undefined
  if (isMysql(one)) return { ...mysqlFields(one), enabled }
  const { start, stop, needs } = one
  return { start: unless(start, USUAL_START), stop: unless(stop, USUAL_STOP), needs, enabled }
}

function mysqlFields({ start, stop, recovery, install, flushLog, directory, bind }: MysqlSpec): Fields {
  return {
    start: unless(start, USUAL_MYSQL.start),
    stop: unless(stop, USUAL_MYSQL.stop),
    recovery: unless(recovery, USUAL_MYSQL.recovery),
    install: unless(install, USUAL_MYSQL.install),
    directory,
    bind,
    'flush-log': flushLog === USUAL_MYSQL.flushLog ? undefined : String(flushLog),
  }
}

function writerFields(writer: NonNullable<HostSpec['writer']>): Fields {
  const every = formatTime(writer.every)
  if ('on' in writer) return { on: writer.on, every }
  const { address, port, database } = writer
  return {
    to: typeof address === 'number' ? formatIpv4(address) : address,
    every,
    port: port === PORT ? undefined : String(port),
    database: database === USUAL_DATABASE ? undefined : database,
  }
}

function unless(time: Micros, usual: Micros): string | undefined {
  return time === usual ? undefined : formatTime(time)
}
