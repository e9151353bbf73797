import { eachAlone } from '../../host/carp.ts'
import type { GroupSpec } from '../scenario.ts'
import { shown } from '../text/printable.ts'
import { listed, suggestion } from '../text/suggest.ts'
import type { Hosts } from './hosts.ts'
import { NAME, NAME_RULE } from './names.ts'
import type { Reader } from './reader.ts'

/** Named lists of `network/vhid`, in file order. */
export function readGroups(reader: Reader, hosts: Hosts): GroupSpec[] {
  const there = membersOf(hosts)
  const example = listed(there?.length ? there : ['wan/1', 'lan/2'])
  const aGroup = `a group is a list of virtual hosts on networks, such as [${example}]`
  const taken = new Map<string, string>()
  return reader.names(['groups'], 'a group', NAME, NAME_RULE).map((name) => {
    const path = ['groups', name]
    const items = reader.items(path, aGroup)
    if (items.length === 0 && reader.at(path)?.kind === 'list') reader.complain(path, aGroup)
    for (const item of items) {
      const member = reader.text(item)
      const before = taken.get(member)
      if (before !== undefined) reader.complain(item, `${shown(member)} is in ${before} already; leave one of them out`)
      else if (!/^[a-z][a-z0-9-]*\/[1-9]\d{0,2}$/.test(member)) reader.complain(item, aGroup)
      else if (there !== undefined && !there.includes(member)) {
        const left = there.filter((other) => !taken.has(other))
        const instead = suggestion(member, left, 'in no group yet') || '; leave it out'
        reader.complain(item, `no machine has ${member}${instead}`)
      }
      taken.set(member, name)
    }
    return { name, members: items.map((item) => reader.text(item)) }
  })
}

/** What hosts share: network and vhid. Undefined: some host could not be read. */
function membersOf(hosts: Hosts): string[] | undefined {
  const all = [...hosts.values()]
  if (all.includes(null)) return undefined
  const members = all.flatMap((known) =>
    eachAlone(known!.spec.carp).map(({ interface: on, vhid }) => {
      const { plug } = known!.spec.interfaces.find(({ name }) => name === on)!
      return `${plug}/${vhid}`
    }),
  )
  return [...new Set(members)]
}
