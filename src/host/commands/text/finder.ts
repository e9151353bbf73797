import type { Grammar } from '../../../config/expression-signs.ts'
import { Meter } from '../../../config/meter.ts'
import { RegularExpression } from '../../../config/regular-expression.ts'
import type { Flags } from '../flags.ts'

/** Where in a line from a place on something is found; null: nowhere. */
export type Finder = (line: string, from: number) => { readonly start: number; readonly end: number } | null

/** What looks for patterns, basic (G), extended (E) or fixed (F); or why one is none. */
export function finderOf(patterns: readonly string[], flags: Flags, how: string): Finder | string {
  const ignoresCase = flags.has('iy')
  const meter = new Meter()
  const grammar: Grammar = { is: how === 'E' ? 'extended' : 'basic', gnu: true, ignoresCase, meter }
  const finders: Finder[] = []
  for (const pattern of patterns) {
    if (how === 'F') {
      finders.push(fixed(pattern, ignoresCase, meter))
      continue
    }
    const read = RegularExpression.read(pattern, grammar)
    if (typeof read === 'string') return read
    finders.push((line, from) => read.find(line, from))
  }
  const any: Finder = (line, from) => best(finders.map((find) => find(line, from)))
  if (flags.has('x')) return wholeLine(patterns, finders, grammar, how) ?? any
  return flags.has('w') ? words(any) : any
}

/** The first, and of several that begin there the longest. */
function best(found: readonly ReturnType<Finder>[]): ReturnType<Finder> {
  let first: ReturnType<Finder> = null
  for (const one of found)
    if (
      one !== null &&
      (first === null || one.start < first.start || (one.start === first.start && one.end > first.end))
    )
      first = one
  return first
}

function fixed(pattern: string, ignoresCase: boolean, meter: Meter): Finder {
  const wanted = ignoresCase ? pattern.toLowerCase() : pattern
  return (line, from) => {
    meter.spend(1 + (line.length - from) / 10)
    const start = (ignoresCase ? line.toLowerCase() : line).indexOf(wanted, from)
    return start === -1 ? null : { start, end: start + wanted.length }
  }
}

function wholeLine(
  patterns: readonly string[],
  finders: readonly Finder[],
  grammar: Grammar,
  how: string,
): Finder | null {
  const [open, close] = how === 'E' ? ['(', ')'] : ['\\(', '\\)']
  const whole = patterns.map((pattern, i): Finder => {
    const read = how === 'F' ? '' : RegularExpression.read(`^${open}${pattern}${close}$`, grammar)
    if (typeof read !== 'string') return (line, from) => read.find(line, from)
    return (line) => {
      const found = finders[i]!(line, 0)
      return found?.start === 0 && found.end === line.length ? found : null
    }
  })
  return (line, from) => best(whole.map((find) => find(line, from)))
}

const isOfWord = (sign: string | undefined) => sign !== undefined && /\w/.test(sign)

/** Neither before nor behind it stands what could belong to the word. */
function words(find: Finder): Finder {
  return (line, from) => {
    for (let at = from; at <= line.length; ) {
      const found = find(line, at)
      if (found === null) return null
      if (!isOfWord(line[found.start - 1]) && !isOfWord(line[found.end])) return found
      at = found.start + 1
    }
    return null
  }
}
