import { ExpressionReader } from './expressions.ts'
import { tokensOf } from './tokens.ts'
import { BadProgram, type Expression, type Rule, type Statement } from './tree.ts'

/** Statements within each other. */
const DEEPEST = 100

/** Reads a program: patterns, and what is done for them. */
export function readProgram(text: string): readonly Rule[] {
  return new StatementReader(tokensOf(text)).rules()
}

class StatementReader extends ExpressionReader {
  #depth = 0
  /** Whether what is read is done for a line. */
  #hasLine = true

  rules(): readonly Rule[] {
    const rules: Rule[] = []
    for (this.#lines(); this.next.kind !== 'end'; this.#lines()) rules.push(this.#rule())
    return rules
  }

  #rule(): Rule {
    const when = this.#pattern()
    this.#hasLine = when !== 'BEGIN' && when !== 'END'
    const hasBlock = this.next.text === '{' && this.next.kind === 'sign'
    if (!hasBlock && typeof when === 'string') throw this.wrong()
    return { when, does: hasBlock ? this.#block() : null }
  }

  #pattern(): Rule['when'] {
    if (this.next.text === '{' && this.next.kind === 'sign') return 'always'
    if (this.next.kind === 'word' && (this.next.text === 'BEGIN' || this.next.text === 'END'))
      return this.skip().text as 'BEGIN'
    const first = this.expression()
    if (!this.eats(',')) return first
    this.#newLines()
    return [first, this.expression()]
  }

  #block(): Statement {
    this.expects('{')
    const all: Statement[] = []
    for (this.#lines(); !this.eats('}'); this.#lines()) all.push(this.#statement())
    return { does: 'block', all }
  }

  #statement(): Statement {
    if (++this.#depth > DEEPEST) throw new BadProgram('statements are too deep')
    const statement = this.#read()
    this.#depth -= 1
    return statement
  }

  #read(): Statement {
    if (this.next.kind === 'sign' && this.next.text === '{') return this.#block()
    if (this.next.kind === 'sign' && this.next.text === ';') {
      this.skip()
      return { does: 'block', all: [] }
    }
    if (this.next.kind !== 'word') return this.#ended(this.#simple())
    const { text } = this.next
    if (text === 'if') return this.#if()
    if (text === 'while') return this.#while()
    if (text === 'do') return this.#do()
    return text === 'for' ? this.#for() : this.#ended(this.#simple())
  }

  #simple(): Statement {
    const { kind, text } = this.next
    if (kind !== 'word') return { does: 'expression', expression: this.expression() }
    this.skip()
    if (text === 'print' || text === 'printf') return this.#print(text)
    if (text === 'next' && !this.#hasLine) throw new BadProgram('improper use of next')
    if (text === 'next' || text === 'break' || text === 'continue') return { does: text }
    if (text === 'exit') return { does: 'exit', status: this.#isOver ? null : this.expression() }
    if (text === 'delete')
      return { does: 'delete', name: this.skip('name').text, at: this.eats('[') ? this.list(']') : [] }
    throw new BadProgram(`carpsim's awk has no ${text}`)
  }

  /** In parentheses or without; where it goes to is the shell's, not awk's. */
  #print(does: 'print' | 'printf'): Statement {
    this.without = ['>', '|']
    const given: Expression[] = []
    while (!this.#isOver) {
      if (given.length > 0) this.expects(',')
      given.push(...this.#printed())
      if (this.next.text === '>' || this.next.text === '|')
        throw new BadProgram(`carpsim's awk writes to its output alone: no ${this.next.text}`)
    }
    this.without = []
    return { does, given }
  }

  /** What stands in parentheses with commas is several. */
  #printed(): readonly Expression[] {
    const isOpen = this.next.kind === 'sign' && this.next.text === '('
    if (!isOpen || !this.closesAtEnd) return [this.expression()]
    this.skip()
    return this.list(')')
  }

  get #isOver(): boolean {
    const { kind, text } = this.next
    return kind === 'line' || kind === 'end' || (kind === 'sign' && (text === ';' || text === '}'))
  }

  #if(): Statement {
    this.skip()
    const test = this.#test()
    const then = this.#statement()
    if (this.followedBy('else')) {
      this.#lines()
      this.skip()
      this.#newLines()
      return { does: 'if', test, then, otherwise: this.#statement() }
    }
    return { does: 'if', test, then, otherwise: null }
  }

  #while(): Statement {
    this.skip()
    const test = this.#test()
    return { does: 'while', test, body: this.#statement(), isFirst: true }
  }

  #do(): Statement {
    this.skip()
    this.#newLines()
    const body = this.#statement()
    this.#lines()
    if (!this.eats('while')) throw this.wrong()
    const test = this.#test()
    return { does: 'while', test, body, isFirst: false }
  }

  #test(): Expression {
    this.expects('(')
    const test = this.expression()
    this.expects(')')
    this.#newLines()
    return test
  }

  #for(): Statement {
    this.skip()
    this.expects('(')
    this.without = ['in']
    const begin = this.next.text === ';' ? null : this.#simple()
    this.without = []
    const isEach = this.eats('in')
    if (isEach) {
      if (begin?.does !== 'expression' || begin.expression.is !== 'name') throw this.wrong()
      const of = this.skip('name').text
      this.expects(')')
      this.#newLines()
      return { does: 'each', name: begin.expression.name, of, body: this.#statement() }
    }
    this.expects(';')
    const test = this.next.text === ';' ? null : this.expression()
    this.expects(';')
    const step = this.next.text === ')' ? null : this.#simple()
    this.expects(')')
    this.#newLines()
    return { does: 'for', begin, test, step, body: this.#statement() }
  }

  /** A statement ends with its line, a semicolon or the block. */
  #ended(statement: Statement): Statement {
    if (!this.#isOver) throw this.wrong()
    if (this.next.text === ';' && this.next.kind === 'sign') this.skip()
    return statement
  }

  #lines(): void {
    while (this.next.kind === 'line' || (this.next.kind === 'sign' && this.next.text === ';')) this.skip()
  }

  #newLines(): void {
    while (this.next.kind === 'line') this.skip()
  }
}
