import { matches, prefix, suffix } from '../match/match.ts'
import { type Pattern, STAR } from '../match/pattern.ts'
import type { Budget } from '../state/budget.ts'

/** `${x#…}` and its like. */
export function without(text: string, how: '#' | '##' | '%' | '%%', pattern: Pattern, budget: Budget): string {
  budget.work(text.length * pattern.tokens.length)
  const longest = how.length === 2
  const length = how.startsWith('#') ? prefix(pattern, text, longest) : suffix(pattern, text, longest)
  if (length < 0) return text
  return how.startsWith('#') ? text.slice(length) : text.slice(0, text.length - length)
}

/** `${x/a/b}`, bash: the longest match of each place. */
export function replaced(text: string, where: string, pattern: Pattern, by: string, budget: Budget): string {
  if (pattern.tokens.length === 0) return text
  if (where === '/#') {
    const length = prefix(pattern, text, true)
    return length < 0 ? text : by + text.slice(length)
  }
  if (where === '/%') {
    const length = suffix(pattern, text, true)
    return length < 0 ? text : text.slice(0, text.length - length) + by
  }
  let made = ''
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at)
    budget.work(rest.length * pattern.tokens.length)
    const length = prefix(pattern, rest, true)
    if (length > 0 || (length === 0 && at === 0 && matches(pattern, ''))) {
      made += by
      at += length
      budget.text(made.length)
      if (where !== '//' || length === 0) return made + text.slice(at)
    } else if (pattern.tokens[0] === STAR) return made + rest
    // What a star begins and does not match here, it does not match further on.
    else made += text[at++]
  }
  return made
}

/** `${x^}`, bash. */
export function cased(text: string, how: '^' | '^^' | ',' | ',,'): string {
  const turned = (part: string) => (how.startsWith('^') ? part.toUpperCase() : part.toLowerCase())
  return how.length === 2 ? turned(text) : turned(text.slice(0, 1)) + text.slice(1)
}

/** How long a text is in UTF-8. */
export function bytesOf(text: string): number {
  let bytes = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) bytes++
    else if (unit < 0x800 || (unit & 0xf800) === 0xd800) bytes += 2
    else bytes += 3
  }
  return bytes
}

/** The places of `${x:from:length}` in a row of so many; null: the length is wrong. */
export function slice(count: number, from: number, length: number | null): readonly [number, number] | null {
  const start = from < 0 ? count + from : from
  if (start < 0 || start > count) return [0, 0]
  if (length === null) return [start, count]
  const end = length < 0 ? count + length : Math.min(count, start + length)
  return end < start ? null : [start, end]
}
