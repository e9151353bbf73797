import { Meter } from '../../../config/meter.ts'
import type { RegularExpression } from '../../../config/regular-expression.ts'
import { patternOf } from './expressions.ts'
import { call } from './functions.ts'
import { Line, VARIABLES } from './line.ts'
import { BadProgram, type Expression, type Place, type Rule, type Statement } from './tree.ts'
import { comparison, computed, formatted, isTrue, numberOf, Read, textOf, type Value, within } from './values.ts'

/** So much a program does before it counts as one that never ends. */
const MOST_STEPS = 2_000_000
const MOST_PRINTED = 4_194_304

type Flow = 'next' | 'break' | 'continue' | 'exit' | null

/** A program while it runs. */
export class Running {
  exit = 0
  readonly variables = new Map<string, Value>(VARIABLES)
  readonly arrays = new Map<string, Map<string, Value>>()
  readonly #rules: readonly Rule[]
  readonly #within = new Set<Rule>()
  readonly #patterns = new Map<string, RegularExpression>()
  readonly #line: Line
  readonly #meter = new Meter()
  #out = ''
  #steps = 0
  #isOver = false

  constructor(rules: readonly Rule[]) {
    this.#rules = rules
    this.#line = new Line(this)
  }

  get output(): string {
    return this.#out
  }

  get isOver(): boolean {
    return this.#isOver
  }

  get readsLines(): boolean {
    return this.#rules.some(({ when }) => when !== 'BEGIN')
  }

  begin(): void {
    this.#all('BEGIN')
  }

  line(text: string): void {
    this.variables.set('NR', numberOf(this.variables.get('NR')!) + 1)
    this.variables.set('FNR', numberOf(this.variables.get('FNR')!) + 1)
    this.#line.set(0, text)
    for (const rule of this.#rules) {
      if (this.#isOver || !this.#applies(rule)) continue
      const flow = rule.does === null ? this.#do({ does: 'print', given: [] }) : this.#do(rule.does)
      if (flow === 'next' || flow === 'exit') return
    }
  }

  /** It ends once, also where it was told to before. */
  end(): void {
    this.#isOver = false
    this.#all('END')
  }

  #all(when: 'BEGIN' | 'END'): void {
    for (const rule of this.#rules) if (rule.when === when && !this.#isOver) this.#do(rule.does!)
  }

  #applies(rule: Rule): boolean {
    const { when } = rule
    if (typeof when === 'string') return when === 'always'
    if ('is' in when) return isTrue(this.value(when))
    const [from, to] = when
    if (!this.#within.has(rule) && !isTrue(this.value(from))) return false
    if (isTrue(this.value(to))) this.#within.delete(rule)
    else this.#within.add(rule)
    return true
  }

  #step(): void {
    if (++this.#steps > MOST_STEPS || this.#out.length > MOST_PRINTED)
      throw new BadProgram('carpsim stops a program that never ends')
  }

  #do(statement: Statement): Flow {
    this.#step()
    switch (statement.does) {
      case 'expression':
        this.value(statement.expression)
        return null
      case 'print':
      case 'printf':
        this.#print(
          statement.does,
          statement.given.map((one) => this.value(one)),
        )
        return null
      case 'if':
        if (isTrue(this.value(statement.test))) return this.#do(statement.then)
        return statement.otherwise === null ? null : this.#do(statement.otherwise)
      case 'block':
        for (const one of statement.all) {
          const flow = this.#do(one)
          if (flow !== null) return flow
        }
        return null
      case 'exit':
        if (statement.status !== null) this.exit = Math.trunc(numberOf(this.value(statement.status))) & 0xff
        this.#isOver = true
        return 'exit'
      case 'delete':
        if (statement.at.length === 0) this.array(statement.name).clear()
        else this.array(statement.name).delete(this.#key(statement.at))
        return null
      case 'next':
      case 'break':
      case 'continue':
        return statement.does
      default:
        return this.#loop(statement)
    }
  }

  #loop(statement: Extract<Statement, { does: 'while' | 'for' | 'each' }>): Flow {
    if (statement.does === 'each') {
      for (const key of [...this.array(statement.of).keys()]) {
        this.variables.set(statement.name, new Read(key))
        const flow = this.#do(statement.body)
        if (flow === 'break') return null
        if (flow === 'next' || flow === 'exit') return flow
      }
      return null
    }
    if (statement.does === 'for' && statement.begin !== null) this.#do(statement.begin)
    const test = statement.test
    for (let isFirst = true; ; isFirst = false) {
      const skips = isFirst && statement.does === 'while' && !statement.isFirst
      if (!skips && test !== null && !isTrue(this.value(test))) return null
      const flow = this.#do(statement.body)
      if (flow === 'break') return null
      if (flow === 'next' || flow === 'exit') return flow
      if (statement.does === 'for' && statement.step !== null) this.#do(statement.step)
    }
  }

  #print(how: 'print' | 'printf', given: readonly Value[]): void {
    if (how === 'printf') this.#out += given.length === 0 ? '' : formatted(textOf(given[0]!), given.slice(1))
    else {
      const words = given.length === 0 ? [this.#line.field(0)] : given.map(textOf)
      this.#out += words.join(textOf(this.variables.get('OFS')!)) + textOf(this.variables.get('ORS')!)
    }
  }

  value(expression: Expression): Value {
    this.#step()
    switch (expression.is) {
      case 'number':
      case 'text':
        return expression.value
      case 'pattern':
        return expression.pattern.test(this.#line.field(0)) ? 1 : 0
      case 'name':
        return expression.name === 'NF' ? this.#line.count : (this.variables.get(expression.name) ?? new Read(''))
      case 'field':
        return new Read(this.#line.field(numberOf(this.value(expression.of))))
      case 'element':
        return this.#element(expression.name, this.#key(expression.at))
      case 'within':
        return this.array(expression.name).has(textOf(this.value(expression.at))) ? 1 : 0
      case 'not':
        return isTrue(this.value(expression.of)) ? 0 : 1
      case 'minus':
        return -numberOf(this.value(expression.of))
      case 'plus':
        return numberOf(this.value(expression.of))
      case 'either':
        return this.value(isTrue(this.value(expression.test)) ? expression.then : expression.otherwise)
      case 'call':
        return call(this, expression.name, expression.given)
      default:
        return this.#changed(expression)
    }
  }

  #changed(expression: Extract<Expression, { is: 'step' | 'assign' | 'binary' }>): Value {
    if (expression.is === 'binary') return this.#binary(expression)
    const { to } = expression
    if (expression.is === 'step') {
      const before = numberOf(this.value(to))
      this.assign(to, before + expression.by)
      return expression.isBefore ? before + expression.by : before
    }
    const value = this.value(expression.value)
    const sign = expression.sign.slice(0, -1)
    const result = sign === '' ? value : computed(sign, numberOf(this.value(to)), numberOf(value))
    this.assign(to, result)
    return result
  }

  #binary({ sign, left, right }: Extract<Expression, { is: 'binary' }>): Value {
    const one = this.value(left)
    if (sign === '&&') return isTrue(one) && isTrue(this.value(right)) ? 1 : 0
    if (sign === '||') return isTrue(one) || isTrue(this.value(right)) ? 1 : 0
    if (sign === '~' || sign === '!~') return this.pattern(right).test(textOf(one)) === (sign === '~') ? 1 : 0
    const other = this.value(right)
    if (sign === '') return within(textOf(one) + textOf(other))
    return comparison(sign, one, other) ?? computed(sign, numberOf(one), numberOf(other))
  }

  /** A pattern, or a text that is one. */
  pattern(expression: Expression): RegularExpression {
    if (expression.is === 'pattern') return expression.pattern
    const text = textOf(this.value(expression))
    const known = this.#patterns.get(text) ?? patternOf(text, this.#meter)
    this.#patterns.set(text, known)
    return known
  }

  assign(to: Place, value: Value): void {
    if (typeof value !== 'number') within(textOf(value))
    if (to.is === 'element') this.array(to.name).set(this.#key(to.at), value)
    else if (to.is === 'field') this.#line.set(numberOf(this.value(to.of)), textOf(value))
    else if (to.name === 'NF') this.#line.setCount(numberOf(value))
    else this.variables.set(to.name, value)
  }

  array(name: string): Map<string, Value> {
    const known = this.arrays.get(name) ?? new Map<string, Value>()
    this.arrays.set(name, known)
    return known
  }

  #element(name: string, key: string): Value {
    const array = this.array(name)
    const known = array.get(key)
    if (known === undefined) array.set(key, new Read(''))
    return known ?? new Read('')
  }

  #key(at: readonly Expression[]): string {
    return at.map((one) => textOf(this.value(one))).join(textOf(this.variables.get('SUBSEP')!))
  }

  /** Pieces of a text, as FS has it. */
  pieces(text: string, separator: Value): string[] {
    return this.#line.pieces(text, separator)
  }
}
