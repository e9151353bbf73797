import type { TestFault } from '../dialect.ts'
import { Fault } from '../state/stop.ts'
import type { Call } from './builtin.ts'
import { binary, isBinary, isUnary, unary } from './test-primaries.ts'

const DEEPEST = 200

/** `test` as the Almquist shells read it (dash: src/bltin/test.c): operators by what is behind them. */
class Grammar {
  readonly #call: Call
  readonly #words: readonly string[]
  #at = 0
  #depth = 0

  constructor(call: Call, words: readonly string[]) {
    this.#call = call
    this.#words = words
  }

  all(): boolean {
    const { length } = this.#words
    const [first] = this.#words
    if (length === 0) return false
    if ((length === 3 || length === 4) && first === '(' && this.#words[length - 1] === ')')
      return new Grammar(this.#call, this.#words.slice(1, -1)).all()
    const answer = length === 3 || length === 4 ? this.#first() : this.#or()
    if (this.#at < length) this.#fail('binary operator expected', this.#words[this.#at - 1]!)
    return answer
  }

  #first(): boolean {
    if (this.#words[0] !== '!') return this.#or()
    this.#at++
    return !this.#not()
  }

  #fail(why: TestFault, text: string): never {
    throw new Fault({ is: 'test', command: this.#call.name, why, text })
  }

  #or(): boolean {
    let answer = this.#and()
    while (this.#words[this.#at] === '-o') {
      this.#at++
      const next = this.#and()
      answer ||= next
    }
    return answer
  }

  #and(): boolean {
    let answer = this.#not()
    while (this.#words[this.#at] === '-a') {
      this.#at++
      const next = this.#not()
      answer &&= next
    }
    return answer
  }

  #not(): boolean {
    if (++this.#depth > DEEPEST) this.#fail('too many arguments', '')
    let negated = false
    while (this.#words[this.#at] === '!' && !this.#isOperand()) {
      this.#at++
      negated = !negated
    }
    const answer = this.#primary() !== negated
    this.#depth--
    return answer
  }

  /** What looks like an operator stands where its operand would. */
  #isOperand(): boolean {
    const next = this.#words[this.#at + 1]
    if (next === undefined) return true
    return this.#at + 2 < this.#words.length && isBinary(this.#call.shell, next)
  }

  #primary(): boolean {
    const word = this.#words[this.#at]
    if (word === undefined) {
      if (this.#call.shell.dialect.testCounts) this.#fail('argument expected', '')
      return false
    }
    if (word === '(' && this.#at + 1 < this.#words.length && !this.#isOperand()) return this.#group()
    if (isUnary(word) && !this.#isOperand()) {
      const operand = this.#words[this.#at + 1]!
      this.#at += 2
      return unary(this.#call, word, operand)
    }
    const operator = this.#words[this.#at + 1]
    if (operator === undefined || !isBinary(this.#call.shell, operator)) {
      this.#at++
      return word !== ''
    }
    const right = this.#words[this.#at + 2]
    if (right === undefined) this.#fail('argument expected', operator)
    this.#at += 3
    return binary(this.#call, operator, word, right)
  }

  #group(): boolean {
    this.#at++
    if (this.#words[this.#at] === ')') {
      this.#at++
      return false
    }
    const answer = this.#or()
    if (this.#words[this.#at] !== ')') this.#fail('missing parenthesis', '')
    this.#at++
    return answer
  }
}

export function byGrammar(call: Call, words: readonly string[]): boolean {
  return new Grammar(call, words).all()
}
