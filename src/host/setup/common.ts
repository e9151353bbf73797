import type { Files } from '../../config/files.ts'
import { type NameValue, parseSysctlConf } from '../../config/name-value.ts'
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
  word(path: string): string | undefined {
    return this.text(path)?.trim().split(/\s+/)[0] || undefined
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

/** /etc/sysctl.conf of the BSDs. */
export function readSysctls(setup: Setup): Pick<MachineSettings, 'sysctls' | 'preempt' | 'log'> {
  const { settings, findings } = parseSysctlConf(setup.text(SYSCTL_CONF) ?? '')
  setup.notes.add(SYSCTL_CONF, findings)
  const preempt = numberIn(setup, settings, PREEMPT)
  const log = numberIn(setup, settings, LOG)
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
function numberIn(setup: Setup, settings: readonly NameValue[], name: string): number | undefined {
  const setting = settings.findLast((one) => one.name === name)
  if (setting === undefined) return undefined
  if (/^\d{1,9}$/.test(setting.value)) return Number(setting.value)
  const says = `${name} is a whole number: sysctl refuses the line`
  setup.notes.find(SYSCTL_CONF, { place: setting.place }, 'bad-number', says, `${name}=1`)
  return undefined
}
