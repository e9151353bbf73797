import type { NoElection, System } from '../../carp/system.ts'
import type { Files } from '../../config/files.ts'
import { parseInterfaces } from '../../config/interfaces.ts'
import { readRcConf } from '../../config/rc-settings.ts'
import { kindOf } from './settings-of.ts'

/** Interfaces that are made, and no cards. */
const MADE = /^(?:carp|lo|vlan|bridge|gif|gre|lagg|trunk|pfsync|pflog|tun|tap|wg|enc)\d+$|^lo$|:/

/** The cards that the files of a machine speak of. */
export function cardsNamed(files: Files, system: System | NoElection): string[] {
  const names = {
    FreeBSD: () => readRcConf(files['/etc/rc.conf'] ?? '').lines.map((line) => line.interface),
    OpenBSD: () => Object.keys(files).flatMap((path) => /^\/etc\/hostname\.(.+)$/.exec(path)?.[1] ?? []),
    Debian: () =>
      parseInterfaces(files['/etc/network/interfaces'] ?? '').settings.flatMap((stanza) =>
        stanza.kind === 'iface' ? [stanza.name.text] : [],
      ),
    nobody: () => [],
  }[kindOf(system)]()
  return [...new Set(names)].filter((name) => !MADE.test(name))
}
