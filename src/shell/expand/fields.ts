import { escaped } from '../match/pattern.ts'
import type { Budget } from '../state/budget.ts'

const MAGIC = /[*?[\\]/
/** A backslash alone makes no pattern of a word. */
const GLOBS = /[*?[]/
const WHITE = ' \t\n'

/** What a word becomes: its text, and where it is a pattern, that. */
export type Field = string | { readonly text: string; readonly pattern: string }

/** How words are taken apart: `$IFS`. */
export interface Separators {
  readonly white: string
  readonly hard: string
  readonly any: RegExp | null
}

export function separators(ifs: string): Separators {
  const white = [...ifs].filter((each) => WHITE.includes(each)).join('')
  const hard = [...ifs].filter((each) => !WHITE.includes(each)).join('')
  const any = ifs === '' ? null : new RegExp(`[${ifs.replace(/[\\\]^-]/g, '\\$&')}]`)
  return { white, hard, any }
}

/** The fields that a word becomes while it is expanded: POSIX 2.6.5. */
export class Fields {
  readonly all: Field[] = []
  readonly #budget: Budget
  /** Null: it is not taken apart. */
  readonly #separators: Separators | null
  readonly #patterns: boolean
  #text = ''
  #pattern: string | null
  #globs = false
  #begun = false
  /** What stands before this place: a white separator that ended a field lets one that is not white join it. */
  #after: 'text' | 'white' | 'hard' = 'hard'

  /** @param patterns - that it is a pattern is to be known */
  constructor(budget: Budget, separate: Separators | null, patterns: boolean) {
    this.#budget = budget
    this.#separators = separate
    this.#patterns = patterns
    this.#pattern = null
  }

  get splits(): boolean {
    return this.#separators !== null
  }

  /** There is a field, be it empty. */
  begin(): void {
    this.#begun = true
    this.#after = 'text'
  }

  quoted(text: string): void {
    this.begin()
    this.#add(text, false)
  }

  /** Not quoted, not taken apart. */
  plain(text: string): void {
    if (text === '') return
    this.begin()
    this.#add(text, true)
  }

  /** What an expansion gave. */
  expanded(text: string): void {
    const by = this.#separators
    if (by === null || by.any === null || !by.any.test(text)) this.plain(text)
    else this.#split(text, by)
  }

  /** A separator that is white, whatever `$IFS` says. */
  blank(): void {
    this.#separate(true)
  }

  /** The field ends here; the next thing is of another one. */
  end(): void {
    if (!this.#begun) return
    const globs = this.#globs && this.#pattern !== null
    this.all.push(globs ? { text: this.#text, pattern: this.#pattern! } : this.#text)
    this.#globs = false
    this.#text = ''
    this.#pattern = null
    this.#begun = false
  }

  /** All of it as one text. */
  get text(): string {
    return this.#text
  }

  get pattern(): string {
    return this.#pattern ?? escaped(this.#text)
  }

  #add(text: string, magic: boolean): void {
    this.#budget.text(this.#text.length + text.length)
    this.#globs ||= magic && GLOBS.test(text)
    if (this.#patterns && this.#pattern === null && magic && MAGIC.test(text)) this.#pattern = escaped(this.#text)
    if (this.#pattern !== null) this.#pattern += magic ? text : escaped(text)
    this.#text += text
  }

  #split(text: string, { white, hard }: Separators): void {
    let from = 0
    for (let at = 0; at < text.length; at++) {
      const character = text[at]!
      const isWhite = white.includes(character)
      if (!isWhite && !hard.includes(character)) continue
      this.plain(text.slice(from, at))
      from = at + 1
      this.#separate(isWhite)
    }
    this.plain(text.slice(from))
  }

  #separate(isWhite: boolean): void {
    if (isWhite) {
      if (!this.#begun) return
      this.end()
      this.#after = 'white'
      return
    }
    if (!this.#begun && this.#after === 'white') {
      this.#after = 'hard'
      return
    }
    this.#begun = true
    this.end()
    this.#after = 'hard'
  }
}
