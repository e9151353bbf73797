import type { System } from '../../carp/system.ts'
import type { Tracked } from '../../host/kernel/tracking.ts'
import type { Path } from '../text/node.ts'
import { hasGroups } from './carp-words.ts'
import type { Reader } from './reader.ts'

/** ifconfig(8) of OpenBSD: carpdemote takes so much at once. */
const MOST_OF_GROUPS = 128
const MOST = 1_000_000

/** The interfaces that a host tracks, in file order; undefined: none. */
export function readTracked(
  reader: Reader,
  host: Path,
  cards: readonly string[],
  system: System | undefined,
): Tracked[] | undefined {
  const path = [...host, 'track']
  if (system === undefined || reader.at(path) === undefined) return undefined
  if (system.runs !== 'kernel' || !system.demotable) {
    reader.complain(path, `${system.title} has no demotion counter to write to; leave track out`, 'key')
    return undefined
  }
  const most = hasGroups(system) ? MOST_OF_GROUPS : MOST
  const tracked = reader.names(path, 'an interface', /^/, '').flatMap((name) => {
    const at = [...path, name]
    if (!cards.includes(name)) reader.unknown(at, 'interface', name, cards)
    const text = reader.text(at)
    const demotion = /^[1-9]\d{0,6}$/.test(text) ? Number(text) : 0
    if (demotion >= 1 && demotion <= most) return [{ interface: name, demotion }]
    reader.complain(at, `what is tracked demotes by a whole number from 1 to ${most}, such as ${name}: 120`)
    return []
  })
  return tracked.length === 0 ? undefined : tracked
}
