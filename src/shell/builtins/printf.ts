import type { ShellError } from '../dialect.ts'
import type { Flow } from '../flow.ts'
import { type Call, fails, says } from './builtin.ts'
import { type Escapes, unescaped } from './escapes.ts'
import { float, padded, type Shape, whole } from './format.ts'

const DIRECTIVE = /%(?:%|([-+ 0#']*)(\*|\d+)?(?:\.(\*|\d*))?([hjlLtz]*)([\s\S])?)/g

/** One call of `printf`: the arguments that are left, and what went wrong on the way. */
class Printing {
  readonly #call: Call
  readonly #args: readonly string[]
  #next = 0
  /** What is wrong, and how much was written by then. */
  readonly errors: { readonly error: ShellError; readonly at: number }[] = []
  text = ''
  readonly #format: Escapes
  readonly #argument: Escapes
  /** A directive was met that is none, or `\c`: nothing follows. */
  over = false

  constructor(call: Call, args: readonly string[]) {
    this.#call = call
    this.#args = args
    const more = call.shell.dialect.moreEscapes
    this.#format = more ? 'bash format' : 'format'
    this.#argument = more ? 'bash argument' : 'argument'
  }

  /** The format, as often as it takes: once, and as long as it uses arguments and there are some. */
  all(format: string): void {
    for (let before = -1; before < this.#next && !this.over; ) {
      before = this.#next
      this.round(format)
      if (this.#next >= this.#args.length) return
    }
  }

  /** The format, once. */
  round(format: string): void {
    let from = 0
    for (const found of format.matchAll(DIRECTIVE)) {
      this.#add(unescaped(format.slice(from, found.index), this.#format).text)
      from = found.index + found[0].length
      if (found[0] === '%%') this.#add('%')
      else this.#directive(found)
      if (this.over) return
    }
    this.#add(unescaped(format.slice(from), this.#format).text)
  }

  #add(text: string): void {
    this.#call.shell.budget.text(this.text.length + text.length)
    this.text += text
  }

  #wrong(error: ShellError): void {
    this.errors.push({ error, at: this.text.length })
  }

  #take(): string | undefined {
    return this.#args[this.#next++]
  }

  #directive([found, flags = '', width, precision, modifiers, last]: RegExpMatchArray): void {
    const known = this.#call.shell.dialect.printfModifiers || modifiers === ''
    const letter = known ? last : modifiers![0]
    const text = this.#directed(letter ?? '', this.#shape(flags, width, precision))
    if (text !== null) this.#add(text)
    else {
      const upTo = known || letter === undefined ? found : found.slice(0, found.lastIndexOf(modifiers!) + 1)
      this.#wrong({ is: 'bad directive', text: upTo, letter: letter ?? null })
      this.over = true
    }
  }

  /** Null: it is no directive. */
  #directed(letter: string, shape: Shape): string | null {
    if (letter !== '' && 'diouxX'.includes(letter)) return whole(this.#integer(), letter, shape)
    if (letter !== '' && 'eEfFgG'.includes(letter)) return float(this.#number(), letter, shape)
    switch (letter) {
      case 's':
        return padded(cut(this.#take() ?? '', shape), shape)
      case 'c':
        return padded((this.#take() ?? '').slice(0, 1) || '\0', shape)
      case 'b': {
        const { text, stops } = unescaped(this.#take() ?? '', this.#argument)
        this.over = stops
        return padded(cut(text, shape), shape)
      }
      case 'q': {
        const { dialect } = this.#call.shell
        return dialect.substrings ? padded(dialect.quoted(this.#take() ?? ''), shape) : null
      }
      default:
        return null
    }
  }

  #shape(flags: string, width: string | undefined, precision: string | undefined): Shape {
    const wide = width === '*' ? Number(this.#integer()) : Number(width ?? 0)
    const fine = precision === '*' ? Number(this.#integer()) : precision === undefined ? null : Number(precision)
    this.#call.shell.budget.text(Math.abs(wide))
    this.#call.shell.budget.text(fine ?? 0)
    const left = flags.includes('-') || wide < 0
    return {
      flags: left ? `${flags}-` : flags,
      width: Math.abs(wide),
      precision: fine !== null && fine < 0 ? null : fine,
    }
  }

  #integer(): bigint {
    const text = this.#take()
    if (text === undefined || text === '') return this.#empty(text)
    if (/^["']/.test(text)) return BigInt(text.codePointAt(1) ?? 0)
    const found = /^\s*([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(text)
    if (found === null || found[0].length < text.length) this.#wrong({ is: 'bad value', text, partly: found !== null })
    if (found === null) return 0n
    const digits = found[2]!
    const size = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits)
    return found[1] === '-' ? -size : size
  }

  #empty(text: string | undefined): bigint {
    if (text === '' && this.#call.shell.dialect.emptyIsNoNumber) this.#wrong({ is: 'bad value', text, partly: false })
    return 0n
  }

  #number(): number {
    const text = this.#take()
    if (text === undefined || text === '') return Number(this.#empty(text))
    if (/^["']/.test(text)) return text.codePointAt(1) ?? 0
    const found = /^\s*[+-]?(?:\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|inf(?:inity)?|nan)/i.exec(text)
    if (found === null || found[0].length < text.length) this.#wrong({ is: 'bad value', text, partly: found !== null })
    if (found === null) return 0
    return Number(found[0].replace(/inf(?:inity)?/i, 'Infinity'))
  }
}

function cut(text: string, { precision }: Shape): string {
  return precision === null ? text : text.slice(0, precision)
}

/** `printf`: the format, as often as there are arguments for it. */
export function* printf(call: Call): Flow<number> {
  const { shell } = call
  let args = call.args[0] === '--' ? call.args.slice(1) : call.args
  let variable: string | null = null
  if (args[0] === '-v' && shell.dialect.substrings && args.length > 2) {
    variable = args[1]!
    args = args.slice(2)
  }
  if (args === call.args && /^-./.test(args[0] ?? '') && args[0] !== '--')
    return yield* fails(call, { is: 'bad option', option: args[0]!.slice(0, 2), command: 'printf' })
  const [format, ...rest] = args
  if (format === undefined) return yield* fails(call, { is: 'usage', command: 'printf' })
  const printing = new Printing(call, rest)
  printing.all(format)
  return yield* printed(call, printing, variable)
}

function* printed(call: Call, printing: Printing, variable: string | null): Flow<number> {
  const { errors, text } = printing
  const inOrder = call.shell.dialect.printsInOrder && variable === null
  let status = 0
  let written = 0
  for (const { error, at } of errors) {
    if (inOrder && at > written) yield* says(call, text.slice(written, at))
    if (inOrder) written = at
    status = yield* fails(call, error)
  }
  if (variable !== null) call.shell.assign(variable, text)
  else if (written < text.length) status = (yield* says(call, text.slice(written))) || status
  return status
}
