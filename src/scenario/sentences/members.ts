import { eachAlone } from '../../host/carp.ts'
import type { Part, VhostName } from '../../trace/sentence.ts'
import type { HostSpec } from '../scenario.ts'
import { listed } from '../text/suggest.ts'

/** A virtual host, and the group that it is of, such as `lan/1`. */
export interface Member extends VhostName {
  readonly group: string
}

export function membersOf(name: string, { interfaces, carp }: Pick<HostSpec, 'interfaces' | 'carp'>): Member[] {
  return eachAlone(carp).map(({ interface: on, vhid }) => {
    const network = interfaces.find((card) => card.name === on)?.plug ?? on
    return { host: name, interface: on, vhid, group: `${network}/${vhid}` }
  })
}

export function isNamed(member: Member, { host, interface: on, vhid }: Part): boolean {
  return member.host === host && member.interface === (on ?? member.interface) && member.vhid === (vhid ?? member.vhid)
}

export function nameOf({ host, interface: on, vhid }: VhostName): string {
  return `${host}.${on}/${vhid}`
}

export function listOf(members: readonly Member[]): string {
  return members.length === 0 ? '' : `; it has ${listed(members.map(nameOf))}`
}

export function plain({ host, interface: on, vhid }: Member): VhostName {
  return { host, interface: on, vhid }
}
