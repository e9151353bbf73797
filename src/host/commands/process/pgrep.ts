import { Meter } from '../../../config/meter.ts'
import { RegularExpression, USUAL } from '../../../config/regular-expression.ts'
import type { Signal } from '../../../shell/machine.ts'
import { signalCalled } from '../../signals.ts'
import { readOptions } from '../options.ts'
import { failed, type Outcome, printed } from '../outcome.ts'
import { asProcess, type Call, type Program } from '../program.ts'
import { ancestorsOf, type Entry, processTable } from './table.ts'

const BAD_USAGE = 2
const USAGE = 'usage: pgrep [-filnovx] [-d delim] [-P ppid] pattern'

/** pgrep(1): the numbers of the processes whose names an extended regular expression matches. */
export const pgrep: Program = asProcess((call, args) => {
  const asked = askedIn(call, args, 'pgrep')
  if ('exit' in asked) return asked
  const { given, found } = asked
  const lines = found.map((one) => lineOf(one, given, isLinux(call)))
  if (given.has('c') && isLinux(call)) return { ...printed(`${found.length}\n`), exit: found.length > 0 ? 0 : 1 }
  const delimiter = given.get('d') ?? '\n'
  const stdout = lines.length === 0 || given.has('q') ? '' : `${lines.join(delimiter)}\n`
  return { stdout, stderr: '', exit: found.length > 0 ? 0 : 1 }
})

/** pkill(1) */
export const pkill: Program = asProcess((call, args) => {
  const [first = ''] = args
  const [, name] = /^-{1,2}(?:signal=?)?([A-Z0-9]+)$/.exec(first) ?? []
  const signal = name === undefined ? 'TERM' : name === '0' ? null : signalCalled(name, call.space.processes.signals)
  const asked = askedIn(call, signal === undefined || name === undefined ? args : args.slice(1), 'pkill')
  if ('exit' in asked) return asked
  for (const { process: one } of asked.found) if (signal) one?.send(signal satisfies Signal)
  return { stdout: '', stderr: '', exit: asked.found.length > 0 ? 0 : 1 }
})

interface Asked {
  readonly given: ReadonlyMap<string, string>
  readonly found: readonly Entry[]
}

function isLinux({ host }: Call): boolean {
  return host.carp.system.userland === 'Debian'
}

function askedIn(call: Call, args: readonly string[], called: string): Asked | Outcome {
  const options = readOptions(args, 'acd:fILilnoP:qu:vx')
  const [text, ...more] = options?.rest ?? []
  if (options === undefined) return failed(USAGE.replace('pgrep', called), BAD_USAGE)
  const { given } = options
  const byParent = given.has('P') || given.has('u')
  if (text === undefined && !byParent) {
    const hint = `Try \`${called} --help' for more information.`
    if (isLinux(call)) return failed(`${called}: no matching criteria specified\n${hint}`, BAD_USAGE)
    return failed(USAGE.replace('pgrep', called), BAD_USAGE)
  }
  if (more.length > 0 && isLinux(call))
    return failed(
      `${called}: only one pattern can be provided\nTry \`${called} --help' for more information.`,
      BAD_USAGE,
    )
  const grammar = { ...USUAL, meter: new Meter() }
  const patterns = [text ?? '', ...more].map((one) =>
    RegularExpression.read(given.has('x') ? `^(${one})$` : one, grammar),
  )
  const wrong = patterns.find((one) => typeof one === 'string')
  if (typeof wrong === 'string')
    return failed(
      isLinux(call)
        ? `${called}: regex error: ${wrong}`
        : `${called}: Cannot compile regular expression \`${text}' (${wrong})`,
      BAD_USAGE,
    )
  const isMatch = (word: string) => patterns.some((one) => typeof one !== 'string' && one.test(word))
  return { given, found: chosen(call, given, isMatch) }
}

/** Never itself; on the BSDs none of those either who began it. */
function chosen(call: Call, given: Asked['given'], isMatch: (word: string) => boolean): readonly Entry[] {
  const all = processTable(call)
  const own = isLinux(call) || given.has('a') ? new Set([call.process.pid]) : ancestorsOf(call.process.pid, all)
  const parents = given.get('P')?.split(',')
  const found = all.filter(({ pid, parent, name, title }) => {
    const text = given.has('f') ? title : name
    const fits = isMatch(given.has('i') ? text.toLowerCase() : text) && (parents?.includes(`${parent}`) ?? true)
    return !own.has(pid) && pid !== 0 && fits !== given.has('v')
  })
  if (given.has('n')) return found.slice(-1)
  return given.has('o') ? found.slice(0, 1) : found
}

/** On Linux -a shows the whole line; on the BSDs -l does with -f. */
function lineOf({ pid, name, title }: Entry, given: Asked['given'], linux: boolean): string {
  if (linux ? given.has('a') : given.has('l') && given.has('f')) return `${pid} ${title}`
  return given.has('l') ? `${pid} ${name}` : `${pid}`
}
