import type { NoElection, System, Userland } from '../../carp/system.ts'
import type { Files } from '../../config/files.ts'
import { parseSyslogConf } from '../../config/syslog-conf.ts'
import { NOTHING, Setup } from './common.ts'
import { debianSettings } from './debian.ts'
import { freebsdSettings } from './freebsd.ts'
import { openbsdSettings } from './openbsd.ts'
import type { Card, MachineSettings } from './settings.ts'

/** Whose files a machine reads. */
export type Kind = 'FreeBSD' | 'OpenBSD' | 'Debian' | 'nobody'

const KINDS: Readonly<Record<Userland, Kind>> = {
  'FreeBSD 9': 'FreeBSD',
  'FreeBSD 10': 'FreeBSD',
  'FreeBSD 14': 'FreeBSD',
  'OpenBSD 4': 'OpenBSD',
  'OpenBSD 7': 'OpenBSD',
  'NetBSD 7': 'nobody',
  Debian: 'Debian',
}

/** Files that a boot reads, and of whom. */
const READ: readonly (readonly [pattern: RegExp, by: readonly Kind[], what: string])[] = [
  [/^\/etc\/rc\.conf$/, ['FreeBSD'], 'rc.conf(5) of FreeBSD'],
  [/^\/boot\/loader\.conf$/, ['FreeBSD'], 'loader.conf(5) of FreeBSD'],
  [/^(?:\/etc\/devd\.conf|(?:\/usr\/local)?\/etc\/devd\/.*)$/, ['FreeBSD'], 'devd.conf(5) of FreeBSD'],
  [/^\/etc\/sysctl\.conf$/, ['FreeBSD', 'OpenBSD'], 'sysctl.conf(5)'],
  [/^\/etc\/(?:hostname\..+|myname|mygate)$/, ['OpenBSD'], 'a file of netstart(8) of OpenBSD'],
  [/^\/etc\/network\/interfaces$/, ['Debian'], 'interfaces(5) of Debian'],
  [/^\/etc\/rc\.conf\.(?:local|d\/.*)$/, [], 'more of rc.conf, of which nothing is simulated'],
]

/**
 * What a machine makes of its files at boot. The same files, system and cards give the same settings: whoever edits a
 * file asks again.
 *
 * @param cards - the network cards that it has, with the addresses that they have without its files
 */
export function settingsOf(files: Files, system: System | NoElection, cards: readonly Card[]): MachineSettings {
  const setup = new Setup(files, cards)
  const kind = kindOf(system)
  const settings = read(setup, system, kind)
  for (const [path, text] of Object.entries(files)) {
    const known = READ.find(([pattern]) => pattern.test(path))
    if (known === undefined || known[1].includes(kind)) continue
    setup.notes.whole(
      path,
      text,
      'not-read',
      `a boot of ${system.title} does not read this file here: it is ${known[2]}`,
    )
  }
  for (const path of LOG_RULES) setup.notes.add(path, parseSyslogConf(setup.text(path) ?? '').findings)
  return { ...settings, findings: inOrder(setup, files) }
}

/** What syslogd(8) reads, or rsyslogd. */
const LOG_RULES = ['/etc/syslog.conf', '/etc/rsyslog.conf']

/** Whose files it reads. */
export function kindOf(system: System | NoElection): Kind {
  return system.runs !== 'nothing' && system.userland ? KINDS[system.userland] : 'nobody'
}

function read(setup: Setup, system: System | NoElection, kind: Kind): Omit<MachineSettings, 'findings'> {
  if (system.runs === 'daemon') return debianSettings(setup, system)
  if (system.runs !== 'kernel' || kind === 'nobody') return NOTHING
  return kind === 'FreeBSD' ? freebsdSettings(setup, system) : openbsdSettings(setup, system)
}

/** File by file, each from its top. */
function inOrder({ notes }: Setup, files: Files): MachineSettings['findings'] {
  const order = new Map(Object.keys(files).map((path, i) => [path, i]))
  return notes.all.sort((a, b) => order.get(a.file)! - order.get(b.file)! || a.place.start - b.place.start)
}
