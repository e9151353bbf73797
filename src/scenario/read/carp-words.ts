import type { KernelSystem, System } from '../../carp/system.ts'
import { formatAddress } from '../../network/address.ts'
import type { InterfaceSpec, VhostSpec } from '../scenario.ts'
import type { Path } from '../text/node.ts'
import { shown } from '../text/printable.ts'
import type { Reader } from './reader.ts'
import { networksOf } from './requests.ts'

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

/** The MAC of a carp interface. */
export function checkLladdr(reader: Reader, path: Path, { nodes }: VhostSpec, system: System): void {
  const at = [...path, 'lladdr']
  if (reader.at(at) === undefined) return
  if (system.runs !== 'kernel' || !system.hasLladdr) {
    reader.complain(at, `${system.title} gives no virtual host a MAC of its own; leave lladdr out`, 'key')
  } else if (nodes !== undefined) {
    reader.complain(at, 'carpsim plays lladdr for one vhid alone; leave it out, or carpnodes', 'key')
  }
}

/** The words that name a machine to which alone something is advertised. */
export const PEERS = ['peer', 'carppeer', 'peer6'] as const

/** Which of these words the ifconfig of a system has, for each of those that a file may say. */
const PEER_WORDS: Readonly<Record<NonNullable<KernelSystem['peer']>, readonly string[]>> = {
  peer: ['peer', 'peer6'],
  carppeer: ['carppeer'],
}

/** The words of a system for those machines. */
export function peerWords(system: System): readonly string[] {
  return system.runs === 'kernel' && system.peer !== undefined ? PEER_WORDS[system.peer] : []
}

/** The machines that it advertises to, as the ifconfig of the system calls them; over routers, if need be. */
export function checkPeers(
  reader: Reader,
  path: Path,
  { peer, peer6 }: VhostSpec,
  card: InterfaceSpec | undefined,
  system: System,
): void {
  const called = system.runs === 'kernel' ? system.peer : undefined
  const words = peerWords(system)
  for (const key of PEERS) {
    const at = [...path, key]
    if (reader.at(at) === undefined) continue
    const given = key === 'peer6' ? peer6 : peer
    if (!words.includes(key)) {
      const instead =
        key === 'peer6' || called === undefined
          ? `advertises to all alone${key === 'peer6' ? ' on IPv6' : ''}; leave ${key} out`
          : `calls it ${called}; write ${called}`
      reader.complain(at, `${system.title} ${instead}`, 'key')
    } else if (given !== undefined && card !== undefined && networksOf(card).some(({ address }) => address === given)) {
      reader.complain(
        at,
        `${formatAddress(given)} is the address of ${card.name} itself; write that of the other machine`,
      )
    }
  }
}
