import type { Files } from '../config/files.ts'
import { readRcConf } from '../config/rc-settings.ts'
import type { Host } from '../host/host.ts'
import type { UserSpace } from '../host/user-space.ts'
import { Writer, type WriterOptions } from './data/writer.ts'
import { MysqlClient, type MysqlClientOptions } from './mysql/client.ts'
import { USUAL_MYSQL } from './mysql/options.ts'
import { MysqlService, SCRIPT } from './mysql/service.ts'
import { isMysql, type ServiceSpec, type ServicesOptions } from './options.ts'
import { LocalService } from './rc/local.ts'
import { scriptsOf } from './rc/scripts.ts'

/** What a machine has and runs besides its system. */
export interface Installed {
  readonly files?: Files
  readonly modes?: Readonly<Record<string, number>>
  readonly services?: Pick<ServicesOptions, 'local'>
  readonly writer?: WriterOptions | MysqlClientOptions
}

/** Whether there is anything of it. */
export function hasData(spec: Installed): boolean {
  return servicesOf(spec).length > 0 || spec.writer !== undefined
}

/** A machine with the start-up scripts of its services among its files; what it is given itself comes before those. */
export function withScripts<Spec extends Installed>(spec: Spec): Spec {
  const services = servicesOf(spec)
  if (services.length === 0) return spec
  const { files, modes } = scriptsOf(
    services.map((one) => ({ name: one.name, script: isMysql(one) ? SCRIPT : one.name })),
  )
  const given = spec.files ?? {}
  const own = Object.entries(modes).filter(([path]) => !Object.hasOwn(given, path))
  return { ...spec, files: { ...files, ...given }, modes: { ...Object.fromEntries(own), ...spec.modes } }
}

/** Puts services and applications on a machine that somebody works on. */
export function installServices(host: Host, space: UserSpace, spec: Installed): void {
  const { writer } = spec
  const services = servicesOf(spec)
  for (const one of services)
    space.add(isMysql(one) ? new MysqlService(host, space, one) : new LocalService(host, space, one))
  if (writer !== undefined)
    space.add('on' in writer ? new Writer(host, space, writer) : new MysqlClient(host, space, writer))
}

/** The services of a machine; whose rc.conf speaks of MySQL has that. */
export function servicesOf({ files, services }: Pick<Installed, 'files' | 'services'>): readonly ServiceSpec[] {
  const local = services?.local ?? []
  if (local.some(isMysql) || files === undefined) return local
  const { variables } = readRcConf(files['/etc/rc.conf'] ?? '')
  return variables.has('mysql_enable') ? [...local, { name: 'mysql', ...USUAL_MYSQL }] : local
}
