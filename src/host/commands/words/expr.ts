import { Meter } from '../../../config/meter.ts'
import { RegularExpression } from '../../../config/regular-expression.ts'
import { isGnu } from '../../manners.ts'
import { failed, type Outcome } from '../outcome.ts'
import type { Program } from '../program.ts'

/** From what binds least to what binds most. */
const OPERATORS: readonly (readonly string[])[] = [
  ['|'],
  ['&'],
  ['=', '!=', '<', '<=', '>', '>=', '=='],
  ['+', '-'],
  ['*', '/', '%'],
  [':'],
]
const MOST_WORDS = 1_000
/** Parentheses within each other. */
const DEEPEST = 100

class Wrong extends Error {}

/** expr(1): 0 where the result is neither empty nor zero, 1 where it is, 2 where it is no expression. */
export const expr: Program = (call, args) => {
  const words = args[0] === '--' ? args.slice(1) : args
  const gnu = isGnu(call.space.userland)
  if (words.length === 0)
    return failed(gnu ? "expr: missing operand\nTry 'expr --help' for more information." : 'expr: syntax error', 2)
  if (words.length > MOST_WORDS) return failed('expr: too many words', 2)
  try {
    const result = new Reading(words, gnu).read()
    return { stdout: `${result}\n`, stderr: '', exit: isNothing(result) ? 1 : 0 } satisfies Outcome
  } catch (error) {
    if (error instanceof Wrong) return failed(`expr: ${error.message}`, 2)
    throw error
  }
}

/** Empty, or zero however it is written. */
function isNothing(text: string): boolean {
  return text === '' || /^-?0+$/.test(text)
}

class Reading {
  readonly #words: readonly string[]
  readonly #gnu: boolean
  #at = 0
  #depth = 0

  constructor(words: readonly string[], gnu: boolean) {
    this.#words = words
    this.#gnu = gnu
  }

  read(): string {
    const result = this.#binary(0)
    const left = this.#words[this.#at]
    if (left !== undefined) throw this.#syntax(`unexpected argument ${quoted(left)}`)
    return result
  }

  #binary(level: number): string {
    const operators = OPERATORS[level]
    if (operators === undefined) return this.#operand()
    let left = this.#binary(level + 1)
    for (
      let sign = this.#words[this.#at];
      sign !== undefined && operators.includes(sign);
      sign = this.#words[this.#at]
    ) {
      this.#at += 1
      left = this.#applied(left, sign, this.#binary(level + 1))
    }
    return left
  }

  #operand(): string {
    const word = this.#next()
    if (word === '(') {
      if (++this.#depth > DEEPEST) throw new Wrong('too many parentheses')
      const inside = this.#binary(0)
      const end = this.#words[this.#at++]
      this.#depth -= 1
      if (end !== ')')
        throw this.#syntax(
          end === undefined
            ? `expecting ')' after ${quoted(this.#words.at(-1)!)}`
            : `expecting ')' instead of ${quoted(end)}`,
        )
      return inside
    }
    if (word === ')') throw this.#syntax("unexpected ')'")
    return this.#gnu ? this.#word(word) : word
  }

  #next(): string {
    const word = this.#words[this.#at++]
    const previous = this.#words[this.#at - 2]
    if (word === undefined)
      throw this.#syntax(previous === undefined ? 'missing argument' : `missing argument after ${quoted(previous)}`)
    return word
  }

  /** What GNU has besides. */
  #word(word: string): string {
    if (word === '+') return this.#next()
    if (word === 'length') return `${[...this.#operand()].length}`
    if (word === 'match') return matched(this.#operand(), this.#operand())
    if (word === 'index') {
      const [text, signs] = [[...this.#operand()], this.#operand()]
      return `${text.findIndex((sign) => signs.includes(sign)) + 1}`
    }
    if (word !== 'substr') return word
    const [text, from, count] = [[...this.#operand()], Number(this.#operand()), Number(this.#operand())]
    return from > 0 && count > 0 ? text.slice(from - 1, from - 1 + count).join('') : ''
  }

  #applied(left: string, sign: string, right: string): string {
    if (sign === '|') return isNothing(left) ? (isNothing(right) ? '0' : right) : left
    if (sign === '&') return isNothing(left) || isNothing(right) ? '0' : left
    if (sign === ':') return matched(left, right)
    if (OPERATORS[2]!.includes(sign)) return compared(left, sign, right) ? '1' : '0'
    return this.#computed(left, sign, right)
  }

  #computed(left: string, sign: string, right: string): string {
    const wrong = [left, right].find((text) => !/^-?\d+$/.test(text))
    if (wrong !== undefined) throw new Wrong(this.#gnu ? 'non-integer argument' : `not a decimal number: '${wrong}'`)
    const [one, other] = [BigInt(left), BigInt(right)]
    if (other === 0n && (sign === '/' || sign === '%')) throw new Wrong('division by zero')
    const results: Readonly<Record<string, () => bigint>> = {
      '+': () => one + other,
      '-': () => one - other,
      '*': () => one * other,
      '/': () => one / other,
      '%': () => one % other,
    }
    const result = results[sign]!()
    // FreeBSD counts in 64 bits, GNU for ever; nobody needs numbers longer than this.
    if (!this.#gnu && BigInt.asIntN(64, result) !== result) throw new Wrong('overflow')
    if (`${result}`.length > 10_000) throw new Wrong('overflow')
    return `${result}`
  }

  #syntax(gnu: string): Wrong {
    return new Wrong(this.#gnu ? `syntax error: ${gnu}` : 'syntax error')
  }
}

/** As GNU writes words of a syntax error. */
function quoted(word: string): string {
  return `'${word.replace(/[\\']/g, '\\$&')}'`
}

/** As numbers where both are. */
function compared(left: string, sign: string, right: string): boolean {
  const areNumbers = [left, right].every((text) => /^-?\d+$/.test(text))
  const order = areNumbers
    ? BigInt(left) < BigInt(right)
      ? -1
      : BigInt(left) > BigInt(right)
        ? 1
        : 0
    : left < right
      ? -1
      : left > right
        ? 1
        : 0
  if (sign === '=' || sign === '==') return order === 0
  if (sign === '!=') return order !== 0
  return sign.startsWith('<')
    ? order < 0 || (order === 0 && sign === '<=')
    : order > 0 || (order === 0 && sign === '>=')
}

/** From the beginning on: what the parentheses hold, or how long it is. */
function matched(text: string, pattern: string): string {
  const read = RegularExpression.read(pattern.startsWith('^') ? pattern : `^${pattern}`, {
    is: 'basic',
    gnu: true,
    ignoresCase: false,
    meter: new Meter(),
  })
  if (typeof read === 'string') throw new Wrong(read)
  const found = read.find(text)
  if (read.groups > 0) return found?.groups[0] ?? ''
  return `${found === null ? 0 : [...text.slice(found.start, found.end)].length}`
}
