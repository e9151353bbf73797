import { type HostnameLine, parseHostnameIf } from '../../config/hostname-if.ts'
import type { Disk } from '../../host/disk.ts'
import { written } from '../../host/execution/watching.ts'

type Readable = Pick<Disk, 'read' | 'list'>

const HOSTNAME = 'hostname.'
/** Interfaces that wait for others: those above which they lie come up before them, in this order. */
const LATER: readonly RegExp[] = [/^(?:aggr|trunk|svlan|vlan)\d+$/, /^carp\d+$/, /^pppoe\d+$/]
/** Behind the default route. */
const LAST = /^(?:tun|tap|gif|etherip|gre|egre|vxlan|wg|pflow|pfsync)\d+$/

/** What netstart(8) of OpenBSD runs, before the default route and behind it, command by command. */
export interface Netstart {
  readonly before: readonly string[]
  readonly behind: readonly string[]
}

/** The files as they are now: physical interfaces by name, then what lies above them. */
export function netstartOf(disk: Readable): Netstart {
  const all = disk.list('/etc')
  const names = ('is' in all ? all.is : []).filter((name) => name.startsWith(HOSTNAME)).map((name) => name.slice(9))
  const isLater = (name: string) => LATER.some((pattern) => pattern.test(name)) || LAST.test(name)
  const before = [
    ...names.filter((name) => !isLater(name)),
    ...LATER.flatMap((pattern) => names.filter((name) => pattern.test(name)).sort(byNumber)),
  ]
  const run = (name: string) => commandsOf(disk, name)
  return { before: before.flatMap(run), behind: names.filter((name) => LAST.test(name)).flatMap(run) }
}

/** carp10 comes behind carp9. */
function byNumber(one: string, other: string): number {
  return Number(one.replace(/\D/g, '')) - Number(other.replace(/\D/g, ''))
}

function commandsOf(disk: Readable, name: string): readonly string[] {
  const text = disk.read(`/etc/${HOSTNAME}${name}`)
  if ('error' in text) return []
  return parseHostnameIf(text.is).settings.flatMap((line) => commandOf(line, name) ?? [])
}

/** parse_hn_line(): a word of its own before mask and broadcast address, by their place in the line. */
function commandOf(line: HostnameLine, name: string): string | undefined {
  if (line.kind === 'command') return line.command.text.replaceAll('$if', name)
  const words = line.words.map(({ text }) => text)
  const [family, second] = words
  // A server gives what the scenario says; nothing is run here for it.
  if (family === 'dhcp' || second === 'autoconf') return undefined
  if (family === 'inet' || family === 'inet6') {
    const at = second === 'alias' ? 3 : 2
    const [mask, broadcast] = [words[at], words[at + 1]]
    if (mask !== undefined) words[at] = `${family === 'inet' ? 'netmask' : 'prefixlen'} ${mask}`
    if (family === 'inet' && broadcast !== undefined)
      words[at + 1] = broadcast === 'NONE' ? '' : `broadcast ${broadcast}`
    const split = words.flatMap((word, i) => (i === at || i === at + 1 ? word.split(' ') : [word]))
    return written(['ifconfig', name, ...split.filter((word) => word !== '')])
  }
  return written(['ifconfig', name, ...words])
}
