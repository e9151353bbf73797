import { type Facility, facilityCalled, type Severity, severityCalled } from '../../../config/syslog-names.ts'
import { isGnu } from '../../manners.ts'
import { readsWith } from '../flags.ts'
import { readOptions } from '../options.ts'
import { failed, type Outcome } from '../outcome.ts'
import { linesOf, textOf } from '../paths.ts'
import type { Call, Program } from '../program.ts'

const LETTERS = 'f:ip:st:'
const USAGE = 'usage: logger [-46Ais] [-f file] [-h host] [-P port] [-p pri] [-t tag] [message ...]'

/** Whether it is given no words. */
export const loggerReads = readsWith({ name: 'logger', letters: LETTERS, usage: USAGE })

/** logger(1): lines of the log. */
export const logger: Program = (call, args) => {
  const options = readOptions(args, LETTERS)
  if (options === undefined) return failed(USAGE)
  const { given, rest } = options
  const priority = priorityOf(given.get('p') ?? 'user.notice', isGnu(call.space.userland))
  if (typeof priority === 'string') return failed(`logger: ${priority}`)
  const text = rest.length > 0 ? { is: rest.join(' ') } : textOf(call, given.get('f'))
  if ('error' in text) return failed(`logger: ${given.get('f')}: ${text.error}`)
  return { stdout: '', stderr: said(call, linesOf(text.is), { given, ...priority }), exit: 0 }
}

interface Priority {
  readonly facility: Facility
  readonly severity: Severity
}

/** `local0.debug`, `err`; or what is wrong with it (pencode). */
function priorityOf(given: string, gnu: boolean): Priority | string {
  const dot = given.indexOf('.')
  const facility = dot === -1 ? 'user' : facilityCalled(given.slice(0, dot))
  const severity = severityCalled(given.slice(dot + 1))
  if (facility === undefined) return `unknown facility name: ${given.slice(0, dot)}`
  if (severity === undefined) return `unknown priority name: ${gnu ? given.slice(dot + 1) : given}`
  // Nobody but the kernel speaks as the kernel.
  return { facility: facility === 'kern' ? 'user' : facility, severity }
}

/** @returns what goes to the standard error, too */
function said(
  { host, space }: Call,
  lines: readonly string[],
  { given, ...priority }: Priority & { readonly given: ReadonlyMap<string, string> },
): Outcome['stderr'] {
  const tag = given.get('t') ?? 'root'
  const pid = given.has('i') ? space.processes.current?.pid : undefined
  const name = pid === undefined ? tag : `${tag}[${pid}]`
  for (const text of lines) {
    space.syslog({ ...priority, tag, ...(pid !== undefined && { pid }), text })
    host.note({ kind: 'log', host: host.name, line: `${name}: ${text}` })
  }
  return given.has('s') ? lines.map((line) => `${name}: ${line}\n`).join('') : ''
}
