import type { Micros } from '../../../time.ts'
import { baseOf } from '../../disk.ts'
import type { Listed } from '../../process.ts'
import type { Call } from '../program.ts'

/** A line of the process table. */
export interface Entry {
  readonly pid: number
  readonly parent: number
  readonly title: string
  /** As the kernel calls it: without arguments. */
  readonly name: string
  readonly since: Micros
  readonly atTerminal: boolean
  /** Null: it is the first one, and takes no signal. */
  readonly process: Listed | null
}

/** So much of a name the kernel of Linux remembers (TASK_COMM_LEN). */
const LONGEST_NAME = 15

/** All processes, in the order in which they began. */
export function processTable({ host, space }: Pick<Call, 'host' | 'space'>): readonly Entry[] {
  const { userland = '' } = host.carp.system
  const since = host.clock.now - host.clock.uptime
  const first = (FIRST.find(([system]) => userland.startsWith(system)) ?? FIRST[0])[1]
  const early = first.map(([pid, title]) => ({
    pid,
    parent: 0,
    title,
    name: nameOf(title, userland),
    since,
    atTerminal: false,
    process: null,
  }))
  return [...early, ...space.processes.all.map((process) => entryOf(process, userland))]
}

type First = readonly (readonly [pid: number, title: string])[]

/** What runs from the boot on. */
const FIRST: readonly [readonly [string, First], ...(readonly [string, First])[]] = [
  ['Debian', [[1, 'init [2]']]],
  [
    'FreeBSD',
    [
      [0, '[kernel]'],
      [1, '/sbin/init --'],
    ],
  ],
  ['OpenBSD', [[1, '/sbin/init']]],
  ['NetBSD', [[1, 'init']]],
]

function entryOf(process: Listed, userland: string): Entry {
  const { pid, parent, title, since, atTerminal } = process
  return { pid, parent, title, name: nameOf(title, userland), since, atTerminal, process }
}

const SHELL = /^(?:\/(?:usr\/)?bin\/)?(?:sh|dash|bash)$/

/** A script is known by its own name on Linux, by its shell's on the BSDs. */
function nameOf(title: string, userland: string): string {
  const words = title.split(' ')
  const script = words.slice(1).find((word) => !word.startsWith('-'))
  const [program = ''] = words
  const isScript = userland === 'Debian' && SHELL.test(program) && script?.includes('/')
  const name = baseOf((isScript ? script! : program).replace(/^[-[]/, '').replace(/[\]:]$/, ''))
  return userland === 'Debian' ? name.slice(0, LONGEST_NAME) : name
}

/** Those who began a process, and those who began them. */
export function ancestorsOf(pid: number, entries: readonly Entry[]): ReadonlySet<number> {
  const found = new Set<number>()
  for (let at = entries.find((one) => one.pid === pid); at !== undefined && !found.has(at.pid); ) {
    const { parent } = at
    found.add(at.pid)
    at = entries.find((one) => one.pid === parent)
  }
  return found
}
