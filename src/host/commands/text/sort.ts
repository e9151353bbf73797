import { cannotDo } from '../complaint.ts'
import { type Flags, isOutcome, misused, readFlags, type Syntax } from '../flags.ts'
import { failed, printed } from '../outcome.ts'
import { joined, linesOf, pathOf, textOf } from '../paths.ts'
import type { Program } from '../program.ts'

export const SORT: Syntax = {
  name: 'sort',
  letters: 'bcdfgik:mno:rst:uzV',
  long: {
    'numeric-sort': 'n',
    reverse: 'r',
    unique: 'u',
    key: 'k',
    'field-separator': 't',
    stable: 's',
    output: 'o',
    'ignore-case': 'f',
    check: 'c',
  },
  usage:
    'usage: sort [-bcCdfigMmnrsuz] [-kPOS1[,POS2] ... ] [+POS1 [-POS2]] [-S memsize] [-T tmpdir] [-t separator] [-o outfile] [--batch-size size] [--files0-from file] [--heapsort] [--mergesort] [--radixsort] [--qsort] [--mmap] [--parallel thread_no] [--human-numeric-sort] [--version-sort] [--random-sort [--random-source file]] [--compress-program program] [file ...]',
  exits: { bsd: 2, gnu: 2 },
}

/** What is compared of a line, and how. */
interface Key {
  /** Of field and character, from 1; the last character is 0 where it is the field's end. */
  readonly from: readonly [field: number, character: number]
  readonly to: readonly [field: number, character: number] | null
  readonly how: string
}

/** sort(1), by characters' numbers. */
export const sort: Program = (call, args) => {
  const flags = readFlags(call, args, SORT)
  if (isOutcome(flags)) return flags
  const keys: Key[] = []
  for (const given of flags.values('k')) {
    const key = keyOf(given)
    if (key === null)
      return flags.gnu
        ? failed(`sort: invalid number at field start: invalid count at start of '${given}'`, 2)
        : failed(`sort: -k ${given}: Invalid argument`, 2)
    keys.push(key)
  }
  const separator = flags.value('t')
  if (separator !== undefined && [...separator].length > 1 && separator !== '\\0')
    return flags.gnu ? failed(`sort: multi-character tab '${separator}'`, 2) : misused(call, SORT)
  const lines: string[] = []
  for (const name of flags.rest.length === 0 ? ['-'] : flags.rest) {
    const text = textOf(call, name)
    if ('error' in text) {
      const what = text.error === 'Is a directory' ? 'read failed' : 'cannot read'
      return { ...cannotDo(call, { program: 'sort', file: name, gnu: `${what}: ${name}` }, text.error), exit: 2 }
    }
    for (const line of linesOf(text.is)) lines.push(line)
  }
  const order = orderOf(keys, flags, separator)
  if (flags.has('c')) return checked(lines, order, flags)
  const sorted = lines.toSorted(order.whole)
  const kept = flags.has('u') ? sorted.filter((line, i) => i === 0 || order.keys(sorted[i - 1]!, line) !== 0) : sorted
  const to = flags.value('o')
  if (to === undefined) return printed(joined(kept))
  const why = call.space.files.write(pathOf(call, to), joined(kept))
  return why === null
    ? printed('')
    : { ...cannotDo(call, { program: 'sort', file: to, gnu: `open failed: ${to}` }, why), exit: 2 }
}

type Order = (one: string, other: string) => number

function checked(lines: readonly string[], order: { readonly whole: Order; readonly keys: Order }, flags: Flags) {
  const wrong = lines.findIndex(
    (line, i) =>
      i > 0 && (flags.has('u') ? order.keys(lines[i - 1]!, line) >= 0 : order.whole(lines[i - 1]!, line) > 0),
  )
  return wrong === -1 ? printed('') : failed(`sort: -:${wrong + 1}: disorder: ${lines[wrong]}`)
}

/** `2,2`, `1.3n`, `2nr`; null: it is no key. */
function keyOf(given: string): Key | null {
  const [, field, character, one = '', comma, last, end, other = ''] =
    /^(\d+)(?:\.(\d+))?([bdfginrV]*)(,(\d+)(?:\.(\d+))?([bdfginrV]*))?$/.exec(given) ?? []
  if (field === undefined || Number(field) === 0) return null
  const to = comma === undefined ? null : ([Number(last), Number(end ?? 0)] as const)
  return { from: [Number(field), Number(character ?? 1)], to, how: one + other }
}

function orderOf(keys: readonly Key[], flags: Flags, separator: string | undefined): { whole: Order; keys: Order } {
  const global = [...'bdfginrV'].filter((letter) => flags.has(letter)).join('')
  const all: readonly Key[] = keys.length === 0 ? [{ from: [1, 1], to: null, how: '' }] : keys
  const byKeys: Order = (one, other) => {
    for (const key of all) {
      const how = key.how === '' ? global : key.how
      const order = compared(piece(one, key, separator, how), piece(other, key, separator, how), how)
      if (order !== 0) return how.includes('r') ? -order : order
    }
    return 0
  }
  const isLast = !flags.has('su')
  const whole: Order = (one, other) => {
    const order = byKeys(one, other)
    if (order !== 0 || !isLast) return order
    return flags.has('r') ? -plain(one, other) : plain(one, other)
  }
  return { whole, keys: byKeys }
}

function compared(one: string, other: string, how: string): number {
  if (/[gn]/.test(how)) return Math.sign(numberOf(one) - numberOf(other))
  const [here, there] = [one, other].map((text) => {
    const kept = how.includes('d')
      ? text.replace(/[^A-Za-z0-9 \t]/g, '')
      : how.includes('i')
        ? text.replace(/[^ -~]/g, '')
        : text
    return how.includes('f') ? kept.toUpperCase() : kept
  })
  return plain(here!, there!)
}

function plain(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function numberOf(text: string): number {
  return Number(/^[ \t]*(-?\d*\.?\d*)/.exec(text)![1]) || 0
}

/** From the beginning of one field to the end of another one. */
function piece(line: string, { from, to }: Key, separator: string | undefined, how: string): string {
  if (from[0] === 1 && from[1] === 1 && to === null && !how.includes('b')) return line
  const fields = separator === undefined ? (line.match(/[ \t]*[^ \t]+|[ \t]+$/g) ?? []) : line.split(separator)
  const starts: number[] = []
  let at = 0
  for (const field of fields) {
    starts.push(at)
    at += field.length + (separator === undefined ? 0 : 1)
  }
  const place = ([field, character]: readonly [number, number], isEnd: boolean): number => {
    const text = fields[field - 1]
    if (text === undefined) return line.length
    if (isEnd && character === 0) return starts[field - 1]! + text.length
    const blanks = how.includes('b') ? /^[ \t]*/.exec(text)![0].length : 0
    const end = starts[field - 1]! + blanks + character - (isEnd ? 0 : 1)
    return Math.min(end, line.length)
  }
  const begin = place(from, false)
  return line.slice(begin, to === null ? undefined : Math.max(begin, place(to, true)))
}
