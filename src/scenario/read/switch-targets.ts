import type { OnPower } from '../power.ts'
import { ownCable, portOf } from './cables.ts'
import { portsOf } from './ports.ts'
import { hostOrPower } from './power.ts'
import type { Targets } from './targets.ts'

/** A cable between switches, or an interface with its cable. */
export function cable(on: Targets): { cable: string } | { host: string; interface: string } | undefined {
  const { cables } = on.names.switches
  if (cables.has(on.text)) return { cable: on.text }
  const port = portOf(on)
  if (port !== undefined) return port
  const hosts = [...on.names.hosts.keys()]
  const names = /^[a-z][a-z0-9-]*$/.test(on.text) ? [...cables.keys(), ...hosts] : hosts
  if (names.length === hosts.length || names.includes(on.text)) return ownCable(on)
  on.reader.unknown(on.at, 'cable or host', on.text, names)
  return undefined
}

/** A switch, a machine, or all that hang on a power supply: what has a plug of its own. */
export function powered(on: Targets): { switch: string } | OnPower | { host: string } | undefined {
  const { all } = on.names.switches
  if (all.has(on.text)) return { switch: on.text }
  if (all.size === 0) return hostOrPower(on)
  const supplies = on.names.power.map(({ name }) => name)
  const hosts = [...on.names.hosts.keys()]
  if ([...hosts, ...supplies].includes(on.text) || !/^[a-z][a-z0-9-]*$/.test(on.text)) return hostOrPower(on)
  const kind = supplies.length > 0 ? 'host, switch or power supply' : 'host or switch'
  on.reader.unknown(on.at, kind, on.text, [...hosts, ...all.keys(), ...supplies])
  return undefined
}

/** `sw1:fw1.em0` */
export function port(on: Targets): { switch: string; port: string } | undefined {
  const { hosts, switches } = on.names
  const [at = '', name = '', ...more] = on.text.split(':')
  const all = [...switches.all.keys()].flatMap((one) => portsOf(switches, hosts, one).map((of) => `${one}:${of}`))
  if (all.includes(on.text)) return { switch: at, port: name }
  if (name === '' || more.length > 0) return on.wrong(`here comes a port of a switch: ${all[0] ?? 'sw1:fw1.em0'}`)
  on.reader.unknown(on.at, 'port', on.text, all)
  return undefined
}

/** A port that may die: of a switch, or one of several that an interface is made of. */
export function mortal(
  on: Targets,
): { switch: string; port: string } | { host: string; interface: string } | undefined {
  if (on.text.includes(':')) return port(on)
  const own = portOf(on)
  if (own !== undefined) return own
  const card = on.interface()
  if (card === undefined) return undefined
  const name = `${card.host}.${card.interface}`
  const { switch: at, bundle } = on.known(card.host).spec.interfaces.find((one) => one.name === card.interface)!
  if (bundle !== undefined) return ownCable(on)
  const instead = at === undefined ? `cut: any -> ${name} or cut: ${name} -> any` : `${at}:${name}`
  return on.wrong(`a port of a switch, or of an interface that has several, dies; for ${name} write ${instead}`)
}

/** A whole switch, or a port of one. */
export function switchOrPort(on: Targets): { switch: string; port?: string } | undefined {
  const { all } = on.names.switches
  if (all.has(on.text)) return { switch: on.text }
  if (on.text.includes(':')) return port(on)
  on.reader.unknown(on.at, 'switch', on.text, [...all.keys()])
  return undefined
}
