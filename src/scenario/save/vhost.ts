import { systemNamed } from '../../carp/systems/index.ts'
import { formatIpv4, formatPrefix } from '../../network/address.ts'
import { formatIpv6 } from '../../network/ipv6.ts'
import type { VhostSpec } from '../scenario.ts'
import type { Fields } from './fields.ts'

/** A virtual host in the words of a scenario. */
export function vhostFields({ addresses, password, advbase, ...vhost }: VhostSpec, system: string): Fields {
  const runs = systemNamed(system)
  const needsPassword = runs?.runs === 'daemon'
  const peerWord = (runs?.runs === 'kernel' && runs.peer) || 'peer'
  const { vhid, advskew, nodes, balancing } = vhost
  return {
    vhid: nodes ? undefined : String(vhid),
    carpnodes: nodes?.map((node) => `${node.vhid}:${node.advskew}`),
    balancing,
    interface: vhost.interface,
    addresses: addresses.map(formatPrefix),
    password: password === '' && !needsPassword ? undefined : password,
    advbase: advbase === 1 ? undefined : String(advbase),
    advskew: nodes ? undefined : String(advskew),
    groups: vhost.groups,
    lladdr: vhost.lladdr,
    [peerWord]: vhost.peer === undefined ? undefined : formatIpv4(vhost.peer),
    peer6: vhost.peer6 === undefined ? undefined : formatIpv6(vhost.peer6),
  }
}
