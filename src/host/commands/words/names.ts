import { most } from '../../extremes.ts'
import { quote } from '../complaint.ts'
import { isOutcome, missing, misused, readFlags } from '../flags.ts'
import { failed, printed } from '../outcome.ts'
import { joined } from '../paths.ts'
import type { Program } from '../program.ts'

const BASENAME = {
  name: 'basename',
  letters: 'as:',
  long: { multiple: 'a', suffix: 's' },
  usage: 'usage: basename string [suffix]\n       basename [-a] [-s suffix] string [...]',
  stops: true,
}

/** basename(1) */
export const basename: Program = (call, args) => {
  const flags = readFlags(call, args, BASENAME)
  if (isOutcome(flags)) return flags
  const { rest, gnu } = flags
  if (rest.length === 0) return missing(call, BASENAME, 'missing operand')
  const isMany = flags.has('as')
  if (!isMany && rest.length > 2) return misused(call, BASENAME, gnu ? `extra operand ${quote(rest[2]!)}` : '')
  const suffix = flags.value('s') ?? (isMany ? '' : (rest[1] ?? ''))
  const names = isMany ? rest : rest.slice(0, 1)
  return printed(
    joined(
      names.map((name) => {
        const base = lastOf(name)
        return suffix !== '' && base.endsWith(suffix) && base !== suffix ? base.slice(0, -suffix.length) : base
      }),
    ),
  )
}

function lastOf(name: string): string {
  const bare = withoutSlashes(name)
  return bare === '/' ? '/' : bare.slice(bare.lastIndexOf('/') + 1)
}

function withoutSlashes(name: string): string {
  let end = name.length
  while (end > 1 && name[end - 1] === '/') end -= 1
  return name.slice(0, end)
}

const DIRNAME = { name: 'dirname', letters: '', usage: 'usage: dirname string [...]', stops: true }

/** dirname(1) */
export const dirname: Program = (call, args) => {
  const flags = readFlags(call, args, DIRNAME)
  if (isOutcome(flags)) return flags
  if (flags.rest.length === 0) return missing(call, DIRNAME, 'missing operand')
  return printed(joined(flags.rest.map(folderOf)))
}

function folderOf(name: string): string {
  const bare = withoutSlashes(name)
  const at = bare.lastIndexOf('/')
  if (at === -1) return '.'
  return bare === '/' ? '/' : withoutSlashes(bare.slice(0, at)) || '/'
}

/** More lines than anybody wants. */
const MOST_LINES = 1_000_000

const SEQ = {
  name: 'seq',
  letters: 'f:s:t:w',
  long: { separator: 's', 'equal-width': 'w', format: 'f' },
  usage: 'usage: seq [-w] [-f format] [-s string] [-t string] [first [incr]] last',
  stops: true,
}

/** seq(1), of whole and decimal numbers. */
export const seq: Program = (call, args) => {
  const at = args.findIndex((word) => /^-?[\d.]/.test(word))
  const head = at === -1 ? args : args.slice(0, at)
  const flags = readFlags(call, head, SEQ)
  if (isOutcome(flags)) return flags
  const words = [...flags.rest, ...(at === -1 ? [] : args.slice(at))]
  if (words.length === 0) return missing(call, SEQ, 'missing operand')
  if (words.length > 3) return misused(call, SEQ, flags.gnu ? `extra operand ${quote(words[3]!)}` : '')
  const wrong = words.find((word) => !/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(word))
  if (wrong !== undefined)
    return flags.gnu
      ? misused(call, SEQ, `invalid floating point argument: ${quote(wrong)}`)
      : failed(`seq: invalid floating point argument: ${wrong}`, 2)
  const [first, step, last] =
    words.length === 1
      ? ['1', '1', words[0]!]
      : words.length === 2
        ? [words[0]!, '1', words[1]!]
        : (words as [string, string, string])
  if (Number(step) === 0)
    return failed(
      flags.gnu
        ? `seq: invalid Zero increment value: ${quote(step)}\nTry 'seq --help' for more information.`
        : 'seq: zero increment',
      flags.gnu ? 1 : 2,
    )
  const places = Math.max(...[first, step].map((word) => placesOf(word)))
  const scale = Number(`1e${places}`)
  const [from, by, to] = [first, step, last].map((word, i) =>
    i < 2 ? Math.round(Number(word) * scale) : Number(word) * scale,
  ) as [number, number, number]
  const up = by > 0
  const numbers: string[] = []
  for (let i = 0; i < MOST_LINES; i++) {
    const number = from + i * by
    if (up ? number > to : number < to) break
    numbers.push((number / scale).toFixed(places))
  }
  const width = flags.has('w') ? most([...numbers, (to / scale).toFixed(places)].map((text) => text.length)) : 0
  const shown = numbers.map((text) =>
    text.startsWith('-') ? `-${text.slice(1).padStart(width - 1, '0')}` : text.padStart(width, '0'),
  )
  const separator = flags.value('s') ?? '\n'
  return printed(shown.length === 0 ? '' : shown.join(separator) + (flags.gnu || separator === '\n' ? '\n' : separator))
}

function placesOf(number: string): number {
  return number.includes('.') ? number.length - number.indexOf('.') - 1 : 0
}

const JOT = {
  name: 'jot',
  letters: 'b:cnp:rs:w:',
  usage: 'usage: jot [-cnr] [-b word] [-w word] [-s string] [-p precision] [reps [begin [end [s]]]]',
  stops: true,
}

/** jot(1) of the BSDs: so many numbers, from one to another; random ones it does not draw. */
export const jot: Program = (call, args) => {
  const flags = readFlags(call, args, JOT)
  if (isOutcome(flags)) return flags
  if (flags.has('r')) return failed('jot: carpsim draws no numbers here')
  const words = flags.rest
  const wrong = words.find((word) => word !== '-' && !/^-?\d+(?:\.\d+)?$/.test(word))
  if (wrong !== undefined || words.length > 4) return failed(JOT.usage)
  const [reps, begin, end, step] = words.map((word) => (word === '-' ? undefined : Number(word)))
  const from = begin ?? 1
  const by =
    step ??
    (end !== undefined && reps !== undefined && reps > 1
      ? (end - from) / (reps - 1)
      : end !== undefined && end < from
        ? -1
        : 1)
  const count = Math.min(reps ?? (end === undefined ? 100 : Math.max(0, Math.floor((end - from) / by) + 1)), MOST_LINES)
  const places = Math.max(0, ...words.map((word) => placesOf(word)))
  const word = flags.value('b')
  const lines = Array.from(
    { length: count },
    (_, i) => word ?? numbered(flags.value('w'), (from + i * by).toFixed(places)),
  )
  const separator = flags.value('s') ?? '\n'
  return printed(lines.join(separator) + (flags.has('n') || lines.length === 0 ? '' : '\n'))
}

/** `host%d`; what has no place for a number has it at the end. */
function numbered(word: string | undefined, number: string): string {
  if (word === undefined) return number
  return /%[ds]/.test(word) ? word.replace(/%[ds]/, () => number) : word + number
}

/** yes(1): it writes until nobody reads any more. */
export const yes: Program = (_call, args) => printed(`${args.length === 0 ? 'y' : args.join(' ')}\n`.repeat(YES))
const YES = 10_000
