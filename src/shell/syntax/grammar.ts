import { compound } from './compound.ts'
import type { Commands } from './cursor.ts'
import { Refusal } from './fault.ts'
import { Lexer } from './lexer.ts'
import { type Look, type Reading, START } from './reading.ts'
import { simple } from './simple.ts'
import { is, type Token } from './token.ts'

/** What ends a list of commands, so that nothing may follow but what waits for it. */
const ENDS = new Set([')', '}', ';;', ';&', ';;&', 'do', 'done', 'elif', 'else', 'esac', 'fi', 'then'])

const KEYWORDS: Look = { keywords: true }

/**
 * Whether a shell reads a script, and if not, where it stops and why: the same tokens, asked for in the same order, as
 * in dash's and FreeBSD's parser.c and bash's parse.y. It makes no tree.
 */
export class Grammar implements Commands, Reading {
  readonly lexer: Lexer
  #back: Token | null = null
  /** Where the command substitutions that are being read begin. */
  #within: number[] = []

  constructor(lexer: Lexer) {
    this.lexer = lexer
    lexer.commands = this
  }

  get syntax() {
    return this.lexer.syntax
  }

  read({ lines = false, keywords = false }: Look = {}): Token {
    this.lexer.assigns ||= keywords
    let token = this.#back ?? this.lexer.next()
    this.#back = null
    while (lines && token.kind === 'newline') token = this.lexer.next()
    if (!keywords || token.kind !== 'word' || token.quoted) return token
    return this.syntax.keywords.has(token.text) ? { ...token, kind: 'keyword' } : token
  }

  /** The next token will be this one again. */
  back(token: Token): void {
    this.#back = token
  }

  /** FreeBSD's sh tells the line in which a token begins (synerror), dash the one up to which it has read. */
  unexpected(token: Token, expecting: string | null = null): never {
    const { lines, extended } = this.syntax
    if (extended && token.kind === 'end' && this.#within.length > 0) this.lexer.unterminated('$(', this.#within.at(-1)!)
    if (extended) this.lexer.documentsOfLine()
    const began = lines === 'begun' || (lines === 'current' && token.kind !== 'word')
    this.lexer.refuse({ kind: 'unexpected', token, expecting }, began ? token.from : token.to, token.from)
  }

  expect(text: string, look: Look = {}): void {
    const token = this.read(look)
    if (!is(token, text)) this.unexpected(token, text)
  }

  /** One line of a script, or as many as its commands take. False: there is none any more. */
  line(): boolean {
    const first = this.read(KEYWORDS)
    if (first.kind === 'end') return false
    this.back(first)
    for (;;) {
      const token = this.read(KEYWORDS)
      if (token.kind === 'newline' || token.kind === 'end') break
      this.back(token)
      this.andOr()
      const separator = this.read()
      if (is(separator, ';') || is(separator, '&')) continue
      if (separator.kind !== 'newline' && separator.kind !== 'end') this.unexpected(separator)
      break
    }
    this.lexer.documents()
    return true
  }

  /** Commands up to what ends them. */
  list(mayBeEmpty: boolean): void {
    for (let some = mayBeEmpty; ; some = true) {
      const token = this.read(START)
      this.back(token)
      if (token.kind === 'end' && (some || this.syntax.emptyAtEnd)) return
      if (some && token.kind !== 'word' && ENDS.has(token.text)) return
      this.andOr()
      const separator = this.read()
      if (separator.kind === 'newline' || is(separator, ';') || is(separator, '&')) continue
      this.back(separator)
      return
    }
  }

  /** What `then`, `do` or a brace begins. */
  body(): void {
    this.list(this.syntax.emptyBodies)
  }

  andOr(): void {
    for (;;) {
      this.#pipeline()
      const token = this.read()
      if (is(token, '&&') || is(token, '||')) continue
      this.back(token)
      return
    }
  }

  #pipeline(): void {
    const { negations } = this.syntax
    let token = this.read(START)
    let negated = false
    while (is(token, '!') || is(token, 'time')) {
      if (is(token, '!') && this.lexer.here('(')) this.lexer.edit(this.lexer.at, ' ')
      negated = true
      token = this.read(negations === 'anywhere' ? START : KEYWORDS)
      if (negations === 'one') break
    }
    this.back(token)
    // bash: of nothing, too (parse.y, pipeline_command: BANG list_terminator).
    if (negated && negations === 'many' && (['newline', 'end'].includes(token.kind) || is(token, ';'))) return
    this.#piped(negated && negations !== 'anywhere' ? KEYWORDS : START)
  }

  #piped(first: Look): void {
    for (let look = first; ; look = START) {
      this.command(look)
      const token = this.read()
      if (!is(token, '|') && !is(token, '|&')) {
        this.back(token)
        return
      }
      if (this.syntax.negations !== 'anywhere') continue
      const next = this.read(START)
      this.back(next)
      if (!is(next, '!')) continue
      // To bash the rest is a group then.
      this.lexer.edit(next.from, '{ ')
      this.#pipeline()
      this.lexer.edit(this.#back!.from, '; }')
      return
    }
  }

  command(look = START): void {
    this.lexer.nested(() => {
      const token = this.read(look)
      if (!compound(this, token)) simple(this, token)
    })
  }

  substitution(from: number): void {
    this.#apart(() => {
      this.#within.push(from)
      try {
        this.list(true)
        this.expect(')')
      } catch (error) {
        throw this.#inside(error)
      }
      this.#within.pop()
    })
  }

  /** A word is read in the middle of this one: what was put back, and where it begins, are its own. */
  #apart(read: () => void): void {
    const { begun, assigns } = this.lexer
    const back = this.#back
    this.#back = null
    this.lexer.apart(read)
    this.#back = back
    this.lexer.begun = begun
    this.lexer.assigns = assigns
  }

  #inside(error: unknown): unknown {
    if (!(error instanceof Refusal)) return error
    const { line } = this.lexer.placeOf(this.#within.at(-1)!)
    return new Refusal({ ...error.fault, within: [...error.fault.within, line] })
  }

  /** Lines count anew there: parser.c, setinputstring. What is left over behind the list dash does not mind. */
  backquoted(text: string, origin: readonly number[]): void {
    const inner = new Grammar(new Lexer(text, this.syntax, this.lexer, origin))
    inner.list(true)
    const rest = inner.read()
    if (this.syntax.lines === 'begun' && rest.kind !== 'end') inner.unexpected(rest)
    inner.lexer.leaveOut(rest.from)
  }
}
