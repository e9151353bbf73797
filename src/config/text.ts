import { leading } from '../trace/leading.ts'

/** A part of a file: offsets in its text, and where it begins, line and column both from 1. */
export interface Place {
  readonly start: number
  readonly end: number
  readonly line: number
  readonly column: number
}

/** Something in a file that was not understood, or does not do what its writer thinks. */
export interface Finding {
  readonly place: Place
  /** What kind of thing it is: `typographic-quotes`. */
  readonly name: string
  /** A sentence: what is so, and what the machine makes of it. */
  readonly says: string
  /** What to write instead, where that is known. */
  readonly instead?: string
}

/** What a file says. All that stands in it is in a setting, a finding, a comment, or is blank. */
export interface Parsed<S> {
  /** In file order. */
  readonly settings: readonly S[]
  readonly findings: readonly Finding[]
  readonly comments: readonly Place[]
}

/** A word of a value. */
export interface Word {
  readonly text: string
  readonly place: Place
}

/** More than any such file needs. */
export const LARGEST = 1_000_000
/** Settings and findings; nobody reads more. */
export const MOST = 20_000

/** The text of a file, and where in it things are. */
export class Text {
  readonly text: string
  /** The offset at which each line begins. */
  readonly #starts: number[] = [0]

  constructor(text: string) {
    this.text = text
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1)
  }

  place(start: number, end: number): Place {
    const line = leading(this.#starts, (first) => first <= start)
    return { start, end, line, column: start - this.#starts[line - 1]! + 1 }
  }
}

/** Collects what a parser finds, within a budget: what is beyond it is one finding, and nothing is lost. */
export class Harvest<S> {
  readonly source: Text
  readonly settings: S[] = []
  readonly findings: Finding[] = []
  readonly comments: Place[] = []
  /** What is read of the file. */
  readonly text: string
  #full = false

  constructor(text: string) {
    this.source = new Text(text)
    this.text = text.slice(0, LARGEST)
    if (text.length > LARGEST) this.#leave(LARGEST, 'the file is larger than 1 MB; the rest is not read')
    this.#lookForOddities()
  }

  /** Whether more can be taken in. */
  get full(): boolean {
    return this.#full
  }

  /** Up to where it is read. */
  get end(): number {
    return this.text.length
  }

  place(start: number, end: number): Place {
    return this.source.place(start, end)
  }

  /** @param at - where it begins: should the budget end here, all from there on is left unread */
  take(at: number, setting: S): void {
    if (this.#within(at)) this.settings.push(setting)
  }

  find(start: number, end: number, name: string, says: string, instead?: string): void {
    if (!this.#within(start)) return
    this.findings.push({ place: this.place(start, end), name, says, ...(instead !== undefined && { instead }) })
  }

  comment(start: number, end: number): void {
    this.comments.push(this.place(start, end))
  }

  finish(): Parsed<S> {
    const findings = this.findings.toSorted((a, b) => a.place.start - b.place.start)
    return { settings: this.settings, findings, comments: this.comments }
  }

  #within(at: number): boolean {
    if (!this.#full && this.settings.length + this.findings.length >= MOST) {
      this.#full = true
      this.#leave(at, `the file says more than ${MOST} things; what follows is not read`)
    }
    return !this.#full
  }

  #leave(at: number, says: string): void {
    this.findings.push({ place: this.place(at, this.source.text.length), name: 'too-much', says })
  }

  /** What gets into files from web pages and other systems: every reader takes it as it is. */
  #lookForOddities(): void {
    const { text } = this
    if (text.startsWith('\ufeff'))
      this.find(
        0,
        1,
        'byte-order-mark',
        'the file begins with a byte order mark, which is no blank to those who read it',
        'save it without',
      )
    for (const [name, pattern, says, instead] of ODDITIES) {
      const found = text.search(pattern)
      if (found === -1) continue
      const run = pattern.exec(text)![0].length
      this.find(found, found + run, name, says, instead)
    }
  }
}

const ODDITIES: readonly (readonly [name: string, pattern: RegExp, says: string, instead: string])[] = [
  [
    'typographic-quotes',
    /[\u2018\u2019\u201c\u201d\u2032\u2033\u00ab\u00bb]/,
    'this is no quote to the machine but a letter like any other: it came from a web page or a word processor',
    'write " or \' in this place, and wherever else it stands',
  ],
  [
    'carriage-return',
    /\r/,
    'lines end with a carriage return, which becomes a part of what stands before it',
    'save the file with Unix line ends',
  ],
]
