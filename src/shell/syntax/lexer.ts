import { type Commands, Cursor } from './cursor.ts'
import type { Token, TokenKind } from './token.ts'
import { skipQuoted, skipWord } from './word.ts'

interface Document {
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
  commands!: Commands
  /** A descriptor is to follow: in `>&2<x` the 2 is that. (bash) */
  #copies = false

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
    let quoted = skipWord(this, this.commands)
    while (this.syntax.extended && this.#goesOn(from)) quoted = skipWord(this, this.commands) || quoted
    const word = this.text.slice(from, this.at)
    const known = this.syntax.extended ? BASH_REDIRECTIONS : REDIRECTIONS
    const operator = known.find((text) => this.here(text))
    if (operator !== undefined && !quoted && this.#describes(word, operator)) {
      this.at += operator.length
      this.#copies = operator.endsWith('&')
      return this.#token('redirection', from)
    }
    this.#copies = false
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
      if (token.kind === 'end') this.unterminated('$(', from)
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
    else if (/\{[^{}]*(?:,|\.\.)/.test(word)) this.#escapeBraces(from, word)
    const name = /^[A-Za-z_]\w*(?=\+=|\[)/.exec(this.assigns ? word : '')
    if (name !== null) this.edit(from + name[0].length, '\\')
  }

  /** Braces that neither a dollar begins nor quotes hold. */
  #escapeBraces(from: number, word: string): void {
    const plain = word.replace(/\\.|'[^']*'|"(?:\\.|[^"\\])*"|\$\{[^}]*\}|\$\([^)]*\)|`[^`]*`/gs, (part) =>
      '_'.repeat(part.length),
    )
    for (const { index } of plain.matchAll(/\{/g)) this.edit(from + index, '\\')
  }

  /** A here-document: its word has been read. */
  awaits(operator: string, word: Token): void {
    const ending = word.text.replace(/\\(.)|'([^']*)'|"((?:\\.|[^"\\])*)"/gs, (_, escaped, single, double) => {
      return escaped ?? single ?? (double as string).replace(/\\([\\"$`])/g, '$1')
    })
    this.#documents.push({ ending, tabs: operator.endsWith('-'), quoted: word.quoted })
  }

  /** Reads something whose lines are its own: here-documents of the line around it wait. */
  apart(read: () => void): void {
    const waiting = this.#documents
    this.#documents = []
    read()
    this.#documents = [...waiting, ...this.#documents]
  }

  /** Reads the here-documents that the last line has asked for. */
  documents(): void {
    this.#lineEnded = false
    const waiting = this.#documents
    this.#documents = []
    for (const document of waiting) this.#document(document)
  }

  /** bash has read them by the time it complains about something on their line. */
  documentsOfLine(): void {
    if (this.#documents.length === 0) return
    const end = this.text.indexOf('\n', this.at) + 1
    this.at = end === 0 ? this.text.length : end
    const from = this.at
    this.documents()
    this.ahead += this.text.slice(from, this.at).split('\n').length - 1
  }

  #document({ ending, tabs, quoted }: Document): void {
    while (!this.ended) {
      if (tabs) while (this.here('\t')) this.at += 1
      const end = this.text.indexOf('\n', this.at)
      const line = this.text.slice(this.at, end === -1 ? undefined : end)
      if (line === ending || quoted || this.syntax.extended) this.at += line.length + 1
      else this.#line()
      if (line === ending) return
    }
    this.at = Math.min(this.at, this.text.length)
  }

  /** dash and FreeBSD's sh read what is in a here-document with the script, bash once it is wanted. */
  #line(): void {
    this.document = true
    while (!this.ended && !this.here('\n')) skipQuoted(this, this.commands)
    this.document = false
    this.at += 1
  }
}
