import type { Course } from '../../engine/course.ts'
import { readOptions } from './options.ts'
import { each, failed, type Outcome, printed } from './outcome.ts'
import { cannot, joined, linesOf, textOf } from './paths.ts'
import { type Call, INTERRUPTED_AFTER, type Program } from './program.ts'

const USAGE = 'usage: tail [-F | -f | -r] [-q] [-b # | -c # | -n #] [file ...]'
/** Ended by SIGINT. */
const INTERRUPTED = 130

/** tail(1); with -f until somebody presses ^C. */
export const tail: Program = (call, args) => {
  const options = readOptions(asLetters(args), 'fFrqn:')
  if (options === undefined) return failed(USAGE)
  const { given, rest } = options
  const count = given.get('n') ?? '10'
  if (!/^[+-]?\d+$/.test(count)) return failed(`tail: illegal offset -- ${count}`)
  const [first] = rest
  if ((given.has('f') || given.has('F')) && first !== undefined) return follow(call, first, count)
  return each(rest.length === 0 ? ['-'] : rest, (name) => {
    const text = textOf(call, name)
    if ('error' in text) return cannot('tail', name, text.error)
    const shown = lastOf(linesOf(text.is), count)
    return printed(heading(rest, name) + joined(given.has('r') ? shown.reverse() : shown))
  })
}

/** head(1) */
export const head: Program = (call, args) => {
  const options = readOptions(asLetters(args), 'n:')
  if (options === undefined) return failed('usage: head [-n lines | -c bytes] [file ...]')
  const count = options.given.get('n') ?? '10'
  if (!/^[1-9]\d*$/.test(count)) return failed(`head: illegal line count -- ${count}`)
  const { rest } = options
  return each(rest.length === 0 ? ['-'] : rest, (name) => {
    const text = textOf(call, name)
    if ('error' in text) return cannot('head', name, text.error)
    return printed(heading(rest, name) + joined(linesOf(text.is).slice(0, Number(count))))
  })
}

/** `-5` is an old way to write `-n 5`. */
function asLetters(args: readonly string[]): readonly string[] {
  return args.map((word) => (/^-\d+$/.test(word) ? `-n${word.slice(1)}` : word))
}

function heading(names: readonly string[], name: string): string {
  return names.length > 1 ? `${name === names[0] ? '' : '\n'}==> ${name} <==\n` : ''
}

/** From a line on where the number has a plus, else so many. */
function lastOf(lines: string[], count: string): string[] {
  const number = Math.abs(Number(count))
  if (count.startsWith('+')) return lines.slice(Math.max(0, number - 1))
  return number === 0 ? [] : lines.slice(-number)
}

function* follow(call: Call, name: string, count: string): Course<Outcome> {
  const before = textOf(call, name)
  if ('error' in before) return cannot('tail', name, before.error)
  yield INTERRUPTED_AFTER
  const after = textOf(call, name)
  const grown = 'is' in after && after.is.startsWith(before.is) ? after.is.slice(before.is.length) : ''
  return { stdout: joined(lastOf(linesOf(before.is), count)) + grown, stderr: '', exit: INTERRUPTED }
}
