import type { ArithmeticFault, Dialect } from '../dialect.ts'
import { Fault } from '../state/stop.ts'
import { based, type Integer, integer } from './integer.ts'

/** An expression of `$(( ))`. */
export type Expression =
  | { readonly is: 'number'; readonly value: Integer }
  | { readonly is: 'variable'; readonly name: string }
  | { readonly is: 'unary'; readonly operator: string; readonly of: Expression }
  | { readonly is: 'step'; readonly name: string; readonly by: 1 | -1; readonly first: boolean }
  | {
      readonly is: 'binary'
      readonly operator: string
      readonly left: Expression
      readonly right: Expression
      readonly rest: string
    }
  | { readonly is: 'logical'; readonly operator: '&&' | '||'; readonly left: Expression; readonly right: Expression }
  | { readonly is: 'ternary'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | {
      readonly is: 'assign'
      readonly name: string
      readonly operator: string
      readonly value: Expression
      readonly rest: string
    }

const RANKS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
]
const DEEPEST = 100
const STEPS = /(?:\+\+|--|\*\*)/y
const OPERATOR = /(?:<<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[-+*/%<>!~&|^=?:(),])/y
const WORD = /(?:\d+#[0-9A-Za-z]+|\d[0-9A-Za-z_]*|[A-Za-z_]\w*)/y
const SPACE = /\s*/y

class Reader {
  readonly #text: string
  readonly #dialect: Dialect
  #at = 0
  #token = ''
  /** Where the token begins. */
  #from = 0
  /** Where the one before it began. */
  #before = 0
  #depth = 0

  constructor(text: string, dialect: Dialect) {
    this.#text = text
    this.#dialect = dialect
    this.#next()
  }

  all(): Expression {
    if (this.#token === '') return { is: 'number', value: 0 }
    const value = this.#comma()
    if (this.#token !== '') this.#fail('unexpected token')
    return value
  }

  #fail(why: ArithmeticFault, from = this.#from): never {
    const at = from < this.#text.length ? from : this.#before
    throw new Fault({ is: 'arithmetic', text: this.#text, why, rest: this.#text.slice(at) })
  }

  #next(): void {
    this.#before = this.#from
    SPACE.lastIndex = this.#at
    SPACE.exec(this.#text)
    this.#from = SPACE.lastIndex
    for (const kind of this.#dialect.arithmetic.steps ? [WORD, STEPS, OPERATOR] : [WORD, OPERATOR]) {
      kind.lastIndex = this.#from
      const found = kind.exec(this.#text)
      if (found === null) continue
      this.#token = found[0]
      this.#at = kind.lastIndex
      return
    }
    this.#token = this.#text.slice(this.#from, this.#from + 1)
    this.#at = this.#from + this.#token.length
  }

  #take(token: string): boolean {
    if (this.#token !== token) return false
    this.#next()
    return true
  }

  #comma(): Expression {
    let value = this.#assignment()
    while (this.#dialect.arithmetic.comma && this.#token === ',') {
      const rest = this.#text.slice(this.#from)
      this.#next()
      value = { is: 'binary', operator: ',', left: value, right: this.#assignment(), rest }
    }
    return value
  }

  #assignment(): Expression {
    if (++this.#depth > DEEPEST) this.#fail('unexpected token')
    const left = this.#ternary()
    const operator = /^(?:[-+*/%&|^]|<<|>>)?=$/.test(this.#token) ? this.#token : null
    if (operator !== null) {
      if (left.is !== 'variable') this.#fail('assignment to no variable')
      this.#next()
      const rest = this.#text.slice(this.#from)
      const value = this.#assignment()
      this.#depth--
      return { is: 'assign', name: left.name, operator: operator.slice(0, -1), value, rest }
    }
    this.#depth--
    return left
  }

  #ternary(): Expression {
    const test = this.#binary(0)
    if (!this.#take('?')) return test
    const yes = this.#assignment()
    if (!this.#take(':')) this.#fail('missing colon')
    const no = this.#assignment()
    return { is: 'ternary', test, yes, no }
  }

  #binary(rank: number): Expression {
    const operators = RANKS[rank]
    if (operators === undefined) return this.#power()
    let left = this.#binary(rank + 1)
    while (operators.includes(this.#token)) {
      const operator = this.#token
      this.#next()
      const rest = this.#text.slice(this.#from)
      const right = this.#binary(rank + 1)
      left =
        operator === '&&' || operator === '||'
          ? { is: 'logical', operator, left, right }
          : { is: 'binary', operator, left, right, rest }
    }
    return left
  }

  #power(): Expression {
    const left = this.#unary()
    if (!this.#dialect.arithmetic.power || this.#token !== '**') return left
    this.#next()
    const rest = this.#text.slice(this.#from)
    return { is: 'binary', operator: '**', left, right: this.#power(), rest }
  }

  #unary(): Expression {
    const token = this.#token
    if (token === '++' || token === '--') return this.#stepped(token)
    if (token !== '' && '+-!~'.includes(token)) {
      if (++this.#depth > DEEPEST) this.#fail('unexpected token')
      this.#next()
      const of = this.#unary()
      this.#depth--
      return { is: 'unary', operator: token, of }
    }
    return this.#primary()
  }

  /** `++x`; where the dialect has none, two signs. */
  #stepped(token: string): Expression {
    this.#next()
    const by = token === '++' ? 1 : -1
    if (this.#dialect.arithmetic.steps && /^[A-Za-z_]/.test(this.#token)) {
      const name = this.#token
      this.#next()
      return { is: 'step', name, by, first: true }
    }
    if (++this.#depth > DEEPEST) this.#fail('unexpected token')
    const of = this.#unary()
    this.#depth--
    return { is: 'unary', operator: '+', of }
  }

  #primary(): Expression {
    const token = this.#token
    if (token === '(') {
      this.#next()
      const value = this.#comma()
      if (!this.#take(')')) this.#fail('missing parenthesis')
      return value
    }
    if (/^[A-Za-z_]/.test(token)) return this.#variable(token)
    if (!/^\d/.test(token)) this.#fail('operand expected')
    const value = token.includes('#') ? based(token) : integer(token)
    if (value === null) this.#fail('bad digit')
    this.#next()
    return { is: 'number', value }
  }

  #variable(name: string): Expression {
    this.#next()
    const by = this.#token === '++' ? 1 : this.#token === '--' ? -1 : null
    if (by === null || !this.#dialect.arithmetic.steps) return { is: 'variable', name }
    this.#next()
    return { is: 'step', name, by, first: false }
  }
}

/** @throws Fault where it is no expression */
export function parseArithmetic(text: string, dialect: Dialect): Expression {
  return new Reader(text, dialect).all()
}
