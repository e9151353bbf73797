import type { Userland } from '../../carp/system.ts'
import type { Host } from '../host.ts'
import { Kernel } from '../kernel/kernel.ts'
import { ifconfig } from './ifconfig.ts'
import { carpdevIfconfig } from './ifconfig-carpdev.ts'
import { namedSysctl } from './named-sysctl.ts'
import { netstat } from './netstat.ts'
import { failed, type Outcome, type Program, printed } from './outcome.ts'
import { sysctl } from './sysctl.ts'
import { splitWords } from './words.ts'

/** The programs of a machine, by where they lie. */
type Programs = ReadonlyMap<string, Program>

const FREEBSD: Programs = new Map([
  ['/sbin/ifconfig', ifconfig],
  ['/sbin/sysctl', sysctl],
  ['/usr/bin/netstat', netstat],
])

/** Where carp interfaces are told on which real one they live. */
const OTHERS: Programs = new Map([
  ['/sbin/ifconfig', carpdevIfconfig],
  ['/sbin/sysctl', namedSysctl],
  ['/usr/bin/netstat', netstat],
])

const PROGRAMS: Readonly<Record<Userland, Programs>> = {
  'FreeBSD 9': FREEBSD,
  'FreeBSD 10': FREEBSD,
  'FreeBSD 14': FREEBSD,
  'OpenBSD 4': OTHERS,
  'OpenBSD 7': OTHERS,
  'NetBSD 7': OTHERS,
}

const PATH = ['/sbin/', '/bin/', '/usr/sbin/', '/usr/bin/']

/**
 * Runs a simple command on a machine, as root's shell would: everything that it does is caused by it.
 *
 * The trace gets a `command` before, and an `output` after all that it did at once.
 */
export function runCommand(host: Host, line: string): Outcome {
  const { engine } = host.world
  const { cause } = engine
  engine.cause = host.note({ kind: 'command', host: host.name, command: line })
  const outcome = run(host, line)
  const { stdout, stderr, exit } = outcome
  host.note({ kind: 'output', host: host.name, text: stdout + stderr, exit })
  engine.cause = cause
  return outcome
}

function run(host: Host, line: string): Outcome {
  const words = splitWords(line)
  if (typeof words === 'string') return failed(`sh: ${words}`, 2)
  const [name, ...args] = words
  if (name === undefined) return printed('')
  // The programs of Linux, where daemons run, are other ones, and not there yet.
  const kernel = host.carp instanceof Kernel ? host.carp : undefined
  const programs = kernel?.system.userland && PROGRAMS[kernel.system.userland]
  const paths = name.includes('/') ? [name] : PATH.map((folder) => folder + name)
  const program = paths.map((path) => programs?.get(path)).find((found) => found !== undefined)
  if (kernel === undefined || program === undefined) return failed(`sh: ${name}: not found`, 127)
  return program(kernel, args)
}
