import type { Path } from '../text/node.ts'
import { listed } from '../text/suggest.ts'
import type { Hosts } from './hosts.ts'
import type { Reader } from './reader.ts'
import type { Switches } from './switches.ts'

/** What the ports of a switch are called: the interfaces and cables that are plugged in, in file order. */
export function portsOf({ cables }: Switches, hosts: Hosts, at: string): string[] {
  const stations = [...hosts].flatMap(([host, known]) =>
    (known?.spec.interfaces ?? []).flatMap((card) => (card.switch === at ? [`${host}.${card.name}`] : [])),
  )
  return [...stations, ...cablesOf({ cables }, at)]
}

/** What is said of a port is said of one that there is. */
export function checkPorts(reader: Reader, switches: Switches, hosts: Hosts): void {
  for (const [name, at] of switches.all) {
    const there = portsOf(switches, hosts, name)
    checkNamed(reader, ['switches', name, 'teaming', 'uplinks'], cablesOf(switches, name), 'cable of this switch')
    const groups = ['switches', name, 'snooping', 'static']
    for (const group of reader.keys(groups)) checkNamed(reader, [...groups, group], there, 'port of this switch')
    for (const port of at?.ports ?? []) {
      const path = ['switches', name, 'ports', port.name]
      // Of a host that could not be read nobody knows where it is plugged in.
      if (!there.includes(port.name) && hosts.get(port.name.split('.')[0]!) !== null) {
        const known = there.length === 0 ? 'nothing is' : `there are ${listed(there)}`
        reader.complain(path, `${port.name} is not plugged into ${name}; ${known}`, 'key')
      } else if (port.vlan !== undefined && cablesOf(switches, name).includes(port.name)) {
        const instead = `cables: { ${port.name}: { between: …, vlans: [${port.vlan}] } }`
        reader.complain([...path, 'vlan'], `a cable carries VLANs, and is in none; write ${instead}`, 'key')
      }
    }
  }
}

/** Each item of a list is one of some names. */
function checkNamed(reader: Reader, path: Path, known: readonly string[], kind: string): void {
  const node = reader.at(path)
  if (node?.kind !== 'list') return
  node.items.forEach((item, i) => {
    if (item.kind !== 'text' || !known.includes(item.text))
      reader.unknown([...path, i], kind, reader.text([...path, i]), known)
  })
}

function cablesOf({ cables }: Pick<Switches, 'cables'>, at: string): string[] {
  return [...cables].flatMap(([name, cable]) => (cable?.ends.includes(at) ? [name] : []))
}
