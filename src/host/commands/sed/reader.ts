import type { Grammar } from '../../../config/expression-signs.ts'
import { RegularExpression } from '../../../config/regular-expression.ts'
import { mapOf, mostOf, piecesOf, readUntil } from './pieces.ts'
import {
  type Address,
  BadScript,
  type Command,
  checkLabels,
  type Deed,
  type RangeEnd,
  type Script,
  type Which,
} from './script.ts'

const MOST_COMMANDS = 10_000

/** Reads a script. */
export class ScriptReader {
  readonly #text: string
  readonly #grammar: Grammar
  readonly #commands: Command[] = []
  readonly #labels = new Map<string, number>()
  /** Where braces were opened. */
  readonly #open: number[] = []
  #at = 0

  constructor(text: string, grammar: Grammar) {
    this.#text = text
    this.#grammar = grammar
  }

  read(): Script {
    for (this.#skip(/[\s;]*/y); this.#at < this.#text.length; this.#skip(/[\s;]*/y)) {
      if (this.#text[this.#at] === '#') this.#skip(/[^\n]*/y)
      else this.#command()
      if (this.#commands.length > MOST_COMMANDS) throw this.#wrong('too many commands')
    }
    if (this.#open.length > 0) throw this.#wrong("unmatched `{'", "unexpected EOF (pending }'s)", -this.#at)
    const script = { commands: this.#commands, labels: this.#labels }
    checkLabels(script, this.#grammar.gnu)
    return script
  }

  #command(): void {
    const from = this.#address()
    this.#skip(/[ \t]*/y)
    const to = from !== null && this.#eats(',') ? this.#end() : null
    this.#skip(/[ \t]*/y)
    const not = this.#eats('!')
    this.#skip(/[ \t!]*/y)
    const letter = this.#text[this.#at]
    if (letter === undefined || letter === '\n') throw this.#wrong('missing command', 'command expected')
    this.#at += 1
    if (letter === ':' && from !== null)
      throw this.#wrong(": doesn't want any addresses", ': expects up to 0 address(es)')
    if (to !== null && 'qQ'.includes(letter))
      throw this.#wrong('command only uses one address', `command ${letter} expects up to 1 address(es), found 2`, 0)
    if (letter === '}') this.#close()
    const deed = this.#deed(letter)
    if (letter === '{') this.#open.push(this.#commands.length)
    this.#commands.push({ from, to, not, deed })
  }

  #deed(letter: string): Deed {
    if (letter === '{') return { does: '{', end: -1 }
    if (letter === 's') return this.#substitution()
    if (letter === 'y') return this.#translation()
    if (letter === ':') return this.#label()
    if ('aic'.includes(letter)) return { does: letter as 'a', text: this.#textLines(letter) }
    if ('btT'.includes(letter)) return { does: letter as 'b', label: this.#word(/[^;}\n]*/y) }
    if ('rw'.includes(letter)) return { does: letter as 'r', text: this.#fileName() }
    if ('qQ'.includes(letter)) return this.#ended({ does: letter as 'q', exit: Number(this.#word(/\d*/y)) })
    if ('dDgGhHlnNpPx='.includes(letter) || letter === '}') return this.#ended({ does: letter as 'p' })
    throw this.#wrong(`unknown command: \`${letter}'`, `invalid command code ${letter}`, 0)
  }

  #label(): Deed {
    const name = this.#word(this.#grammar.gnu ? /[^;\s]*/y : /[^\n]*/y)
    if (name === '') throw this.#wrong('":" lacks a label', 'empty label', 0)
    this.#labels.set(name, this.#commands.length)
    return { does: ':' }
  }

  #close(): void {
    const open = this.#open.pop()
    if (open === undefined) throw this.#wrong("unexpected `}'", 'unexpected }', 0)
    this.#commands[open] = { ...this.#commands[open]!, deed: { does: '{', end: this.#commands.length } }
  }

  /** Behind a command comes another one only after a semicolon, a brace or a new line. */
  #ended(deed: Deed): Deed {
    this.#skip(/[ \t]*/y)
    const next = this.#text[this.#at]
    if (next === undefined || /[;\n}#]/.test(next)) return deed
    throw this.#wrong('extra characters after command', `extra characters at the end of ${deed.does} command`)
  }

  #address(): Address | null {
    const number = this.#word(/\d+/y, false)
    if (number !== '') {
      const [step] = this.#grammar.gnu ? (/^~\d+/.exec(this.#text.slice(this.#at, this.#at + 12)) ?? []) : []
      if (step === undefined) return { is: 'line', line: Number(number) }
      this.#at += step.length
      return { is: 'step', first: Number(number), step: Number(step.slice(1)) }
    }
    if (this.#eats('$')) return { is: 'last' }
    const isOther = this.#text[this.#at] === '\\'
    if (!isOther && this.#text[this.#at] !== '/') return null
    const mark = this.#text[this.#at + (isOther ? 1 : 0)] ?? ''
    this.#at += isOther ? 2 : 1
    const text = this.#until(mark, true)
    if (text === null) throw this.#wrong('unterminated address regex', 'unterminated regular expression')
    const ignoresCase = this.#grammar.gnu && this.#eats('I')
    return { is: 'found', pattern: this.#pattern(text, ignoresCase) }
  }

  #end(): RangeEnd {
    this.#skip(/[ \t]*/y)
    const [more] = this.#grammar.gnu ? (/^\+\d+/.exec(this.#text.slice(this.#at, this.#at + 12)) ?? []) : []
    if (more !== undefined) {
      this.#at += more.length
      return { is: 'more', lines: Number(more.slice(1)) }
    }
    const end = this.#address()
    if (end === null) throw this.#wrong("unexpected `,'", 'expected context address')
    return end
  }

  #substitution(): Deed {
    const mark = this.#mark('s')
    const text = this.#until(mark, true)
    const by = text === null ? null : this.#until(mark, false)
    if (text === null) throw this.#wrong("unterminated `s' command", 'unterminated substitute pattern')
    if (by === null) throw this.#wrong("unterminated `s' command", 'unterminated substitute in regular expression')
    const { ignoresCase, ...which } = this.#which()
    const pattern = this.#pattern(text, ignoresCase)
    const pieces = piecesOf(by)
    const most = mostOf(pieces)
    if (pattern !== null && most > pattern.groups)
      throw this.#wrong(`invalid reference \\${most} on \`s' command's RHS`, `\\${most} not defined in the RE`)
    return this.#ended({ does: 's', pattern, by: pieces, which })
  }

  #which(): Which & { ignoresCase: boolean } {
    let [from, all, prints, ignoresCase, writes] = [1, false, false, false, '']
    for (;;) {
      const letter = this.#text[this.#at] ?? ''
      if (letter === 'g') all = true
      else if (letter === 'p') prints = true
      else if (letter === 'i' || letter === 'I') ignoresCase = true
      else if (/[1-9]/.test(letter)) {
        from = Number(this.#word(/\d+/y, false))
        continue
      } else if (letter === 'w') {
        this.#at += 1
        writes = this.#fileName()
        return { from, all, prints, ignoresCase, writes }
      } else if (/[a-zA-Z0]/.test(letter))
        throw this.#wrong("unknown option to `s'", `bad flag in substitute command: '${letter}'`)
      else return { from, all, prints, ignoresCase, writes }
      this.#at += 1
    }
  }

  #translation(): Deed {
    const mark = this.#mark('y')
    const parts = [this.#until(mark, false), this.#until(mark, false)]
    if (parts.includes(null)) throw this.#wrong("unterminated `y' command", 'unterminated transform target string')
    const map = mapOf(parts[0]!, parts[1]!)
    if (map !== null) return this.#ended({ does: 'y', map })
    throw this.#wrong("strings for `y' command are different lengths", 'transform strings are not the same length')
  }

  /** Lines that a backslash joins; GNU takes text on the command's own line, too. */
  #textLines(letter: string): string {
    this.#skip(/[ \t]*/y)
    const isNext = this.#text.startsWith('\\\n', this.#at)
    if (isNext) this.#at += 2
    else if (!this.#grammar.gnu) throw this.#wrong('', `command ${letter} expects \\ followed by text`)
    else if (this.#at >= this.#text.length) throw this.#wrong(`expected \\ after \`a', \`c' or \`i'`)
    else if (this.#text[this.#at] === '\\') this.#at += 1
    if (isNext && !this.#grammar.gnu) this.#skip(/[ \t]*/y)
    const text = this.#word(/(?:[^\\\n]|\\[\s\S]|\\$)*/y, false)
    return `${text.replace(/\\([\s\S])/g, '$1')}\n`
  }

  #fileName(): string {
    const name = this.#word(/[^\n]*/y)
    if (name === '') throw this.#wrong('missing filename in r/R/w/W commands', 'filename expected')
    return name
  }

  #pattern(text: string, ignoresCase: boolean): RegularExpression | null {
    if (text === '') return null
    const read = RegularExpression.read(text.replace(/(^|[^\\])((?:\\\\)*)\\n/g, '$1$2\n'), {
      ...this.#grammar,
      ignoresCase,
    })
    if (typeof read === 'string') throw this.#wrong(read, `RE error: ${read}`)
    return read
  }

  #mark(letter: string): string {
    const mark = this.#text[this.#at++]
    if (mark !== undefined && mark !== '\n' && mark !== '\\') return mark
    throw this.#wrong(
      `unterminated \`${letter}' command`,
      'substitute pattern can not be delimited by newline or backslash',
    )
  }

  #until(mark: string, isPattern: boolean): string | null {
    const read = readUntil(mark, { text: this.#text, at: this.#at, isPattern })
    this.#at = read.end
    return read.text
  }

  #word(pattern: RegExp, skips = true): string {
    if (skips) this.#skip(/[ \t]*/y)
    pattern.lastIndex = this.#at
    const text = pattern.exec(this.#text)?.[0] ?? ''
    this.#at += text.length
    return skips ? text.trim() : text
  }

  #skip(pattern: RegExp): void {
    pattern.lastIndex = this.#at
    this.#at += pattern.exec(this.#text)?.[0].length ?? 0
  }

  #eats(sign: string): boolean {
    const isNext = this.#text[this.#at] === sign
    if (isNext) this.#at += 1
    return isNext
  }

  /** @param more - of what was looked at, how much counts */
  #wrong(gnu: string, bsd = gnu, more = 1): BadScript {
    const at = Math.min(this.#at + more, this.#text.length)
    return new BadScript(this.#grammar.gnu ? `-e expression #1, char ${at}: ${gnu}` : bsd)
  }
}
