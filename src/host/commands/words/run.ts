import type { Course } from '../../../engine/course.ts'
import { typed } from '../../execution/terminal.ts'
import { isGnu } from '../../manners.ts'
import { begin, type Given, locate, NOT_FOUND, NOT_RUN } from '../begin.ts'
import { nameOf, quote } from '../complaint.ts'
import { type Flags, isOutcome, misused, readFlags } from '../flags.ts'
import { failed, type Outcome, printed } from '../outcome.ts'
import { joined, textOf } from '../paths.ts'
import type { Call, Program } from '../program.ts'

const ENV = {
  name: 'env',
  letters: 'i0vS:P:u:C:',
  long: { 'ignore-environment': 'i', unset: 'u', null: '0' },
  usage: 'usage: env [-0iv] [-P utilpath] [-S string] [-u name]\n           [name=value ...] [utility [argument ...]]',
  stops: true,
}

/** env(1): what is exported, or a program that is given it otherwise. */
export const env: Program = (call, args) => {
  const flags = readFlags(call, args, ENV)
  if (isOutcome(flags)) return flags.exit === 1 && isGnu(call.space.userland) ? { ...flags, exit: 125 } : flags
  const given = new Map(flags.has('i') || flags.rest[0] === '-' ? [] : call.env)
  for (const name of flags.values('u')) given.delete(name)
  const words = flags.rest[0] === '-' ? flags.rest.slice(1) : flags.rest
  const at = words.findIndex((word) => !/^[^=]+=/.test(word))
  for (const word of at === -1 ? words : words.slice(0, at))
    given.set(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1))
  if (at === -1) return printed(joined([...given].map(([name, value]) => `${name}=${value}`)))
  return run(call, words.slice(at), 'env', { env: given })
}

/** printenv(1) */
export const printenv: Program = ({ env: exported }, args) => {
  if (args.length === 0) return printed(joined([...exported].map(([name, value]) => `${name}=${value}`)))
  const values = args.flatMap((name) => exported.get(name) ?? [])
  return { ...printed(joined(values)), exit: values.length === args.length ? 0 : 1 }
}

/** A program that another one begins; that one says where there is none. */
function* run(call: Call, words: readonly string[], program: string, given: Given): Course<Outcome> {
  const [name = ''] = words
  const outcome = yield* begin(call, words, given)
  if (locate(call, name) !== undefined) return outcome
  if (outcome.exit !== NOT_FOUND && outcome.exit !== NOT_RUN) return outcome
  const why = outcome.exit === NOT_FOUND ? 'No such file or directory' : 'Permission denied'
  return failed(
    `${program}: ${program === 'env' && isGnu(call.space.userland) ? quote(name) : name}: ${why}`,
    outcome.exit,
  )
}

const SUDO_USAGE =
  'usage: sudo -h | -K | -k | -V\nusage: sudo [-AbEHknPS] [-g group] [-u user] [VAR=value] [-i|-s] [<command>]'

/** sudo(8): everybody is root already. */
export const sudo: Program = (call, args) => {
  const flags = readFlags(call, args, { name: 'sudo', letters: 'AbEHiknPSsu:g:C:p:', usage: SUDO_USAGE, stops: true })
  if (isOutcome(flags)) return failed(`${flags.stderr.split('\n')[0]}\n${SUDO_USAGE}`)
  const given = new Map(call.env)
  const at = flags.rest.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word))
  for (const word of flags.rest.slice(0, Math.max(0, at)))
    given.set(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1))
  if (at === -1) return failed(SUDO_USAGE)
  return asRoot(call, flags.rest.slice(at), given)
}

function* asRoot(call: Call, words: readonly string[], given: ReadonlyMap<string, string>): Course<Outcome> {
  const outcome = yield* begin(call, words, { env: given })
  const isLost = outcome.exit === NOT_FOUND && locate(call, words[0]!) === undefined
  return isLost ? failed(`sudo: ${words[0]}: command not found`) : outcome
}

/** which(1) */
export const which: Program = (call, args) => {
  const names = args.filter((word) => !word.startsWith('-'))
  const isQuiet = args.includes('-s')
  const found = names.map((name) => locate(call, name))
  const paths = found.filter((path) => path !== undefined)
  return { ...printed(isQuiet ? '' : joined(paths)), exit: paths.length === names.length && names.length > 0 ? 0 : 1 }
}

const XARGS = {
  name: 'xargs',
  letters: '0I:J:L:n:oP:pR:rS:s:tx:d:E:',
  long: {
    null: '0',
    'max-args': 'n',
    'max-lines': 'L',
    'no-run-if-empty': 'r',
    replace: 'I',
    verbose: 't',
    delimiter: 'd',
    'max-procs': 'P',
  },
  usage:
    'usage: xargs [-0opt] [-E eofstr] [-I replstr [-R replacements]] [-J replstr]\n             [-L number] [-n number [-x]] [-P maxprocs] [-s size]\n             [utility [argument ...]]',
  stops: true,
}
/** So many words one call takes. */
const MOST_WORDS = 5_000

/** xargs(1): one call behind the other. */
export const xargs: Program = (call, args) => {
  const flags = readFlags(call, args, XARGS)
  if (isOutcome(flags)) return flags
  const number = flags.value('n') ?? flags.value('L')
  if (number !== undefined && !/^[1-9]\d{0,8}$/.test(number))
    return flags.gnu
      ? misused(call, XARGS, `value ${number} for -n option should be >= 1`)
      : failed('xargs: illegal argument count')
  const text = textOf(call, undefined)
  const words = wordsOf('is' in text ? text.is : '', flags)
  return calledFor(call, flags, words)
}

interface Words {
  readonly words: readonly string[]
  /** What is wrong behind them. */
  readonly wrong?: string
}

/** Words with quotes and backslashes, lines with -I, or pieces. */
function wordsOf(text: string, flags: Flags): Words {
  const mark = flags.has('0') ? '\0' : flags.value('d')?.replace('\\n', '\n').replace('\\t', '\t')
  if (mark !== undefined)
    return { words: text.split(mark).slice(0, text.endsWith(mark) || text === '' ? -1 : undefined) }
  const byLines = flags.has('I')
  const words: string[] = []
  let word: string | null = null
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!
    if (sign === '\n' || (/[ \t]/.test(sign) && (!byLines || word === null))) {
      if (word !== null) words.push(word)
      word = null
    } else if (sign === '"' || sign === "'") {
      const end = text.indexOf(sign, at + 1)
      if (end === -1 || text.slice(at, end).includes('\n'))
        return {
          words,
          wrong: `unmatched ${sign === '"' ? 'double' : 'single'} quote; by default quotes are special to xargs unless you use the -0 option`,
        }
      word = (word ?? '') + text.slice(at + 1, end)
      at = end
    } else word = (word ?? '') + (sign === '\\' ? (text[++at] ?? '') : sign)
  }
  return { words: word === null ? words : [...words, word] }
}

function* calledFor(call: Call, flags: Flags, { words, wrong }: Words): Course<Outcome> {
  const command = flags.rest.length === 0 ? ['echo'] : flags.rest
  const mark = flags.value('I')
  const count = Math.min(Number(flags.value('n') ?? MOST_WORDS), MOST_WORDS)
  const batches: (readonly string[])[] = []
  if (mark !== undefined) for (const word of words) batches.push(command.map((one) => one.replaceAll(mark, word)))
  else for (let at = 0; at < words.length; at += count) batches.push([...command, ...words.slice(at, at + count)])
  // GNU calls it once where there is nothing, unless it is told not to.
  if (words.length === 0 && flags.gnu && mark === undefined && !flags.has('r') && wrong === undefined)
    batches.push(command)
  let exit = 0
  for (const batch of batches) {
    if (flags.has('t'))
      yield* call.io.stderr.write(joined([batch.map((word) => (flags.gnu ? nameOf(word) : word)).join(' ')]))
    const outcome = yield* run(call, batch, 'xargs', { stdin: typed('') })
    if (outcome.exit === NOT_FOUND || outcome.exit === NOT_RUN) return outcome
    if (outcome.exit === 255) {
      return failed(`xargs: ${command[0]}: exited with status 255; aborting`, flags.gnu ? 124 : 1)
    }
    if (outcome.exit !== 0) exit = flags.gnu ? 123 : 1
  }
  return wrong === undefined ? { stdout: '', stderr: '', exit } : failed(`xargs: ${wrong}`, exit || 1)
}
