import type { VirtualRouter } from '../../services/vrrp/options.ts'
import type { Runs } from '../runs.ts'
import { virtualRouter } from '../schema/virtual-router.ts'
import type { Path } from '../text/node.ts'
import type { Reader } from './reader.ts'
import { interfaceOf } from './virtual-hosts.ts'

/** The virtual routers of a client, in file order; undefined: it has none. */
export function readVirtualRouters(reader: Reader, host: Path, system: Runs | undefined): VirtualRouter[] | undefined {
  const at = [...host, 'vrrp']
  if (reader.at(at) === undefined) return undefined
  if (system !== undefined && system.runs !== 'nothing') {
    reader.complain(at, `${system.title} runs CARP; give the router a machine of its own, with system: client`, 'key')
  }
  const list = reader.items(at, 'vrrp is a list of virtual routers: vrrp: [{ vrid: 1, addresses: [10.0.0.254] }]')
  const taken = new Set<string>()
  return list.flatMap((path) => {
    const said = reader.check(virtualRouter, path)
    const on = said && interfaceOf(reader, path, said.interface, reader.keys([...host, 'interfaces']))
    if (said === undefined || on === undefined) return []
    const name = `${on}/${said.vrid}`
    if (taken.has(name)) {
      reader.complain([...path, 'vrid'], `${on} has vrid ${said.vrid} already; give this one another number`)
    }
    taken.add(name)
    return [{ ...said, interface: on }]
  })
}
