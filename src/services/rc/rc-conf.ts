import { type NameValue, parseLoaderConf, parseSysctlConf } from '../../config/name-value.ts'
import { type RcSettings, readRcConf } from '../../config/rc-settings.ts'
import { readShellWord, skipBlanks } from '../../config/shell-words.ts'
import type { Disk } from '../../host/disk.ts'
import { type Micros, SECOND } from '../../time.ts'

type Readable = Pick<Disk, 'read'>

const RC_CONF = '/etc/rc.conf'
const YES = /^(?:yes|true|on|1)$/i

/** /etc/rc.conf, as it is now. */
export function rcSettings(disk: Readable): RcSettings {
  return readRcConf(textOf(disk, RC_CONF))
}

/** What every start-up script says that reads it: what stands there as a command is run, and not found. */
export function rcComplaints(disk: Readable): string {
  const text = textOf(disk, RC_CONF)
  const commands = readRcConf(text).findings.filter(({ name }) => name === 'command')
  return commands.map(({ place }) => `${commandIn(text, place.start, place.end)}: not found\n`).join('')
}

/** The first word of a line that assigns nothing. */
function commandIn(text: string, start: number, end: number): string {
  let at = start
  for (;;) {
    const word = readShellWord(text, skipBlanks(text, at), end, () => null)
    if (word.end >= end || !/^[A-Za-z_]\w*=/.test(text.slice(word.start, word.end))) return word.value
    at = word.end
  }
}

/** /etc/sysctl.conf, line by line. */
export function sysctls(disk: Readable): readonly NameValue[] {
  return parseSysctlConf(textOf(disk, '/etc/sysctl.conf')).settings
}

/** What /boot/loader.conf says to the loader. */
export class LoaderConf {
  readonly #values: ReadonlyMap<string, string>

  constructor(disk: Readable) {
    const { settings } = parseLoaderConf(textOf(disk, '/boot/loader.conf'))
    this.#values = new Map(settings.map(({ name, value }) => [name, value]))
  }

  /** Modules that it loads. */
  get modules(): readonly string[] {
    const names = [...this.#values].filter(([name, value]) => name.endsWith('_load') && YES.test(value))
    return names.map(([name]) => name.slice(0, -'_load'.length))
  }

  /** How long it counts down: `NO` and -1 mean not at all. */
  countdown(usual: Micros): Micros {
    const value = this.#values.get('autoboot_delay')
    if (value === undefined) return usual
    if (/^(?:-1|NO)$/i.test(value)) return 0
    return /^\d{1,6}$/.test(value) ? Number(value) * SECOND : usual
  }
}

/**
 * Whether the kernel that lies there was built with a device; what lies there is what it was built from (config(5)).
 * Where nothing does, nobody has said what it is like, and it has all.
 */
export function isBuiltWith(disk: Readable, device: string): boolean {
  if ('error' in disk.read('/boot/kernel/kernel')) return true
  return new RegExp(`^\\s*device\\s+${device}\\b`, 'm').test(textOf(disk, '/boot/kernel/kernel'))
}

function textOf(disk: Readable, path: string): string {
  const text = disk.read(path)
  return 'is' in text ? text.is : ''
}
