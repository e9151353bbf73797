import { matchAt } from './match-at.ts'
import type { Harvest } from './text.ts'

export interface HastToken {
  readonly kind: 'mark' | 'number' | 'string' | 'keyword' | 'end'
  readonly text: string
  readonly start: number
  readonly end: number
}

const BLANKS = /[ \t\n]+/y
const COMMENT = /#[^\n]*/y
/** The longest one wins: `testname` is a string, though `name` is a keyword. */
const TOKEN = /([{}])|[A-Za-z0-9.\-_/:[\]]+/y

/** What every release knows. */
const OLD = 'control listen replication timeout resource name local remote on fullsync memsync async'
/** What came with 8.3 and later. */
const SINCE = 'pidfile checksum compression exec metaflush source off none crc32 sha256 hole lzf'

export type HastLanguage = 'old' | 'new'

const KEYWORDS: Readonly<Record<HastLanguage, ReadonlySet<string>>> = {
  old: new Set(OLD.split(' ')),
  new: new Set(`${OLD} ${SINCE}`.split(' ')),
}

/**
 * The tokens of hast.conf(5), as hastd's token.l makes them. What is none is printed by the scanner that lex makes, and
 * passed over: a finding.
 */
export class HastTokens {
  readonly #harvest: Harvest<unknown>
  readonly #keywords: ReadonlySet<string>
  #at = 0
  /** What was printed so far. */
  #echoed = ''

  constructor(harvest: Harvest<unknown>, language: HastLanguage) {
    this.#harvest = harvest
    this.#keywords = KEYWORDS[language]
  }

  get echoed(): string {
    return this.#echoed
  }

  next(): HastToken {
    const { end, text } = this.#harvest
    while (this.#at < end) {
      const start = this.#at
      if (this.#matches(BLANKS) !== null) continue
      if (this.#matches(COMMENT) !== null) {
        this.#harvest.comment(start, this.#at)
        continue
      }
      const match = this.#matches(TOKEN)
      if (match !== null) return { kind: this.#kindOf(match), text: match[0], start, end: this.#at }
      while (this.#at < end && !this.#isAnything()) this.#at += 1
      this.#echo(start, text.slice(start, this.#at))
    }
    return { kind: 'end', text: '', start: end, end }
  }

  #kindOf([text, mark]: RegExpExecArray): HastToken['kind'] {
    if (mark !== undefined) return 'mark'
    if (this.#keywords.has(text)) return 'keyword'
    return /^\d+$/.test(text) ? 'number' : 'string'
  }

  #isAnything(): boolean {
    return [BLANKS, COMMENT, TOKEN].some((pattern) => matchAt(pattern, this.#harvest.text, this.#at) !== null)
  }

  #matches(pattern: RegExp): RegExpExecArray | null {
    const match = matchAt(pattern, this.#harvest.text, this.#at)
    if (match !== null) this.#at += match[0].length
    return match
  }

  #echo(start: number, text: string): void {
    this.#echoed += text
    const says = 'this is no part of the language: hastd and hastctl print it and read on as if it were not there'
    this.#harvest.find(start, start + text.length, 'passed-over', says, 'values stand without quotes and semicolons')
  }
}
