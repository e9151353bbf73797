import type { Files } from '../../config/files.ts'
import { cardsNamed } from '../../host/setup/cards-named.ts'
import type { MachineSettings } from '../../host/setup/settings.ts'
import { settingsOf } from '../../host/setup/settings-of.ts'
import { runsNamed } from '../runs.ts'
import type { DraftHost, HostNames } from './draft.ts'

/** The files of one machine, and what the place is called that they come from. */
export interface Tree {
  readonly name: string
  readonly files: Files
  readonly modes: Readonly<Record<string, number>>
}

/** Why no machine can be made of something. */
export class NoMachine extends Error {
  override readonly name = 'NoMachine'
}

/** What a boot reads: other files say nothing of the network. */
export const CONFIGURATION =
  /^\/(?:etc\/(?:rc\.conf|sysctl\.conf|devd\.conf|devd\/[^/]+|hostname\..+|myname|mygate|hostname|network\/interfaces)|boot\/loader\.conf|usr\/local\/etc\/devd\/[^/]+)$/

/**
 * A machine from its files.
 *
 * @param system - what it runs; else the files must show it
 * @throws NoMachine where they do not, or say too little
 */
export function fromFiles(tree: Tree, system: string | undefined, names: HostNames): DraftHost {
  const { name, files, modes } = tree
  const runs = runsNamed(system ?? systemOf(tree))!
  const cards = cardsNamed(files, runs).map((card) => ({ name: card }))
  const settings = settingsOf(files, runs, cards)
  const addressed = addressedOf(settings)
  if (addressed.length === 0) throw new NoMachine(`${name}: no file gives a real interface an IPv4 address`)
  const own = names.take(settings.hostname, name)
  return { name: own, system: runs.name, cards: addressed, carp: [], files, modes }
}

function addressedOf({ cards }: MachineSettings): DraftHost['cards'] {
  return cards.flatMap((card) => (card.address === undefined ? [] : [{ ...card, address: card.address }]))
}

/** By what only that system reads: carp interfaces in rc.conf are of FreeBSD up to 9, vhids on cards of later ones. */
function systemOf({ name, files }: Tree): string {
  const rc = files['/etc/rc.conf']
  if (rc !== undefined) {
    if (/^\s*(?:cloned_interfaces|ifconfig)_?.*carp\d/m.test(rc)) return 'freebsd-8'
    if (/^\s*ifconfig_\w+=.*\bvhid\b/m.test(rc)) return 'freebsd'
  }
  if (Object.keys(files).some((path) => path.startsWith('/etc/hostname.'))) return 'openbsd'
  if (/^\s*ucarp-vid\b/m.test(files['/etc/network/interfaces'] ?? '')) return 'ucarp'
  throw new NoMachine(`${name}: what system it is does not show, and its files configure no CARP; --system says it`)
}
