import type { Dialect } from '../dialect.ts'
import type {
  AndOr,
  Assignment,
  Case,
  Command,
  CommandArgument,
  CommandNode,
  CompoundList,
  Pipeline,
  Redirected,
  Redirection,
  Script,
  Statement,
  TestExpression,
  While,
} from '../syntax/tree.ts'
import { Lines } from './lines.ts'
import type { Assign, Node, Redirect, Simple, Test, Word } from './plan.ts'
import { Words, wordOf } from './words.ts'

const NOTHING: Node = { is: 'list', items: [] }

/** Makes the commands of one text ready to run: once, however often they run. */
export class Commands {
  readonly dialect: Dialect
  readonly #source: string
  readonly #first: number
  readonly #lines: Lines
  readonly #words: Words

  /** Where the line of the script ends, with all that belongs to it, that is made ready. */
  unitEnd = 0

  /** @param first - the line that the text begins on */
  constructor(source: string, dialect: Dialect, first = 1) {
    this.dialect = dialect
    this.#source = source
    this.#first = first
    this.#lines = new Lines(source, first)
    this.#words = new Words(this)
  }

  /** What `$( )` runs. Between backquotes it may be a text of its own. */
  body({ text, pos, script }: { readonly text: string; readonly pos: number; readonly script: unknown }): Node {
    const { source, commands } = (script ?? { commands: [] }) as Script
    const afresh = text.startsWith('`') && this.dialect.backquotesAfresh
    if (source !== undefined) return new Commands(source, this.dialect, afresh ? 1 : this.#lines.of(pos)).#all(commands)
    if (!afresh) return this.#all(commands)
    return new Commands(this.#source, this.dialect, this.#first + 1 - this.#lines.of(pos)).#all(commands)
  }

  statement({ command, background, pos, end }: Statement): Node {
    const body = command.type === 'AndOr' ? this.#andOr(command) : this.#part(command)
    if (!background) return body
    const text = this.#source.slice(pos, end).replace(/\s*&\s*$/, '')
    return { is: 'background', body, text, line: this.#lines.of(pos) }
  }

  line(place: number): number {
    return this.#lines.of(place)
  }

  #all(statements: readonly Statement[]): Node {
    const [only, ...others] = statements
    if (only === undefined) return NOTHING
    return others.length === 0
      ? this.statement(only)
      : { is: 'list', items: statements.map((each) => this.statement(each)) }
  }

  #list(list: CompoundList): Node {
    return this.#all(list.commands)
  }

  #andOr({ commands, operators }: AndOr): Node {
    return { is: 'and or', items: commands.map((command) => this.#part(command)), operators }
  }

  #part(node: CommandNode | Pipeline): Node {
    return node.type === 'Pipeline' ? this.#pipeline(node) : this.#command(node)
  }

  #pipeline({ commands, operators, prefixes }: Pipeline): Node {
    const negated = prefixes.filter(({ type }) => type === 'Negation').length % 2 === 1
    const time = prefixes.find((prefix) => prefix.type === 'Time')
    const timed = time === undefined ? null : time.posix === undefined ? 'long' : 'posix'
    const parts = commands.map((command) => this.#command(command))
    return { is: 'pipeline', parts, both: parts.map((_, index) => operators[index] === '|&'), negated, timed }
  }

  #command(node: CommandNode): Node {
    switch (node.type) {
      case 'Command':
        return this.#simple(node)
      case 'Redirected': {
        const redirects = node.redirects.map((each) => this.#redirect(each))
        return { is: 'redirected', line: this.#redirectedLine(node), body: this.#command(node.command), redirects }
      }
      case 'Function': {
        const body = node.body.type === 'CompoundList' ? this.#list(node.body) : this.#command(node.body)
        return { is: 'function', name: node.name.value, body, text: this.#source.slice(node.pos, node.end) }
      }
      case 'Subshell':
        return { is: 'subshell', body: this.#list(node.body) }
      case 'BraceGroup':
        return this.#list(node.body)
      case 'If': {
        const branches = [node, ...node.elif].map((each) => ({
          test: this.#list(each.clause),
          body: this.#list(each.then),
        }))
        return { is: 'if', branches, otherwise: node.else === undefined ? null : this.#list(node.else) }
      }
      case 'While':
        return this.#while(node)
      case 'Case':
        return this.#case(node)
      default:
        return this.#more(node)
    }
  }

  #redirectedLine({ pos, end, redirects }: Redirected): number {
    if (!this.dialect.endsTell) return this.#lines.of(pos)
    const closing = redirects.map((each) => (each.type === 'HereDoc' ? (each.closing?.end ?? end) : end))
    return this.#lines.of(Math.max(this.unitEnd, ...closing))
  }

  #more(node: Exclude<CommandNode, Command | Case | While>): Node {
    const line = this.#lines.of(node.pos)
    switch (node.type) {
      case 'For': {
        const words = node.wordlist?.map((word) => this.#words.word(word)) ?? null
        return { is: 'for', line, name: node.name.text, words, body: this.#list(node.body) }
      }
      case 'TestCommand':
        return { is: 'test', line, test: this.#test(node.expression) }
      case 'ArithmeticCommand':
        return { is: 'let', line, text: this.#words.arithmetic(node.body) }
      case 'ArithmeticFor': {
        const text = (part: { pos: number; end: number } | undefined) =>
          this.#words.arithmetic(part === undefined ? '' : this.#source.slice(part.pos, part.end))
        const parts = [text(node.initialize), text(node.test), text(node.update)] as const
        return { is: 'for let', line, parts, body: this.#list(node.body) }
      }
      default:
        return NOTHING
    }
  }

  #while({ kind, clause, body }: While): Node {
    return { is: 'while', until: kind === 'until', test: this.#list(clause), body: this.#list(body) }
  }

  #case({ pos, word, items }: Case): Node {
    return {
      is: 'case',
      line: this.#lines.of(pos),
      word: this.#words.word(word),
      items: items.map(({ pattern, body, terminator }) => ({
        patterns: pattern.map((each) => this.#words.word(each)),
        body: this.#list(body),
        then: terminator ?? ';;',
      })),
    }
  }

  #simple({ name, prefix, suffix, pos, end }: Command): Simple {
    const words = suffix.filter((each) => each.type === 'Word' || each.type === 'Assignment')
    const args = words.map((each) => this.#argument(each))
    const others = [...prefix, ...suffix]
    return {
      is: 'simple',
      line: this.#lines.of(pos),
      assigns: prefix.filter((each) => each.type === 'Assignment').map((each) => this.#assign(each)),
      words: name === undefined ? [] : [this.#words.word(name), ...args],
      redirects: others
        .filter((each) => each.type !== 'Assignment' && each.type !== 'Word')
        .map((each) => this.#redirect(each)),
      text: this.#source.slice(pos, end),
    }
  }

  /** `export x=1` has an assignment as its argument. */
  #argument(node: CommandArgument): Word {
    if (node.type === 'Word') return this.#words.word(node)
    const assign = this.#assign(node)
    const start = node.text.slice(0, node.text.indexOf('=') + 1)
    const plain = node.value.type === 'Word' ? this.#words.word(node.value).pieces : assign.value.pieces
    return wordOf([{ is: 'text', text: start, quoted: false }, ...plain], node.text, assign)
  }

  #assign({ name, value, append, index, text }: Assignment): Assign {
    if (value.type === 'Word' && index === undefined)
      return { name, value: this.#words.value(value), append: append === true }
    const unknown = wordOf([{ is: 'parameter', name, quoted: true, text, operation: { is: 'bad' } }], text)
    return { name, value: unknown, append: false }
  }

  #redirect(redirection: Redirection): Redirect {
    const { descriptor } = redirection
    const given = descriptor?.type === 'FileDescriptor' ? descriptor.value : null
    if (redirection.type === 'HereDoc')
      return { is: 'text', on: given ?? 0, text: this.#words.document(redirection), line: false }
    const target = redirection.target === undefined ? wordOf([], '') : this.#words.word(redirection.target)
    if (redirection.type === 'HereString') return { is: 'text', on: given ?? 0, text: target, line: true }
    const { operator } = redirection
    if (operator === '&>' || operator === '&>>') return { is: 'both', append: operator === '&>>', target }
    const on = given ?? (operator.startsWith('<') ? 0 : 1)
    return operator === '<&' || operator === '>&'
      ? { is: 'copy', how: operator, on, target }
      : { is: 'file', how: operator, on, target }
  }

  #test(expression: TestExpression): Test {
    switch (expression.type) {
      case 'TestUnary':
        return { is: 'one', operator: expression.operator, word: this.#words.word(expression.operand) }
      case 'TestBinary': {
        const { operator, left, right } = expression
        return { is: 'two', operator, left: this.#words.word(left), right: this.#words.word(right) }
      }
      case 'TestLogical':
        return { is: expression.operator, tests: expression.operands.map((each) => this.#test(each)) }
      case 'TestNot': {
        const test = this.#test(expression.operand)
        return expression.negations.length % 2 === 1 ? { is: 'not', test } : test
      }
      default:
        return this.#test(expression.expression)
    }
  }
}
