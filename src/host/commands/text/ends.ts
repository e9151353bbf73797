import type { Course } from '../../../engine/course.ts'
import type { Got } from '../../../shell/files.ts'
import { SECOND } from '../../../time.ts'
import { IS_DIRECTORY } from '../../disk.ts'
import { cannotDo, quote } from '../complaint.ts'
import { Growing, untilInterrupted } from '../endless.ts'
import { type Flags, isOutcome, readFlags, readsWith, type Syntax } from '../flags.ts'
import { failed, type Outcome, printed } from '../outcome.ts'
import { textOf, wholeLinesOf } from '../paths.ts'
import type { Call, Program } from '../program.ts'

const LONG = { lines: 'n', bytes: 'c', quiet: 'q', silent: 'q', verbose: 'v' }
const HEAD: Syntax = {
  name: 'head',
  letters: 'c:n:qv',
  long: LONG,
  usage: 'usage: head [-n lines | -c bytes] [file ...]',
}
const TAIL: Syntax = {
  name: 'tail',
  letters: 'b:c:fFn:qrs:v',
  long: { ...LONG, follow: 'f', retry: 'F' },
  usage: 'usage: tail [-F | -f | -r] [-q] [-b # | -c # | -n #] [file ...]',
}
/** Ended by SIGINT. */
const INTERRUPTED = 130

/** head(1) */
export const head: Program = (call, args) => {
  const flags = readFlags(call, asLetters(args), HEAD)
  if (isOutcome(flags)) return flags
  const unit = flags.last('nc') ?? 'n'
  const count = flags.value(unit) ?? '10'
  const isRight = flags.gnu ? /^[+-]?\d+$/.test(count) : /^[1-9]\d*$/.test(count)
  if (!isRight) {
    const what = unit === 'n' ? 'line' : 'byte'
    return failed(
      flags.gnu ? `head: invalid number of ${what}s: ${quote(count)}` : `head: illegal ${what} count -- ${count}`,
    )
  }
  return eachFile(call, flags, 'head', (text) =>
    pieces(text, unit)
      .slice(0, Number(count) || (count.startsWith('-') ? undefined : 0))
      .join(''),
  )
}

/** tail(1); with -f until somebody presses ^C. */
export const tail: Program = (call, args) => {
  const flags = readFlags(call, asLetters(args), TAIL)
  if (isOutcome(flags)) return flags
  const old = /^-(\d+)$/.exec(args[0] ?? '')?.[1]
  if (flags.gnu && old !== undefined && flags.rest.length > 1)
    return failed(`tail: option used in invalid context -- ${old[0]}`)
  const unit = flags.last('nc') ?? 'n'
  const count = flags.value(unit) ?? '10'
  if (!/^[+-]?\d+$/.test(count)) {
    const what = unit === 'n' ? 'lines' : 'bytes'
    return failed(flags.gnu ? `tail: invalid number of ${what}: ${quote(count)}` : `tail: illegal offset -- ${count}`)
  }
  const last = (text: string) =>
    lastOf(pieces(text, unit), flags.has('r') && flags.last('nc') === undefined ? '+1' : count)
  const [first] = flags.rest
  if (flags.has('fF') && first !== undefined) return follow(call, flags.gnu, first, (text) => last(text).join(''))
  return eachFile(call, flags, 'tail', (text) => (flags.has('r') ? last(text).reverse() : last(text)).join(''))
}

/** Whether they are given no file. */
export const headReads = (args: readonly string[]): boolean => readsWith(HEAD)(asLetters(args))
export const tailReads = (args: readonly string[]): boolean => readsWith(TAIL)(asLetters(args))

/** `-5` and `+5` are old ways to write `-n 5`. */
function asLetters(args: readonly string[]): readonly string[] {
  const [first = '', ...others] = args
  const isOld = /^[-+]\d+$/.test(first) && !(first.startsWith('+') && others.length > 1)
  return isOld ? ['-n', first.replace('-', ''), ...others] : args
}

function pieces(text: string, unit: string): string[] {
  return unit === 'n' ? wholeLinesOf(text) : [...text]
}

/** From a piece on where the number has a plus, else so many. */
function lastOf(all: string[], count: string): string[] {
  const number = Math.abs(Number(count))
  if (count.startsWith('+')) return all.slice(Math.max(0, number - 1))
  return number === 0 ? [] : all.slice(-number)
}

/** What is cut out of each file, under its name where there are several. */
function eachFile(call: Call, flags: Flags, program: string, cut: (text: string) => string): Outcome {
  const { rest } = flags
  const hasHeads = flags.has('v') || (rest.length > 1 && !flags.has('q'))
  let stdout = ''
  let stderr = ''
  let exit = 0
  for (const name of rest.length === 0 ? ['-'] : rest) {
    const text = textOf(call, name)
    const isRead = 'is' in text
    const heading = `${stdout === '' ? '' : '\n'}==> ${name === '-' ? 'standard input' : name} <==\n`
    // GNU opens a directory, and fails when it reads it.
    if (hasHeads && (isRead || (flags.gnu && text.error === IS_DIRECTORY))) stdout += heading
    if (isRead) stdout += cut(text.is)
    else stderr += unread(call, program, name, text).stderr
    if (!isRead) exit = 1
  }
  return { stdout, stderr, exit }
}

function unread(
  call: Call,
  program: string,
  file: string,
  { error }: Extract<Got<string>, { error: string }>,
): Outcome {
  const gnu = error === IS_DIRECTORY ? `error reading ${quote(file)}` : `cannot open ${quote(file)} for reading`
  return cannotDo(call, { program, file, gnu }, error)
}

/** So often it looks whether there is more (GNU: -s; tail(1) of FreeBSD where kqueue does not tell it). */
const LOOKS = { gnu: SECOND, bsd: 250_000 }

/** What comes behind the end, as long as nobody presses ^C. */
function* follow(call: Call, gnu: boolean, name: string, cut: (text: string) => string): Course<Outcome> {
  const before = textOf(call, name)
  if ('error' in before) return unread(call, 'tail', name, before)
  const growing = new Growing(call)
  yield* growing.says(cut(before.is))
  let seen = before.is
  for (let left = untilInterrupted(call.space); left > 0; left -= gnu ? LOOKS.gnu : LOOKS.bsd) {
    yield Math.min(left, gnu ? LOOKS.gnu : LOOKS.bsd)
    const now = textOf(call, name)
    if (!('is' in now) || now.is === seen) continue
    yield* growing.says(now.is.startsWith(seen) ? now.is.slice(seen.length) : now.is)
    seen = now.is
  }
  return { ...printed(growing.kept), exit: INTERRUPTED }
}
