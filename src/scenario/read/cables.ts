import { listed } from '../text/suggest.ts'
import type { Targets } from './targets.ts'

interface Pulled {
  readonly host: string
  readonly interface: string
}

/** A port of an interface that has several; undefined: it is none. */
export function portOf(on: Targets): Pulled | undefined {
  const [, host = '', name = ''] = /^([^.]*)\.(.*)$/.exec(on.text) ?? []
  const cards = on.names.hosts.get(host)?.spec.interfaces ?? []
  return cards.some(({ bundle }) => bundle?.ports.includes(name)) ? { host, interface: name } : undefined
}

/** An interface with a cable of its own. */
export function ownCable(on: Targets): Pulled | undefined {
  const target = on.interface()
  const bundle = target && on.known(target.host).spec.interfaces.find((card) => card.name === target.interface)?.bundle
  if (bundle === undefined) return target
  const ports = bundle.ports.map((port) => `${target!.host}.${port}`)
  return on.wrong(`${target!.interface} has a cable for each of its ports; write ${listed(ports, ' or ')}`)
}
