import { matchAt } from './match-at.ts'

/** A word of a shell line, quotes taken away and variables put in. */
export interface ShellWord {
  readonly start: number
  readonly end: number
  readonly value: string
  /** Where in the file each character of the value stands. */
  readonly from: readonly number[]
  /** Whether it has quotes, backslashes or variables, so that it is no keyword and no name. */
  readonly quoted: boolean
  /** Why its value cannot be known. */
  readonly flaw?: Flaw
}

export interface Flaw {
  readonly start: number
  readonly end: number
  readonly name: 'expansion' | 'unset-variable' | 'unterminated-quote' | 'too-long'
  readonly says: string
}

/** What a variable holds; null: nobody knows; undefined: it was not set. */
export type Lookup = (name: string) => string | null | undefined

const BETWEEN = /(?:[ \t]|\\\n)*/y
/** What ends a word that is not quoted. A carriage return does not. */
const ENDS = /[ \t\n;&|()<>]/
const NAME = /[A-Za-z_]\w*/y
const BRACED = /\{([A-Za-z_]\w*)\}/y
/** A variable may hold itself twice: what grows so is not followed for ever. */
const LONGEST = 65_536

/** Where the next word or mark is: behind blanks, and lines that go on. */
export function skipBlanks(text: string, at: number): number {
  BETWEEN.lastIndex = at
  BETWEEN.test(text)
  return BETWEEN.lastIndex
}

/** Reads the word that begins at an offset. */
export function readShellWord(text: string, start: number, end: number, lookup: Lookup): ShellWord {
  return new WordReader(text, start, end, lookup).read()
}

class WordReader {
  readonly #text: string
  readonly #start: number
  readonly #end: number
  readonly #lookup: Lookup
  #at: number
  #value = ''
  readonly #from: number[] = []
  #quoted = false
  #flaw: Flaw | undefined

  constructor(text: string, start: number, end: number, lookup: Lookup) {
    this.#text = text
    this.#start = start
    this.#at = start
    this.#end = end
    this.#lookup = lookup
  }

  read(): ShellWord {
    while (this.#at < this.#end && !ENDS.test(this.#text[this.#at]!)) this.#piece()
    return {
      start: this.#start,
      end: this.#at,
      value: this.#value,
      from: this.#from,
      quoted: this.#quoted,
      ...(this.#flaw && { flaw: this.#flaw }),
    }
  }

  #piece(): void {
    const sign = this.#text[this.#at]!
    if (sign === "'") this.#singleQuoted()
    else if (sign === '"') this.#doubleQuoted()
    else if (sign === '\\') this.#backslash()
    else if (sign === '$' || sign === '`') this.#expansion()
    else this.#add(sign)
  }

  #add(sign: string): void {
    this.#put(sign, this.#at)
    this.#at += 1
  }

  #put(sign: string, from: number): void {
    if (this.#value.length >= LONGEST) {
      this.#fail(this.#start, this.#at, 'too-long', 'the value is longer than 65,536 characters')
      return
    }
    this.#value += sign
    this.#from.push(from)
  }

  #singleQuoted(): void {
    this.#quoted = true
    const close = this.#text.indexOf("'", this.#at + 1)
    if (close === -1 || close >= this.#end) this.#unterminated()
    else {
      for (this.#at += 1; this.#at < close; ) this.#add(this.#text[this.#at]!)
      this.#at = close + 1
    }
  }

  #doubleQuoted(): void {
    this.#quoted = true
    const open = this.#at
    for (this.#at += 1; this.#at < this.#end && this.#text[this.#at] !== '"'; ) {
      const sign = this.#text[this.#at]!
      if (sign === '$' || sign === '`') this.#expansion()
      else if (sign === '\\') this.#backslashInQuotes()
      else this.#add(sign)
    }
    if (this.#at < this.#end) this.#at += 1
    else {
      this.#at = open
      this.#unterminated()
    }
  }

  #unterminated(): void {
    this.#fail(this.#at, this.#end, 'unterminated-quote', 'this quote is never closed: the shell reads no further')
    this.#at = this.#end
  }

  #backslash(): void {
    this.#quoted = true
    const next = this.#text[this.#at + 1]
    this.#at += 1
    if (next === '\n') this.#at += 1
    else if (next !== undefined && this.#at < this.#end) this.#add(next)
  }

  /** Within double quotes a backslash quotes these alone, and stands for itself before others. */
  #backslashInQuotes(): void {
    const next = this.#text[this.#at + 1]
    if (next === undefined || !'$`"\\\n'.includes(next)) this.#add('\\')
    else this.#backslash()
  }

  #expansion(): void {
    this.#quoted = true
    const start = this.#at
    const name = this.#variable()
    if (name !== undefined) this.#expand(name, start)
    else if (/[`({]/.test(this.#text[start] === '`' ? '`' : (this.#text[start + 1] ?? ''))) this.#unknown(start)
    else if (/[0-9@*#?!-]/.test(this.#text[start + 1] ?? '')) this.#unknown(start)
    else this.#add('$')
  }

  /** The name behind a dollar sign; then the reader stands behind it. */
  #variable(): string | undefined {
    if (this.#text[this.#at] !== '$') return undefined
    for (const pattern of [NAME, BRACED]) {
      const match = matchAt(pattern, this.#text, this.#at + 1)
      if (match === null || pattern.lastIndex > this.#end) continue
      this.#at = pattern.lastIndex
      return match[1] ?? match[0]
    }
    return undefined
  }

  #expand(name: string, start: number): void {
    const value = this.#lookup(name)
    if (value === undefined) {
      const says = `$${name} is not set above; what it holds is not known`
      this.#fail(start, this.#at, 'unset-variable', says)
    } else if (value === null) this.#fail(start, this.#at, 'expansion', `what $${name} holds is not known`)
    else for (const sign of value) for (const unit of sign.split('')) this.#put(unit, start)
  }

  /** What is in brackets or backquotes is passed over; where these are never closed, a shell reads no further. */
  #unknown(start: number): void {
    const end = closeOf(this.#text, start, this.#end)
    if (end === undefined) this.#unterminated()
    else {
      this.#fail(start, end, 'expansion', 'only a shell can say what comes of this; it is not run here')
      this.#at = end
    }
  }

  #fail(start: number, end: number, name: Flaw['name'], says: string): void {
    this.#flaw ??= { start, end, name, says }
  }
}

const CLOSES: Readonly<Record<string, string>> = { '(': ')', '{': '}' }

/** Behind what a $ or a backquote begins: `$1`, `${a:-b}`, `$(ls)`, in backquotes. Undefined: it is never closed. */
function closeOf(text: string, start: number, end: number): number | undefined {
  const opener = text[start + 1] ?? ''
  if (text[start] === '`') return behind(text, start + 1, end, (sign) => sign === '`')
  const closer = CLOSES[opener]
  if (closer === undefined) return start + 2
  let depth = 0
  return behind(text, start + 1, end, (sign) => {
    if (sign === opener) depth += 1
    if (sign === closer) depth -= 1
    return depth === 0
  })
}

/** Behind the first character that is the one, which is in no quotes. */
function behind(text: string, start: number, end: number, isIt: (sign: string) => boolean): number | undefined {
  for (let at = start; at < end; at++) {
    const sign = text[at]!
    if (sign === '\\') at += 1
    else if (sign === "'" || sign === '"') {
      const close = text.indexOf(sign, at + 1)
      if (close === -1 || close >= end) return undefined
      at = close
    } else if (isIt(sign)) return at + 1
  }
  return undefined
}
