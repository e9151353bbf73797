import type { Files } from '../../config/files.ts'
import { type NameValue, parseSysctlConf } from '../../config/name-value.ts'
import { Text, type Word } from '../../config/text.ts'
import { type Ipv4, isOfMachine, isWithin, parseIpv4 } from '../../network/address.ts'
import { Cards } from './cards.ts'
import { Notes } from './notes.ts'
import type { Card, MachineSettings } from './settings.ts'

/** What is known while the files of a machine are read. */
export class Setup {
  readonly files: Files
  readonly cards: Cards
  readonly notes: Notes = new Notes()

  constructor(files: Files, cards: readonly Card[]) {
    this.files = files
    this.cards = new Cards(cards)
  }

  /** The text of a file; undefined: there is none. */
  text(path: string): string | undefined {
    return Object.hasOwn(this.files, path) ? this.files[path] : undefined
  }

  /** A file of one word: /etc/myname. */
  word(path: string): Word | undefined {
    const text = this.text(path) ?? ''
    const match = /\S+/.exec(text)
    const end = match && match.index + match[0].length
    return match ? { text: match[0], place: new Text(text).place(match.index, end!) } : undefined
  }

  /** The router that a file names, where it is a neighbour. */
  router(word: Word, file: string): Ipv4 | undefined {
    const address = parseIpv4(word.text)
    const own = this.cards.names.flatMap((name) => this.cards.addressOf(name) ?? [])
    const near = own.some((card) => address !== undefined && isWithin(address, card) && card.address !== address)
    if (address !== undefined && isOfMachine(address) && near) return address
    const says = `${word.text} is the IPv4 address of no other machine in a subnet of this one: there is no such route`
    this.notes.find(file, word, 'no-router', says)
    return undefined
  }
}

/** What a boot does where no file says anything. */
export const NOTHING: Omit<MachineSettings, 'findings'> = {
  cards: [],
  carp: [],
  sysctls: [],
  enabled: {},
  loader: [],
  devd: [],
}

const SYSCTL_CONF = '/etc/sysctl.conf'
const PREEMPT = 'net.inet.carp.preempt'
const LOG = 'net.inet.carp.log'
/** Of syslog's levels, which OpenBSD takes. */
const MOST_LOG = 7

/** /etc/sysctl.conf of the BSDs. */
export function readSysctls(setup: Setup): Pick<MachineSettings, 'sysctls' | 'preempt' | 'log'> {
  const { settings, findings } = parseSysctlConf(setup.text(SYSCTL_CONF) ?? '')
  setup.notes.add(SYSCTL_CONF, findings)
  const preempt = numberIn(setup, settings, PREEMPT)
  const log = numberIn(setup, settings, LOG, MOST_LOG)
  for (const setting of settings)
    if (setting.name !== PREEMPT && setting.name !== LOG)
      setup.notes.find(SYSCTL_CONF, setting, 'not-simulated', `${setting.name} changes nothing here`)
  return {
    sysctls: settings.map(({ name, value }) => ({ name, value })),
    ...(preempt !== undefined && { preempt: preempt !== 0 }),
    ...(log !== undefined && { log }),
  }
}

/** The last line about it holds. */
function numberIn(
  setup: Setup,
  settings: readonly NameValue[],
  name: string,
  most = Number.MAX_SAFE_INTEGER,
): number | undefined {
  const setting = settings.findLast((one) => one.name === name)
  if (setting === undefined) return undefined
  if (/^\d{1,9}$/.test(setting.value) && Number(setting.value) <= most) return Number(setting.value)
  const says = `${name} is a whole number that is not too large: the line does nothing here`
  setup.notes.find(SYSCTL_CONF, { place: setting.place }, 'bad-number', says, `${name}=1`)
  return undefined
}
