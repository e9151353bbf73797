import type { BundleMode, BundleOptions } from '../../host/bundle.ts'
import type { Path } from '../text/node.ts'
import { shown } from '../text/printable.ts'
import { INTERFACE_NAME, INTERFACE_RULE } from './names.ts'
import type { Reader } from './reader.ts'

interface Said {
  readonly ports?: readonly string[]
  readonly mode?: BundleMode
}

/** What an interface is made of; nothing: it is a card. */
export function readBundle(reader: Reader, path: Path, { ports, mode }: Said): { bundle?: BundleOptions } {
  if (ports === undefined) {
    if (mode !== undefined) reader.complain([...path, 'mode'], 'mode goes with ports: [em0, em1]', 'key')
    return {}
  }
  ports.forEach((name, i) => {
    if (INTERFACE_NAME.test(name)) return
    reader.complain([...path, 'ports', i], `${shown(name)} is no name of a port; ${INTERFACE_RULE}`)
  })
  return { bundle: { mode: mode ?? 'failover', ports } }
}

/** Each port is one of its own. */
export function checkBundles(
  reader: Reader,
  path: Path,
  cards: ReadonlyMap<string, { bundle?: BundleOptions } | undefined>,
) {
  const taken = new Map([...cards.keys()].map((name) => [name, 'an interface']))
  for (const [name, card] of cards) {
    card?.bundle?.ports.forEach((port, i) => {
      const before = taken.get(port)
      if (before !== undefined)
        reader.complain([...path, name, 'ports', i], `${port} is ${before} already; leave one out`)
      taken.set(port, `a port of ${name}`)
    })
  }
}
