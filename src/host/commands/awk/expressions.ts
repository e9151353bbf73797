import { Meter } from '../../../config/meter.ts'
import { RegularExpression } from '../../../config/regular-expression.ts'
import type { Token } from './tokens.ts'
import { BadProgram, type Expression, type Place } from './tree.ts'

const FUNCTIONS = /^(?:length|substr|index|split|tolower|toupper|sub|gsub|match|int|sprintf)$/
/** From what binds least; a comparison does not stand beside another one. */
const BINARY: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['~', '!~'],
  ['<', '<=', '>', '>=', '==', '!='],
  [''],
  ['+', '-'],
  ['*', '/', '%'],
]
const JOINED = 4
/** Parentheses and operators within each other. */
const DEEPEST = 200

/** Reads what has a value, from left to right. */
export class ExpressionReader {
  readonly #tokens: readonly Token[]
  readonly #meter = new Meter()
  #at = 0
  #depth = 0
  /** Where `>` and `in` mean something else: in print, in for. */
  protected without: readonly string[] = []

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  protected get next(): Token {
    return this.#tokens[this.#at]!
  }

  protected expression(): Expression {
    if (++this.#depth > DEEPEST) throw new BadProgram('expressions are too deep')
    const left = this.#either()
    this.#depth -= 1
    const sign = this.next.text
    if (this.next.kind !== 'sign' || !/^(?:[-+*/%^]?=)$/.test(sign)) return left
    if (!isPlace(left)) throw this.wrong()
    this.skip()
    return { is: 'assign', sign, to: left, value: this.expression() }
  }

  #either(): Expression {
    const test = this.#binary(0)
    if (!this.eats('?')) return test
    const then = this.expression()
    this.expects(':')
    return { is: 'either', test, then, otherwise: this.expression() }
  }

  #binary(level: number): Expression {
    const signs = BINARY[level]
    if (signs === undefined) return this.#unary()
    let left = this.#binary(level + 1)
    if (level === JOINED) {
      while (this.#beginsOperand) left = { is: 'binary', sign: '', left, right: this.#binary(level + 1) }
      return left
    }
    if (level === 2 && this.next.text === 'in' && !this.without.includes('in')) return this.#within(left)
    while (this.next.kind === 'sign' && signs.includes(this.next.text) && !this.without.includes(this.next.text)) {
      const sign = this.skip().text
      left = { is: 'binary', sign, left, right: this.#binary(level + 1) }
    }
    return left
  }

  #within(at: Expression): Expression {
    this.skip()
    return { is: 'within', name: this.skip('name').text, at }
  }

  /** What stands behind another one without a sign belongs to it. */
  get #beginsOperand(): boolean {
    const { kind, text } = this.next
    return (
      ['number', 'text', 'name', 'call'].includes(kind) ||
      (kind === 'sign' && /^(?:\$|\(|!|-|\+|\+\+|--)$/.test(text) && !/^[-+]$/.test(text) && text !== '!')
    )
  }

  #unary(): Expression {
    const { kind, text } = this.next
    if (kind === 'sign' && /^[-!+]$/.test(text)) {
      this.skip()
      if (++this.#depth > DEEPEST) throw new BadProgram('expressions are too deep')
      const of = this.#unary()
      this.#depth -= 1
      return { is: text === '!' ? 'not' : text === '-' ? 'minus' : 'plus', of }
    }
    const left = this.#postfix()
    if (!this.eats('^')) return left
    return { is: 'binary', sign: '^', left, right: this.#unary() }
  }

  #postfix(): Expression {
    const { kind, text } = this.next
    if (kind === 'sign' && (text === '++' || text === '--')) {
      this.skip()
      const to = this.#primary()
      if (!isPlace(to)) throw this.wrong()
      return { is: 'step', to, by: text === '++' ? 1 : -1, isBefore: true }
    }
    const value = this.#primary()
    const sign = this.next
    if (!isPlace(value) || sign.kind !== 'sign' || (sign.text !== '++' && sign.text !== '--')) return value
    this.skip()
    return { is: 'step', to: value, by: sign.text === '++' ? 1 : -1, isBefore: false }
  }

  #primary(): Expression {
    const token = this.skip()
    if (token.kind === 'number') return { is: 'number', value: Number(token.text) }
    if (token.kind === 'text') return { is: 'text', value: token.text }
    if (token.kind === 'pattern') return { is: 'pattern', pattern: patternOf(token.text, this.#meter) }
    if (token.kind === 'call') return this.#call(token.text)
    if (token.kind === 'name')
      return this.eats('[') ? { is: 'element', name: token.text, at: this.list(']') } : { is: 'name', name: token.text }
    if (token.text === '$') return { is: 'field', of: this.#fieldNumber() }
    if (token.text !== '(') throw this.wrong(token)
    const before = this.without
    this.without = []
    const inside = this.expression()
    this.expects(')')
    this.without = before
    return inside
  }

  /** `$NF`, `$i`, `$(i + 1)`, `$++i`, `$-1`. */
  #fieldNumber(): Expression {
    if (this.next.text === '++' || this.next.text === '--') return this.#postfix()
    return this.next.text === '-' ? this.#unary() : this.#primary()
  }

  #call(name: string): Expression {
    if (!FUNCTIONS.test(name)) throw new BadProgram(`carpsim's awk has no function ${name}`)
    if (name === 'length' && this.next.text !== '(') return { is: 'call', name, given: [] }
    this.expects('(')
    return { is: 'call', name, given: this.list(')') }
  }

  /** Expressions with commas between them, up to a sign. */
  protected list(end: string): readonly Expression[] {
    const before = this.without
    this.without = []
    const all: Expression[] = []
    while (!this.eats(end)) {
      if (all.length > 0) this.expects(',')
      all.push(this.expression())
    }
    this.without = before
    return all
  }

  /** Whether a parenthesis that opens here closes with the statement: it holds all that is printed. */
  protected get closesAtEnd(): boolean {
    let depth = 0
    for (let i = this.#at; i < this.#tokens.length; i++) {
      const { kind, text } = this.#tokens[i]!
      if (kind === 'sign' && text === '(') depth += 1
      if (kind !== 'sign' || text !== ')' || --depth > 0) continue
      const next = this.#tokens[i + 1]!
      return next.kind === 'line' || next.kind === 'end' || (next.kind === 'sign' && /^[;}]$/.test(next.text))
    }
    return false
  }

  /** Whether a word comes, perhaps behind ends of lines and a semicolon. */
  protected followedBy(word: string): boolean {
    let at = this.#at
    while (this.#tokens[at]!.kind === 'line' || (this.#tokens[at]!.kind === 'sign' && this.#tokens[at]!.text === ';'))
      at += 1
    return this.#tokens[at]!.kind === 'word' && this.#tokens[at]!.text === word
  }

  protected skip(kind?: Token['kind']): Token {
    const token = this.next
    if (kind !== undefined && token.kind !== kind) throw this.wrong()
    if (token.kind !== 'end') this.#at += 1
    return token
  }

  protected eats(text: string): boolean {
    const isNext = this.next.text === text && this.next.kind !== 'text' && this.next.kind !== 'pattern'
    if (isNext) this.skip()
    return isNext
  }

  protected expects(text: string): void {
    if (!this.eats(text)) throw this.wrong()
  }

  protected wrong({ text }: Token = this.next): BadProgram {
    return new BadProgram(`syntax error at or near ${text === '\n' ? 'end of line' : text}`)
  }
}

export function isPlace(expression: Expression): expression is Place {
  return expression.is === 'name' || expression.is === 'field' || expression.is === 'element'
}

export function patternOf(text: string, meter: Meter): RegularExpression {
  const read = RegularExpression.read(text, { is: 'extended', gnu: true, ignoresCase: false, meter })
  if (typeof read === 'string') throw new BadProgram(`${read}: /${text}/`)
  return read
}
