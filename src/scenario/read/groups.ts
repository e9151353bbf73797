import type { GroupSpec } from '../scenario.ts'
import type { Path } from '../text/node.ts'
import { shown } from '../text/printable.ts'
import { suggestion } from '../text/suggest.ts'
import { type Hosts, NAME, NAME_RULE } from './hosts.ts'
import type { Reader } from './reader.ts'

const A_GROUP = 'a group is a list of virtual hosts on networks, such as [wan/1, lan/2]'

/** Named lists of `network/vhid`, in file order. */
export function readGroups(reader: Reader, hosts: Hosts): GroupSpec[] {
  const there = membersOf(hosts)
  const taken = new Map<string, string>()
  return reader.names(['groups'], 'a group', NAME, NAME_RULE).map((name) => {
    const path = ['groups', name]
    const items = reader.items(path, A_GROUP)
    if (items.length === 0 && reader.at(path)?.kind === 'list') reader.complain(path, A_GROUP)
    for (const item of items) {
      const member = reader.text(item)
      const before = taken.get(member)
      if (before !== undefined) reader.complain(item, `${shown(member)} is in ${before} already; leave one of them out`)
      else checkMember(reader, item, member, there)
      taken.set(member, name)
    }
    return { name, members: items.map((item) => reader.text(item)) }
  })
}

function checkMember(reader: Reader, path: Path, member: string, there: readonly string[] | undefined): void {
  if (!/^[a-z][a-z0-9-]*\/[1-9]\d{0,2}$/.test(member)) reader.complain(path, A_GROUP)
  else if (there !== undefined && !there.includes(member)) {
    reader.complain(path, `no machine has ${member}${suggestion(member, there, 'known')}`)
  }
}

/** What hosts share: network and vhid. Undefined: some host could not be read. */
function membersOf(hosts: Hosts): string[] | undefined {
  const all = [...hosts.values()]
  if (all.includes(null)) return undefined
  const members = all.flatMap((known) =>
    known!.spec.carp.map(({ interface: on, vhid }) => {
      const { plug } = known!.spec.interfaces.find(({ name }) => name === on)!
      return `${plug}/${vhid}`
    }),
  )
  return [...new Set(members)]
}
