import { servicesOf } from '../../services/install.ts'
import type { HostSpec } from '../scenario.ts'

type Serving = Pick<HostSpec, 'files' | 'services' | 'writer'>

/** What may serve on a machine, by name. */
export function servedBy(host: Serving): readonly string[] {
  const { apache2 } = host.services ?? {}
  return [...servicesOf(host).map(({ name }) => name), ...(apache2 ? ['apache2'] : [])]
}

/** Names of data that are written: of a MySQL, of what applications write, and of the machines that write. */
export function dataOf(hosts: ReadonlyMap<string, Serving | null>): readonly string[] {
  const names = [...hosts].flatMap(([name, host]) => {
    if (host === null) return []
    const served = servicesOf(host).flatMap((one) => (one.name === 'mysql' ? ['mysql'] : []))
    const { writer } = host
    return [...served, ...(writer === undefined ? [] : ['on' in writer ? writer.of : name])]
  })
  return [...new Set(names)]
}
