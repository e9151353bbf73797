import { readShellWord, type ShellWord, skipBlanks } from './shell-words.ts'
import { Harvest, type Parsed, type Place, type Word } from './text.ts'

/** An assignment of a file that a shell reads: /etc/rc.conf. */
export interface Assignment {
  readonly name: string
  /** Null: what it holds only a shell could say; a finding says why. */
  readonly value: string | null
  /** All of it, up to the next one. */
  readonly place: Place
  /** Where in the file each character of the value stands. */
  readonly from: readonly number[]
}

const ASSIGNMENT = /^([A-Za-z_]\w*)=/
/** Words that begin what ends elsewhere, and what it ends with. */
const COMPOUNDS: ReadonlyMap<string, string> = new Map([
  ['if', 'fi'],
  ['while', 'done'],
  ['until', 'done'],
  ['for', 'done'],
  ['case', 'esac'],
  ['{', '}'],
])
/** Words behind which a command begins again. */
const LEADS: ReadonlySet<string> = new Set(['if', 'while', 'until', 'then', 'else', 'elif', 'do', '!', '{'])
const NO_COMMANDS = 'no command of this file is run here: assignments alone are read'

/**
 * Reads /etc/rc.conf: assignments as a shell makes them. What else is in it a shell would run, each time that a start-up
 * script reads the file; here it is a finding.
 */
export function parseRcConf(text: string): Parsed<Assignment> {
  return new RcReader(text).read()
}

/** The words of a value, as a shell parts it where it is not quoted. */
export function wordsOf({ value, from }: Assignment, placeOf: (start: number, end: number) => Place): Word[] {
  return [...(value ?? '').matchAll(/[^ \t\n]+/g)].map((match) => {
    const last = match.index + match[0].length - 1
    return { text: match[0], place: placeOf(from[match.index]!, from[last]! + 1) }
  })
}

export function printRcConf(settings: readonly Assignment[]): string {
  return settings.map(({ name, value }) => `${name}="${(value ?? '').replace(/[\\$`"]/g, '\\$&')}"\n`).join('')
}

class RcReader {
  readonly #harvest: Harvest<Assignment>
  readonly #text: string
  readonly #end: number
  /** What the variables hold so far; null: nobody knows. */
  readonly #variables = new Map<string, string | null>()
  #at = 0

  constructor(text: string) {
    this.#harvest = new Harvest(text)
    this.#text = this.#harvest.text
    this.#end = this.#harvest.end
  }

  read(): Parsed<Assignment> {
    while (this.#at < this.#end && !this.#harvest.full) {
      if (/[ \t\n]/.test(this.#text[this.#at]!)) this.#at += 1
      else if (this.#text[this.#at] === '#') this.#comment()
      else this.#statement()
    }
    return this.#harvest.finish()
  }

  #comment(): void {
    const line = this.#lineEnd(this.#at)
    this.#harvest.comment(this.#at, line)
    this.#at = line
  }

  #statement(): void {
    const start = this.#at
    const words: ShellWord[] = []
    const ended = this.#collect(words)
    if (ended === 'syntax') this.#syntax(start)
    else if (ended === 'shell') this.#giveUp(start, words)
    else if (ended === 'compound') this.#compound(start)
    else this.#obey(start, this.#at, words)
  }

  /** Takes words to the end of a line, or to a semicolon: why it ends there. */
  #collect(words: ShellWord[]): 'end' | 'syntax' | 'shell' | 'compound' {
    for (this.#at = this.#skip(this.#at); this.#at < this.#end; this.#at = this.#skip(this.#at)) {
      const sign = this.#text[this.#at]!
      if (sign === '\n' || sign === '#') return 'end'
      if (sign === ';') {
        if (words.length === 0 || this.#text[this.#at + 1] === ';') return 'syntax'
        this.#at += 1
        return 'end'
      }
      if (this.#isMark()) return 'shell'
      const word = this.#next()
      words.push(word)
      if (words.length === 1 && !word.quoted && COMPOUNDS.has(word.value)) return 'compound'
      if (word.flaw?.name === 'unterminated-quote') return 'end'
    }
    return 'end'
  }

  /** Assignments set variables, unless a command follows them in the line. */
  #obey(start: number, end: number, words: readonly ShellWord[]): void {
    const broken = words.find(({ flaw }) => flaw?.name === 'unterminated-quote')?.flaw
    const command = words.findIndex((word) => assignedBy(word, this.#text) === undefined)
    if (words.length === 0) this.#harvest.find(start, end, 'empty-line', 'this line goes on below, with nothing in it')
    else if (broken) this.#harvest.find(start, end, broken.name, broken.says, 'close it with the quote that opens it')
    else if (command !== -1) this.#refuse(start, end, words, command)
    else
      for (const [i, word] of words.entries())
        this.#assign(word, i === 0 ? start : word.start, words[i + 1]?.start ?? end)
  }

  /** A command, with assignments that hold for it alone. */
  #refuse(start: number, end: number, words: readonly ShellWord[], place: number): void {
    const alone = place > 0 ? ', and what is assigned before it holds for that command alone' : ''
    const says = `a shell runs ${shownWord(words[place]!)} as a command${alone}; ${NO_COMMANDS}`
    const instead = place > 0 ? 'a value that has blanks in it is quoted: name="value"' : undefined
    this.#harvest.find(start, end, 'command', says, instead)
    for (const word of words.slice(place)) this.#forget(word)
  }

  #assign(word: ShellWord, start: number, next: number): void {
    const name = assignedBy(word, this.#text)!
    const end = start + this.#text.slice(start, next).trimEnd().length
    if (word.flaw) {
      const { flaw } = word
      this.#harvest.find(flaw.start, Math.max(flaw.end, flaw.start + 1), flaw.name, `${name} is left out: ${flaw.says}`)
    }
    this.#set(name, word.flaw ? null : word.value.slice(name.length + 1), { start, end }, word)
  }

  /** Pipes, lists, redirections: to the end of the line. Functions, subshells, texts: where they end, only a shell can say. */
  #giveUp(start: number, words: readonly ShellWord[]): void {
    const sign = this.#text[this.#at]!
    for (const word of words) this.#forget(word)
    let rest = ''
    for (; this.#at < this.#end && this.#text[this.#at] !== '\n'; this.#at = this.#skip(this.#at)) {
      if (this.#text[this.#at] === '(' || this.#text.startsWith('<<', this.#at)) {
        rest = ', and from here on the file is not read'
        this.#at = this.#end
      } else if (this.#isMark()) this.#at += 1
      else this.#forget(this.#next())
    }
    this.#harvest.find(start, this.#at, 'shell', `${sign} needs a shell${rest}; ${NO_COMMANDS}`)
  }

  /** `if` to `fi`: what is assigned in between may be assigned or not. */
  #compound(start: number): void {
    const open: string[] = []
    let leading = true
    for (this.#at = this.#skip(start); this.#at < this.#end; this.#at = this.#skip(this.#at)) {
      const sign = this.#text[this.#at]!
      if (sign === '#') this.#at = this.#lineEnd(this.#at)
      else if (sign === '\n' || this.#isMark()) {
        leading = true
        this.#at += 1
      } else {
        const word = this.#next()
        if (leading && !word.quoted) follow(open, word.value)
        leading = leading && !word.quoted && LEADS.has(word.value)
        this.#forget(word)
        if (open.length === 0) break
      }
    }
    if (this.#text[this.#at] === ';') this.#at += 1
    const rest = open.length === 0 ? '' : ', and is never closed: the shell reads no further'
    this.#harvest.find(start, this.#at, 'shell', `this needs a shell${rest}; ${NO_COMMANDS}`)
  }

  /** What a command may have assigned is not known any more. */
  #forget(word: ShellWord): void {
    const name = assignedBy(word, this.#text)
    if (name !== undefined) this.#set(name, null, word, word)
  }

  #set(name: string, value: string | null, { start, end }: Pick<ShellWord, 'start' | 'end'>, word: ShellWord): void {
    this.#variables.set(name, value)
    const place = this.#harvest.place(start, end)
    this.#harvest.take(start, { name, value, place, from: word.from.slice(name.length + 1) })
  }

  #syntax(start: number): void {
    this.#at = this.#end
    this.#harvest.find(
      start,
      this.#end,
      'syntax',
      'a shell refuses ; where nothing stands before it, and reads no further',
    )
  }

  /** The word that begins here; then the reader stands behind it. */
  #next(): ShellWord {
    const word = readShellWord(this.#text, this.#at, this.#end, (name) => this.#variables.get(name))
    this.#at = word.end
    return word
  }

  #isMark(): boolean {
    return /[;&|()<>]/.test(this.#text[this.#at]!)
  }

  #skip(at: number): number {
    return Math.min(skipBlanks(this.#text, at), this.#end)
  }

  #lineEnd(at: number): number {
    const line = this.#text.indexOf('\n', at)
    return line === -1 ? this.#end : Math.min(line, this.#end)
  }
}

/** What is open, after a word that opens or closes something. */
function follow(open: string[], word: string): void {
  const closer = COMPOUNDS.get(word)
  if (closer !== undefined) open.push(closer)
  else if (word === open.at(-1)) open.pop()
}

/** The name that a word assigns to; undefined: it assigns nothing. */
function assignedBy(word: ShellWord, text: string): string | undefined {
  return ASSIGNMENT.exec(text.slice(word.start, word.end))?.[1]
}

function shownWord({ value }: ShellWord): string {
  return value.length > 40 ? `${value.slice(0, 39)}…` : value
}
