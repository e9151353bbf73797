import { type Commands, Cursor } from './cursor.ts'
import type { Unended } from './fault.ts'
import type { Token, TokenKind } from './token.ts'
import { skipQuoted, skipWord } from './word.ts'

interface Document {
  readonly begun: number
  readonly ending: string
  readonly tabs: boolean
  readonly quoted: boolean
}

const OPERATORS = ['&&', '||', ';;', '(', ')', ';', '&', '|']
const BASH_OPERATORS = [';;&', ';&', '|&', ...OPERATORS]
const REDIRECTIONS = ['<<-', '<<', '<&', '<>', '<', '>>', '>&', '>|', '>']
const BASH_REDIRECTIONS = ['&>>', '&>', '<<<', ...REDIRECTIONS]
const ARRAY = /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=$/

/** Cuts a script into words and operators. */
export class Lexer extends Cursor {
  /** Here-documents that begin with the next line. */
  #documents: Document[] = []
  #lineEnded = false
  /** Nothing ended the last one of them. */
  #unended = false
  #open: { readonly begun: number; readonly ending: string } | null = null
  commands!: Commands
  /** A descriptor is to follow: in `>&2<x` the 2 is that. (bash) */
  #copies = false
  /** The end of a here-document is to follow, which dash does not expand (parser.c, CHKEOFMARK). */
  #marks = false

  next(): Token {
    this.#skipBlank()
    const from = this.at
    this.begun = from
    if (this.ended) return this.#token('end', from)
    if (this.here('\n')) {
      this.at += 1
      this.#lineEnded = true
      return this.#token('newline', from)
    }
    const operator = this.#operator()
    if (operator !== null) return this.#token('operator', from)
    return this.#wordOrRedirection(from)
  }

  #token(kind: TokenKind, from: number, quoted = false): Token {
    const text = this.text.slice(from, this.at).replaceAll('\\\n', '')
    return { kind, text, quoted, from, to: this.at }
  }

  /** Blanks, comments, lines that go on, and the documents that the line before has asked for. */
  #skipBlank(): void {
    if (this.#lineEnded) this.documents()
    for (;;) {
      if (this.here(' ') || this.here('\t')) this.at += 1
      else if (this.here('\\\n')) this.at += 2
      else if (this.here('#')) {
        const end = this.text.indexOf('\n', this.at)
        this.at = end === -1 ? this.text.length : end
      } else return
    }
  }

  #operator(): string | null {
    const { extended, fallThrough } = this.syntax
    if (extended && this.here('&>')) return null
    const known = extended ? BASH_OPERATORS : OPERATORS
    const found = (fallThrough && this.here(';&') ? ';&' : undefined) ?? known.find((text) => this.here(text))
    if (found === undefined) return null
    this.at += found.length
    if (found === '&' && this.here('>')) this.edit(this.at, ' ')
    return found
  }

  #wordOrRedirection(from: number): Token {
    let quoted = skipWord(this, this.commands, this.#marks)
    while (this.syntax.extended && this.#goesOn(from)) quoted = skipWord(this, this.commands) || quoted
    const word = this.text.slice(from, this.at)
    const known = this.syntax.extended ? BASH_REDIRECTIONS : REDIRECTIONS
    const operator = known.find((text) => this.here(text))
    if (operator !== undefined && !quoted && this.#describes(word, operator)) {
      this.at += operator.length
      this.#copies = operator.endsWith('&')
      this.#marks = this.syntax.lines === 'read' && (operator === '<<' || operator === '<<-')
      return this.#token('redirection', from)
    }
    this.#copies = false
    this.#marks = false
    this.#otherwiseInBash(from, word, operator !== undefined)
    return this.#token('word', from, quoted)
  }

  /** `<(…)` and `a=(…)` are parts of words in bash. */
  #goesOn(from: number): boolean {
    const at = this.at
    if (this.here('<(') || this.here('>(')) {
      this.at += 2
      this.nested(() => this.commands.substitution(at))
      return true
    }
    if (!this.here('(') || !this.assigns || !ARRAY.test(this.text.slice(from, at))) return false
    this.at += 1
    this.nested(() => this.#array(at))
    return true
  }

  #array(from: number): void {
    for (;;) {
      const token = this.next()
      if (token.kind === 'end') this.unterminated('$((', from)
      if (token.kind === 'operator' && token.text === ')') return
      if (token.kind !== 'word' && token.kind !== 'newline') {
        this.refuse({ kind: 'unexpected', token, expecting: null }, token.from)
      }
    }
  }

  /** Whether what stands before a redirection says which descriptor is meant. */
  #describes(word: string, operator: string): boolean {
    if (word === '') return true
    if (this.#copies && this.syntax.extended) return false
    if (operator.startsWith('&')) return false
    return (this.syntax.extended ? /^(?:\d+|\{[A-Za-z_]\w*\})$/ : /^\d$/).test(word)
  }

  /** Words that bash reads otherwise than POSIX does. */
  #otherwiseInBash(from: number, word: string, redirected: boolean): void {
    if (redirected && /^\d+$/.test(word)) this.edit(this.at, ' ')
    if (redirected && /^\{\w+\}$/.test(word)) this.edit(from, '\\')
    const name = /^[A-Za-z_]\w*(?=\+=|\[)/.exec(this.assigns ? word : '')
    if (name !== null) this.edit(from + name[0].length, '\\')
  }

  /** A here-document: its word has been read. */
  awaits(operator: string, word: Token): void {
    const ending = word.text.replace(/\\(.)|'([^']*)'|"((?:\\.|[^"\\])*)"/gs, (_, escaped, single, double) => {
      return escaped ?? single ?? (double as string).replace(/\\([\\"$`])/g, '$1')
    })
    this.#documents.push({
      begun: this.placeOf(word.from).line,
      ending,
      tabs: operator.endsWith('-'),
      quoted: word.quoted,
    })
  }

  /** Reads something whose lines are its own: here-documents of the line around it wait. */
  apart(read: () => void): void {
    const waiting = this.#documents
    const { document } = this
    this.document = null
    this.#documents = []
    read()
    this.document = document
    this.#documents = [...waiting, ...this.#documents]
  }

  /** Reads the here-documents that the last line has asked for. */
  documents(): void {
    this.#lineEnded = false
    const waiting = this.#documents
    this.#documents = []
    for (const document of waiting) this.#document(document)
  }

  /** The here-document that goes on to the end, of commands that begin there. */
  unendedFrom(from: number): Unended | null {
    const lines = this.text.replace(/\n$/, '').split('\n').length
    return this.#open === null ? null : { ...this.#open, line: lines, from }
  }

  /** bash has read them by the time it complains about something on their line. */
  documentsOfLine(): void {
    if (this.#documents.length === 0) return
    const end = this.text.indexOf('\n', this.at) + 1
    this.at = end === 0 ? this.text.length : end
    const from = this.at
    this.documents()
    if (!this.#unended) this.ahead += this.text.slice(from, this.at).split('\n').length - 1
  }

  #document({ begun, ending, tabs, quoted }: Document): void {
    const { end, behind } = this.#endOf(ending, tabs)
    this.#unended = end === behind
    if (this.#unended) this.#open ??= { begun, ending }
    // bash reads what is in a here-document once it is wanted.
    if (!quoted && !this.syntax.extended) {
      this.document = { end, behind }
      while (!this.ended) skipQuoted(this, this.commands)
      this.document = null
    }
    this.at = Math.max(this.at, behind)
  }

  #endOf(ending: string, tabs: boolean): { end: number; behind: number } {
    for (let at = this.at; at < this.text.length; ) {
      const newline = this.text.indexOf('\n', at)
      const behind = newline === -1 ? this.text.length : newline + 1
      const line = this.text.slice(at, newline === -1 ? undefined : newline)
      if ((tabs ? line.replace(/^\t+/, '') : line) === ending) return { end: at, behind }
      at = behind
    }
    return { end: this.text.length, behind: this.text.length }
  }
}
