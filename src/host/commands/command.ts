import type { Host } from '../host.ts'
import { Kernel } from '../kernel.ts'
import { ifconfig } from './ifconfig.ts'
import { netstat } from './netstat.ts'
import { failed, type Outcome, type Program, printed } from './outcome.ts'
import { sysctl } from './sysctl.ts'
import { splitWords } from './words.ts'

/** The programs of FreeBSD, by where they lie. */
const FREEBSD: ReadonlyMap<string, Program> = new Map([
  ['/sbin/ifconfig', ifconfig],
  ['/sbin/sysctl', sysctl],
  ['/usr/bin/netstat', netstat],
])

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
  const kernel = host.carp instanceof Kernel && host.carp.system.userland !== undefined ? host.carp : undefined
  const paths = name.includes('/') ? [name] : PATH.map((folder) => folder + name)
  const program = paths.map((path) => FREEBSD.get(path)).find((found) => found !== undefined)
  if (kernel === undefined || program === undefined) return failed(`sh: ${name}: not found`, 127)
  return program(kernel, args)
}
