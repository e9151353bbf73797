import { cannotDo } from '../complaint.ts'
import { type Flags, isOutcome, missing, misused, readFlags, type Syntax } from '../flags.ts'
import { each, failed, printed } from '../outcome.ts'
import { joined, linesOf, textOf } from '../paths.ts'
import type { Program } from '../program.ts'

export const CUT: Syntax = {
  name: 'cut',
  letters: 'b:c:d:f:nswC',
  long: { bytes: 'b', characters: 'c', delimiter: 'd', fields: 'f', 'only-delimited': 's', complement: 'C' },
  usage:
    'usage: cut -b list [-n] [file ...]\n       cut -c list [file ...]\n       cut -f list [-s] [-w | -d delim] [file ...]',
}

const NO_DELIMITER = 'an input delimiter may be specified only when operating on fields'
const NO_LINES = 'suppressing non-delimited lines makes sense\n\tonly when operating on fields'

/** Whether a piece is wanted, counted from 1. */
type Wanted = (number: number) => boolean

/** cut(1) */
export const cut: Program = (call, args) => {
  const flags = readFlags(call, args, CUT)
  if (isOutcome(flags)) return flags
  const unit = ['b', 'c', 'f'].filter((letter) => flags.has(letter))
  if (unit.length === 0) return missing(call, CUT, 'you must specify a list of bytes, characters, or fields')
  if (unit.length > 1) return missing(call, CUT, 'only one list may be specified')
  if (flags.gnu && unit[0] !== 'f' && flags.has('ds'))
    return misused(call, CUT, flags.has('d') ? NO_DELIMITER : NO_LINES)
  const wanted = wantedBy(flags.value(unit[0]!)!, unit[0] === 'f' ? 'field' : 'byte/character position')
  if (typeof wanted === 'string')
    return flags.gnu ? misused(call, CUT, wanted) : failed('cut: [-bcf] list: illegal list value')
  const delimiter = flags.value('d') ?? '\t'
  if ([...delimiter].length > 1)
    return flags.gnu ? misused(call, CUT, 'the delimiter must be a single character') : failed('cut: bad delimiter')
  const take: Wanted = flags.gnu && flags.has('C') ? (number) => !wanted(number) : wanted
  return each(flags.rest.length === 0 ? ['-'] : flags.rest, (name) => {
    const text = textOf(call, name)
    if ('error' in text) return cannotDo(call, { program: 'cut', file: name }, text.error)
    const lines = linesOf(text.is).flatMap((line) =>
      unit[0] === 'f' ? fields(line, delimiter, flags, take) : [chosen([...line], take).join('')],
    )
    return printed(joined(lines))
  })
}

/** A line without the delimiter stands as it is, or is left out with -s. */
function fields(line: string, delimiter: string, flags: Flags, take: Wanted): string[] {
  const parts = flags.has('w') && !flags.gnu ? line.split(/[ \t]+/) : line.split(delimiter)
  if (parts.length === 1) return flags.has('s') ? [] : [line]
  return [chosen(parts, take).join(flags.has('w') && !flags.gnu ? '\t' : delimiter)]
}

function chosen(parts: readonly string[], take: Wanted): string[] {
  return parts.filter((_part, i) => take(i + 1))
}

/** `1,3-5,7-`; or why it is no list. */
function wantedBy(list: string, what: string): Wanted | string {
  const ranges: [number, number][] = []
  for (const part of list.split(/[, ]/)) {
    const [, from = '', dash = '', to = ''] = /^(\d*)(-?)(\d*)$/.exec(part) ?? []
    if (from === '' && to === '')
      return dash === ''
        ? `invalid ${what === 'field' ? 'field value' : what} '${part}'`
        : 'invalid range with no endpoint: -'
    const first = from === '' ? 1 : Number(from)
    const last = dash === '' ? first : to === '' ? Number.POSITIVE_INFINITY : Number(to)
    if (first === 0) return `${what}s are numbered from 1`
    if (last < first) return 'invalid decreasing range'
    ranges.push([first, last])
  }
  return (number) => ranges.some(([first, last]) => number >= first && number <= last)
}
