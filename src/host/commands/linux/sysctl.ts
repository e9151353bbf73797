import { parseSysctlConf } from '../../../config/name-value.ts'
import type { Host } from '../../host.ts'
import { each, failed, type Outcome, printed } from '../outcome.ts'
import type { Call, Program } from '../program.ts'

const NOT_THERE = 255

/** What the kernel can be told: by name, how it is read, and written. */
interface Key {
  read(host: Host): string
  /** Absent: it is read only, or nothing else is simulated. */
  write?(host: Host, value: string): void
}

/** What is as a kernel has it, and changes nothing here. */
const fixed = (value: string): Key => ({ read: () => value })

const KEYS: ReadonlyMap<string, Key> = new Map<string, Key>([
  ['kernel.hostname', { read: ({ space, name }) => space?.name ?? name }],
  ['kernel.osrelease', fixed('3.16.0-4-amd64')],
  ['kernel.ostype', fixed('Linux')],
  ['net.ipv4.conf.all.arp_announce', fixed('0')],
  ['net.ipv4.conf.all.arp_ignore', fixed('0')],
  ['net.ipv4.conf.all.promote_secondaries', fixed('0')],
  [
    'net.ipv4.ip_forward',
    {
      read: ({ ip }) => `${Number(ip.forwards)}`,
      write: ({ ip }, value) => {
        ip.forwards = Number(value) !== 0
      },
    },
  ],
  ['net.ipv4.ip_nonlocal_bind', fixed('0')],
])

/** sysctl(8) of procps. */
export const sysctl: Program = (call, args) => {
  const options = args.filter((word) => word.startsWith('-')).join('')
  const words = args.filter((word) => !word.startsWith('-'))
  const isSilent = options.includes('q')
  if (options.includes('p')) return loaded(call, words[0] ?? '/etc/sysctl.conf', isSilent)
  if (/[aA]/.test(options)) return printed([...KEYS].map(([name, key]) => lineOf(name, key.read(call.host))).join(''))
  if (words.length === 0) return failed('\nUsage:\n sysctl [options] [variable[=value] ...]')
  const quiet = options.includes('n')
  return each(words, (word) => silenced(told(call, word, quiet), isSilent && word.includes('=')))
}

function told({ host }: Call, word: string, quiet: boolean): Outcome {
  const [, given = '', value] = /^([^=]*?)\s*(?:=\s*(.*))?$/s.exec(word) ?? []
  const name = given.replace(/\//g, '.')
  const key = KEYS.get(name)
  if (key === undefined)
    return failed(`sysctl: cannot stat /proc/sys/${name.replace(/\./g, '/')}: No such file or directory`, NOT_THERE)
  if (value === undefined) return printed(quiet ? `${key.read(host)}\n` : lineOf(name, key.read(host)))
  if (key.write === undefined && value !== key.read(host))
    return failed(`sysctl: carpsim keeps ${name} at ${key.read(host)}`, NOT_THERE)
  if (!/^-?\d+$/.test(value)) return failed(`sysctl: setting key "${name}": Invalid argument`, NOT_THERE)
  key.write?.(host, value)
  host.note({ kind: 'setting', host: host.name, of: 'kernel', name, value })
  return printed(quiet ? '' : lineOf(name, value))
}

function lineOf(name: string, value: string): string {
  return `${name} = ${value}\n`
}

function silenced(outcome: Outcome, isSilent: boolean): Outcome {
  return isSilent ? { ...outcome, stdout: '' } : outcome
}

/** `sysctl -p` */
function loaded(call: Call, path: string, isSilent: boolean): Outcome {
  const text = call.space.files.read(path)
  if ('error' in text) return failed(`sysctl: cannot open "${path}": ${text.error}`, NOT_THERE)
  return each(
    parseSysctlConf(text.is).settings.map(({ name, value }) => `${name}=${value}`),
    (word) => silenced(told(call, word, false), isSilent),
  )
}
