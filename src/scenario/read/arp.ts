import { type ArpPolicy, DEFAULT_ARP, type FixedEntry, LINUX_AGE } from '../../host/ip/options.ts'
import { isWithin, parseMac } from '../../network/address.ts'
import { SECOND } from '../../time.ts'
import { readAddress } from '../schema/addresses.ts'
import * as schema from '../schema/ip.ts'
import type { Path } from '../text/node.ts'
import { shown } from '../text/printable.ts'
import type { Reader } from './reader.ts'
import { type Cards, subnets } from './requests.ts'

/** IOS forgets an address after 14,400 s; Windows has the rules and, nearly, the times of Linux. */
const AGES = { freebsd: DEFAULT_ARP.age, linux: LINUX_AGE, windows: LINUX_AGE, ios: 14_400 * SECOND } as const
const STATIC = 'static is addresses, and where each of them is: static: { 10.0.0.3: 00:00:5e:00:01:01 }'

/** How a host keeps its ARP table; what goes without saying is DEFAULT_ARP itself. */
export function readArp(reader: Reader, path: Path, cards: Cards | null): ArpPolicy {
  if (reader.at(path) === undefined) return DEFAULT_ARP
  const said = reader.check(schema.arp, path)
  const fixed = readStatic(reader, [...path, 'static'], cards)
  if (said === undefined) return DEFAULT_ARP
  const { like, gratuitous, age = AGES[like], requery } = said
  const linux = like === 'linux' || like === 'windows'
  if (linux && !requery) reader.complain([...path, 'requery'], `${like} always asks again; leave requery out`, 'key')
  const isUsual = gratuitous === DEFAULT_ARP.gratuitous && age === DEFAULT_ARP.age && requery && !linux
  if (isUsual && fixed.length === 0) return DEFAULT_ARP
  return {
    gratuitous,
    age,
    ...(linux && { rules: 'linux' as const }),
    ...(!requery && { requery: false as const }),
    ...(fixed.length > 0 && { fixed }),
  }
}

function readStatic(reader: Reader, path: Path, cards: Cards | null): FixedEntry[] {
  const node = reader.at(path)
  if (node !== undefined && node.kind !== 'map') reader.complain(path, STATIC)
  return reader.keys(path).flatMap((key) => {
    const at = [...path, key]
    const address = readAddress(key)
    const mac = parseMac(reader.text(at))
    if (typeof address !== 'number')
      reader.complain(at, `${shown(key)} is no IPv4 address of a machine; ${STATIC}`, 'key')
    else if (cards && !cards.some((card) => isWithin(address, card.address))) {
      reader.complain(
        at,
        `${key} is in no subnet of this machine (${subnets(cards)}); write an address in one of them`,
        'key',
      )
    }
    if (mac === undefined) reader.complain(at, 'an entry is the address of one card, such as 00:00:5e:00:01:01')
    return typeof address === 'number' && mac !== undefined ? [{ address, mac }] : []
  })
}
