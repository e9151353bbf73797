import { matchAt } from './match-at.ts'
import type { Harvest } from './text.ts'

export interface Token {
  readonly kind: 'mark' | 'number' | 'string' | 'word' | 'end'
  /** Of a string, what is between the quotes. */
  readonly text: string
  readonly start: number
  readonly end: number
}

const BLANKS = /[ \t\n]+/y
const LINE_COMMENT = /#[^\n]*|\/\/[^\n]*/y
const TOKEN = /([;{}])|(\d+)|"([^"]+)"|([A-Za-z][\w-]*)/y

/**
 * The tokens of devd.conf(5), as devd's token.l makes them. What is none is printed by the scanner that lex makes, and
 * passed over: a finding.
 */
export class DevdTokens {
  readonly #harvest: Harvest<unknown>
  #at = 0
  /** Behind it no comment of several lines is closed. */
  #lastClose = Number.POSITIVE_INFINITY

  constructor(harvest: Harvest<unknown>) {
    this.#harvest = harvest
  }

  next(): Token {
    for (let echoed = -1; ; ) {
      const at = this.#at
      const token = this.#token()
      if (token === 'echoed') {
        if (echoed === -1) echoed = at
        continue
      }
      if (echoed !== -1) this.#echo(echoed, at)
      echoed = -1
      if (token !== 'passed') return token
    }
  }

  /** What stands next: a token, something to be passed by, or a character that is no part of anything. */
  #token(): Token | 'passed' | 'echoed' {
    const { end } = this.#harvest
    const start = this.#at
    if (start >= end) return { kind: 'end', text: 'end of file', start: end, end }
    if (this.#matches(BLANKS) !== null) return 'passed'
    if (this.#matches(LINE_COMMENT) !== null || this.#blockComment()) {
      this.#harvest.comment(start, this.#at)
      return 'passed'
    }
    const match = this.#matches(TOKEN)
    if (match === null) {
      this.#at += 1
      return 'echoed'
    }
    const [whole, , number, string, word] = match
    const kind = number ? 'number' : string ? 'string' : word ? 'word' : 'mark'
    return { kind, text: string === undefined ? whole : joined(string), start, end: this.#at }
  }

  /** One that is never closed is none. */
  #blockComment(): boolean {
    const { text } = this.#harvest
    if (this.#at >= this.#lastClose || !text.startsWith('/*', this.#at)) return false
    const close = text.indexOf('*/', this.#at + 2)
    if (close === -1) {
      this.#lastClose = this.#at
      return false
    }
    this.#at = close + 2
    return true
  }

  #matches(pattern: RegExp): RegExpExecArray | null {
    const match = matchAt(pattern, this.#harvest.text, this.#at)
    if (match !== null) this.#at += match[0].length
    return match
  }

  #echo(start: number, end: number): void {
    const says = 'this is no part of the language: devd prints it and reads on as if it were not there'
    this.#harvest.find(start, end, 'passed-over', says, 'texts stand in " quotes, words and numbers do not')
  }
}

/** A backslash at the end of a line goes, and with it the blanks that begin the next one. */
function joined(inside: string): string {
  return inside.replace(/\\\n[ \t]*/g, '')
}
