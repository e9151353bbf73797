import type { OnPower, PowerSpec } from '../power.ts'
import { shown } from '../text/printable.ts'
import type { Hosts } from './hosts.ts'
import { NAME, NAME_RULE } from './names.ts'
import type { Reader } from './reader.ts'
import type { Switches } from './switches.ts'
import type { Targets } from './targets.ts'

/** The power supplies with what hangs on each, in file order. */
export function readPower(reader: Reader, hosts: Hosts, switches: Switches): PowerSpec[] {
  const all = [...hosts.keys(), ...switches.all.keys()]
  const example = all.slice(0, 2).join(', ') || 'fw1, sw1'
  const aSupply = `what hangs on a power supply is a list of machines, such as [${example}]`
  const taken = new Map<string, string>()
  return reader.names(['power'], 'a power supply', NAME, NAME_RULE).map((name) => {
    const path = ['power', name]
    if (all.includes(name))
      reader.complain(
        path,
        `${name} is a ${hosts.has(name) ? 'host' : 'switch'}; give the power supply another name`,
        'key',
      )
    const items = reader.items(path, aSupply)
    if (items.length === 0 && reader.at(path)?.kind === 'list') reader.complain(path, aSupply)
    for (const item of items) {
      const member = reader.text(item)
      const before = taken.get(member)
      if (before !== undefined) reader.complain(item, `${shown(member)} hangs on ${before} already; leave one out`)
      else if (!all.includes(member))
        reader.unknown(item, switches.all.size > 0 ? 'host or switch' : 'host', member, all)
      taken.set(member, name)
    }
    return { name, members: items.map((item) => reader.text(item)) }
  })
}

/** A machine, or all of a power supply. */
export function hostOrPower(on: Targets): OnPower | { host: string } | undefined {
  const supply = supplyNamed(on)
  const { hosts, power } = on.names
  if (supply !== undefined) return supply
  if (power.length === 0 || hosts.has(on.text) || !NAME.test(on.text)) return on.host()
  on.reader.unknown(on.at, 'host or power supply', on.text, [...hosts.keys(), ...power.map(({ name }) => name)])
  return undefined
}

export function powerSupply(on: Targets): OnPower | undefined {
  const supply = supplyNamed(on)
  if (supply !== undefined) return supply
  const names = on.names.power.map(({ name }) => name)
  if (names.length > 0) on.reader.unknown(on.at, 'power supply', on.text, names)
  else on.wrong('there is no power supply; write power: { pdu1: [fw1, fw2] } beside hosts')
  return undefined
}

function supplyNamed({ names, text }: Targets): OnPower | undefined {
  const supply = names.power.find(({ name }) => name === text)
  return supply && { power: supply.name, members: supply.members }
}
