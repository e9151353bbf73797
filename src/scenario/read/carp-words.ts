import type { System } from '../../carp/system.ts'
import { formatIpv4, formatPrefix, isWithin } from '../../network/address.ts'
import type { InterfaceSpec, VhostSpec } from '../scenario.ts'
import type { Path } from '../text/node.ts'
import { shown } from '../text/printable.ts'
import type { Reader } from './reader.ts'

// Keys of a virtual host that are words of some systems' ifconfig alone.

/** Interface groups: on OpenBSD each has a demotion counter. */
export function checkGroups(reader: Reader, path: Path, groups: readonly string[], system: System): void {
  const at = [...path, 'groups']
  if (reader.at(at) !== undefined && !hasGroups(system)) {
    reader.complain(at, `${system.title} demotes no interface groups; leave groups out`, 'key')
  }
  groups.forEach((group, i) => {
    if (groups.indexOf(group) < i) {
      reader.complain([...at, i], `${shown(group)} is given twice; leave one of them out`)
    }
  })
}

export function hasGroups(system: System): boolean {
  return system.runs === 'kernel' && system.demotes === 'groups'
}

/** The machine that it advertises to, as the ifconfig of the system calls it: a neighbour on the same interface. */
export function checkPeer(
  reader: Reader,
  path: Path,
  vhost: VhostSpec,
  card: InterfaceSpec | undefined,
  system: System,
): void {
  const word = system.runs === 'kernel' ? system.peer : undefined
  for (const key of ['peer', 'carppeer']) {
    const at = [...path, key]
    if (reader.at(at) === undefined) continue
    if (key !== word) {
      const instead =
        word === undefined ? `advertises to all alone; leave ${key} out` : `calls it ${word}; write ${word}`
      reader.complain(at, `${system.title} ${instead}`, 'key')
    } else if (vhost.peer !== undefined && card !== undefined) {
      const wrong = peerProblem(vhost.peer, card)
      if (wrong !== undefined) reader.complain(at, wrong)
    }
  }
}

/** Why advertisements of an interface do not go to a peer. */
function peerProblem(peer: number, { name, address }: InterfaceSpec): string | undefined {
  if (peer === address.address)
    return `${formatIpv4(peer)} is the address of ${name} itself; write that of the other machine`
  if (isWithin(peer, address)) return undefined
  return `${formatIpv4(peer)} is not in the subnet of ${name}; write an address in ${formatPrefix(address)}`
}
