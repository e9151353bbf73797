import type { Protocol } from '../../host/packet-filter.ts'
import * as read from '../schema/fields.ts'

/** Those protocols of which anything is ever sent, by number too. */
const PROTOCOLS: Readonly<Record<string, Protocol>> = {
  carp: 'carp',
  '112': 'carp',
  icmp: 'icmp',
  '1': 'icmp',
  arp: 'arp',
  icmp6: 'icmp6',
  '58': 'icmp6',
  tcp: 'tcp',
  '6': 'tcp',
  pfsync: 'pfsync',
  '240': 'pfsync',
}

export function protocol(key: string) {
  return read.field(
    `${key} is carp (112), icmp (1), tcp (6), pfsync (240), arp or icmp6 (58): nothing else is ever sent`,
    (value) => (Object.hasOwn(PROTOCOLS, value) ? PROTOCOLS[value] : undefined),
  )
}
