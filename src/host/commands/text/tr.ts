import { CHARACTER_CLASSES } from '../../../config/expression-characters.ts'
import { quote } from '../complaint.ts'
import { isOutcome, missing, readFlags } from '../flags.ts'
import { failed, printed } from '../outcome.ts'
import { textOf } from '../paths.ts'
import type { Program } from '../program.ts'

const TR = {
  name: 'tr',
  letters: 'cCdstu',
  long: { complement: 'c', delete: 'd', 'squeeze-repeats': 's', 'truncate-set1': 't' },
  usage:
    'usage: tr [-Ccsu] string1 string2\n       tr [-Ccu] -d string1\n       tr [-Ccu] -s string1\n       tr [-Ccu] -ds string1 string2',
  stops: true,
}

const ONE_STRING = '\nOnly one string may be given when deleting without squeezing repeats.'

const ALL = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code))
const ESCAPES: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** tr(1) */
export const tr: Program = (call, args) => {
  const flags = readFlags(call, args, TR)
  if (isOutcome(flags)) return flags
  const [one, other, ...more] = flags.rest
  if (one === undefined) return missing(call, TR, 'missing operand')
  const isDeleting = flags.has('d')
  const needsTwo = isDeleting === flags.has('s')
  if (other === undefined && needsTwo) {
    const why = isDeleting
      ? 'Two strings must be given when both deleting and squeezing repeats.'
      : 'Two strings must be given when translating.'
    return missing(call, TR, `missing operand after ${quote(one)}\n${why}`)
  }
  const extra = isDeleting && !flags.has('s') ? other : more[0]
  if (extra !== undefined) {
    const why = isDeleting && !flags.has('s') ? ONE_STRING : ''
    return missing(call, TR, `extra operand ${quote(extra.replaceAll('\\', '\\\\'))}${why}`)
  }
  const [set, to] = [signsOf(one), other === undefined ? [] : signsOf(other)]
  if (typeof set === 'string' || typeof to === 'string') return failed(`tr: ${typeof set === 'string' ? set : to}`)
  const from = flags.has('cC') ? ALL.filter((sign) => !set.includes(sign)) : set
  const isComplement = flags.has('cC')
  const isIn = (sign: string) => (isComplement ? !set.includes(sign) : set.includes(sign))
  const text = textOf(call, undefined)
  const input = [...('is' in text ? text.is : '')]
  const changed = isDeleting
    ? input.filter((sign) => !isIn(sign))
    : other === undefined
      ? input
      : translated(input, from, to, flags.has('t'))
  const squeezes = !flags.has('s') ? null : other === undefined ? isIn : (sign: string) => to.includes(sign)
  const kept =
    squeezes === null ? changed : changed.filter((sign, i) => i === 0 || sign !== changed[i - 1] || !squeezes(sign))
  return printed(kept.join(''))
}

/** The second set goes on with its last sign. */
function translated(input: readonly string[], from: readonly string[], to: readonly string[], cuts: boolean): string[] {
  const map = new Map<string, string>()
  for (const [i, sign] of from.entries()) {
    const by = to[i] ?? (cuts ? undefined : to.at(-1))
    if (by !== undefined) map.set(sign, by)
  }
  return input.map((sign) => map.get(sign) ?? sign)
}

/** `a-z`, `[:digit:]`, `\n`, `\012`; or what is wrong with it. */
function signsOf(text: string): readonly string[] | string {
  const signs: string[] = []
  for (let at = 0; at < text.length; ) {
    const [whole = '', name] = /^\[:([a-z]+):\]/.exec(text.slice(at, at + 16)) ?? []
    if (name !== undefined) {
      const pattern = CHARACTER_CLASSES.get(name)
      if (pattern === undefined) return `invalid character class ${quote(name)}`
      signs.push(...ALL.filter((sign) => pattern.test(sign)))
      at += whole.length
      continue
    }
    const first = signAt(text, at)
    at = first.end
    if (text[at] !== '-' || at + 1 >= text.length) {
      signs.push(first.sign)
      continue
    }
    const last = signAt(text, at + 1)
    const [low, high] = [first.sign.codePointAt(0)!, last.sign.codePointAt(0)!]
    if (low > high) return `range-endpoints of '${first.sign}-${last.sign}' are in reverse collating sequence order`
    for (let code = low; code <= high; code++) signs.push(String.fromCodePoint(code))
    at = last.end
  }
  return signs
}

function signAt(text: string, at: number): { sign: string; end: number } {
  const [octal] = /^\\[0-7]{1,3}/.exec(text.slice(at, at + 4)) ?? []
  if (octal !== undefined)
    return { sign: String.fromCharCode(Number.parseInt(octal.slice(1), 8)), end: at + octal.length }
  const next = text[at + 1]
  if (text[at] === '\\' && next !== undefined) return { sign: ESCAPES[next] ?? next, end: at + 2 }
  const sign = String.fromCodePoint(text.codePointAt(at)!)
  return { sign, end: at + sign.length }
}
