import { BadProgram } from './tree.ts'

/** A value: what was read looks like a number, and is compared as one, if it does. */
export type Value = number | string | Read

/** A text from outside. */
export class Read {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

const NUMBER = /^[ \t\n]*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/

export function numberOf(value: Value): number {
  if (typeof value === 'number') return value
  return Number(NUMBER.exec(textOf(value))?.[0] ?? 0) || 0
}

/** As CONVFMT and OFMT have it where nobody sets them: `%.6g`. */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value
  if (value instanceof Read) return value.text
  if (Number.isInteger(value)) return Math.abs(value) < 1e16 ? `${value}` : value.toFixed(0)
  return general(value, 6)
}

/** %g */
export function general(value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'
  const [mantissa = '', exponent = '0'] = value.toExponential(Math.max(0, digits - 1)).split('e')
  const power = Number(exponent)
  const trimmed = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)
  if (power >= -4 && power < digits) return trimmed(value.toFixed(Math.max(0, digits - 1 - power)))
  return `${trimmed(mantissa)}e${power < 0 ? '-' : '+'}${`${Math.abs(power)}`.padStart(2, '0')}`
}

function looksLikeNumber(value: Value): boolean {
  if (typeof value === 'number') return true
  if (typeof value === 'string') return false
  return value.text.trim() !== '' && NUMBER.exec(value.text)?.[0].trim() === value.text.trim()
}

export function isTrue(value: Value): boolean {
  if (value instanceof Read) return looksLikeNumber(value) ? numberOf(value) !== 0 : value.text !== ''
  return typeof value === 'number' ? value !== 0 : value !== ''
}

/** As numbers where both are, or look so. */
function compared(left: Value, right: Value): number {
  if (looksLikeNumber(left) && looksLikeNumber(right)) return numberOf(left) - numberOf(right)
  const [one, other] = [textOf(left), textOf(right)]
  return one < other ? -1 : one > other ? 1 : 0
}

/** What a comparison comes to; undefined: the sign is none. */
export function comparison(sign: string, one: Value, other: Value): number | undefined {
  if (!/^(?:[<>]=?|[=!]=)$/.test(sign)) return undefined
  const order = compared(one, other)
  if (order === 0) return sign.length === 2 && sign !== '!=' ? 1 : 0
  return sign === '!=' || (sign.startsWith('<') && order < 0) || (sign.startsWith('>') && order > 0) ? 1 : 0
}

/** What a text may grow to. */
const LONGEST = 1_000_000

export function within(text: string): string {
  if (text.length > LONGEST) throw new BadProgram('carpsim keeps no text as long as that')
  return text
}

/** So wide is a column, at most. */
const WIDEST = 10_000

/** printf(3), of what awk and printf(1) are given. */
export function formatted(format: string, given: readonly Value[]): string {
  let at = 0
  return format.replace(
    /%([-+ 0#]*)(\*|\d*)(?:\.(\*|\d*))?([diouxXeEfFgGcs%])/g,
    (_whole, flags: string, wide: string, exact: string | undefined, how: string) => {
      if (how === '%') return '%'
      const size = (text: string | undefined) => (text === '*' ? numberOf(given[at++] ?? '') : Number(text))
      const width = Math.min(Math.abs(wide === '' ? 0 : size(wide)), WIDEST)
      const digits = exact === undefined ? undefined : Math.min(size(exact), 100)
      const text = converted(given[at++] ?? '', how, digits, flags)
      if (flags.includes('-')) return text.padEnd(width)
      const isPadded = flags.includes('0') && !'cs'.includes(how)
      if (!isPadded) return text.padStart(width)
      const sign = /^[-+ ]/.exec(text)?.[0] ?? ''
      return sign + text.slice(sign.length).padStart(width - sign.length, '0')
    },
  )
}

function converted(value: Value, how: string, digits: number | undefined, flags: string): string {
  if (how === 's') return digits === undefined ? textOf(value) : textOf(value).slice(0, digits)
  if (how === 'c')
    return typeof value === 'number'
      ? String.fromCodePoint(Math.min(Math.max(0, Math.trunc(value)), 0x10ffff))
      : textOf(value).slice(0, 1)
  const number = numberOf(value)
  const sign = number >= 0 && flags.includes('+') ? '+' : number >= 0 && flags.includes(' ') ? ' ' : ''
  if ('di'.includes(how)) return sign + `${Math.trunc(number)}`.replace(/\d+/, (all) => all.padStart(digits ?? 0, '0'))
  if (how === 'o') return Math.trunc(Math.abs(number)).toString(8)
  if (how === 'u') return `${Math.trunc(Math.abs(number))}`
  if (how === 'x' || how === 'X') {
    const text = Math.trunc(Math.abs(number)).toString(16)
    return how === 'X' ? text.toUpperCase() : text
  }
  if ('fF'.includes(how)) return sign + number.toFixed(digits ?? 6)
  if ('gG'.includes(how)) return sign + general(number, digits === 0 ? 1 : (digits ?? 6))
  return sign + number.toExponential(digits ?? 6).replace(/e([+-])(\d)$/, 'e$10$2')
}

/** Of two numbers. */
export function computed(sign: string, left: number, right: number): number {
  if ((sign === '/' || sign === '%') && right === 0)
    throw new BadProgram(`division by zero${sign === '%' ? ' in %' : ''}`)
  if (sign === '+') return left + right
  if (sign === '-') return left - right
  if (sign === '*') return left * right
  if (sign === '/') return left / right
  return sign === '%' ? left % right : power(left, right)
}

/** Of whole numbers: others are not the same on every machine. */
function power(base: number, exponent: number): number {
  if (!Number.isInteger(exponent)) throw new BadProgram('carpsim raises to whole powers alone')
  let [result, factor] = [1, base]
  for (let left = Math.min(Math.abs(exponent), 4_096); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= factor
    factor *= factor
  }
  return exponent < 0 ? 1 / result : result
}
