import type { Match } from '../../../config/expression-steps.ts'
import type { RegularExpression } from '../../../config/regular-expression.ts'
import { type Line, Printed, replaced } from './printed.ts'
import { Ranges } from './ranges.ts'
import type { Deed, Script } from './script.ts'

/** So many commands a script may carry out before it counts as one that never ends. */
const MOST_STEPS = 1_000_000
/** What a line, or what is held, may grow to. */
const LARGEST = 1_000_000

export interface Files {
  read(name: string): string
  write(name: string, text: string): void
}

/** Lines as a script makes them. */
export class Editing {
  exit = 0
  /** It was told to quit. */
  isOver = false
  /** It goes on for ever, or a line grew too large. */
  isEndless = false
  readonly #script: Script
  readonly #files: Files
  readonly #isQuiet: boolean
  readonly #ranges: Ranges
  #lines: readonly Line[] = []
  #at = 0
  #space = ''
  #hold = ''
  /** Whether the line has no end, as the last one of a file may; and whether what is held has none. */
  #isOpen = false
  #holdsOpen = false
  readonly #out: Printed = new Printed()
  /** What comes behind the line. */
  #behind: string[] = []
  #isSubstituted = false
  #last: RegularExpression | null = null
  #steps = 0

  constructor(script: Script, files: Files, { isQuiet, gnu }: { readonly isQuiet: boolean; readonly gnu: boolean }) {
    this.#script = script
    this.#files = files
    this.#isQuiet = isQuiet
    this.#ranges = new Ranges(gnu, {
      number: () => this.#at + 1,
      isLast: () => this.#isLast,
      finds: (pattern) => this.#find(pattern, this.#space, 0) !== null,
    })
  }

  /** What comes is not behind what was. */
  begin(): void {
    this.#out.begin()
  }

  /** @returns what it prints */
  run(lines: readonly Line[]): string {
    this.#lines = lines
    this.#ranges.begin(this.#script.commands)
    let goesOn = true
    for (this.#at = 0; goesOn && this.#at < lines.length; this.#at++) {
      this.#take(lines[this.#at]!)
      goesOn = this.#cycle()
    }
    return this.#out.taken()
  }

  #take(line: Line): void {
    this.#space = line.text
    this.#isOpen = line.isOpen
  }

  /** One line, or what is left of it after a D. */
  #cycle(): boolean {
    for (;;) {
      this.#isSubstituted = false
      const how = this.#commands()
      if (how === 'next' || how === 'quit') if (!this.#isQuiet) this.#print(this.#space)
      this.#flush()
      if (how === 'again' && !this.isEndless) continue
      return how === 'next' || how === 'deleted'
    }
  }

  #commands(): 'next' | 'deleted' | 'again' | 'quit' | 'silent' {
    const { commands, labels } = this.#script
    for (let i = 0; i < commands.length; i++) {
      if (++this.#steps > MOST_STEPS || this.#space.length > LARGEST || this.#hold.length > LARGEST) {
        this.isEndless = true
        return 'silent'
      }
      const { deed } = commands[i]!
      if (!this.#ranges.applies(commands[i]!, i)) {
        if (deed.does === '{') i = deed.end
        continue
      }
      if (deed.does === 'b' || ((deed.does === 't' || deed.does === 'T') && this.#jumps(deed.does))) {
        i = deed.label === '' ? commands.length : labels.get(deed.label)!
        continue
      }
      const how = this.#do(deed, i)
      if (how !== null) return how
    }
    return 'next'
  }

  #jumps(letter: 't' | 'T'): boolean {
    const was = this.#isSubstituted
    this.#isSubstituted = false
    return was === (letter === 't')
  }

  get #isLast(): boolean {
    return this.#at === this.#lines.length - 1
  }

  #do(deed: Deed, i: number): 'next' | 'deleted' | 'again' | 'quit' | 'silent' | null {
    switch (deed.does) {
      case 's':
        this.#substitute(deed)
        return null
      case 'y':
        this.#space = [...this.#space].map((sign) => deed.map.get(sign) ?? sign).join('')
        return null
      case 'a':
        this.#behind.push(deed.text)
        return null
      case 'i':
        this.#out.put(deed.text)
        return null
      case 'c':
        if (!this.#ranges.isWithin(i) || this.#script.commands[i]!.not) this.#out.put(deed.text)
        return 'deleted'
      case 'r':
        this.#behind.push(this.#files.read(deed.text))
        return null
      case 'w':
        this.#files.write(deed.text, `${this.#space}\n`)
        return null
      case 'q':
      case 'Q':
        this.exit = deed.exit
        this.isOver = true
        return deed.does === 'q' ? 'quit' : 'silent'
      default:
        return this.#plain(deed.does)
    }
  }

  #plain(letter: Deed['does']): 'next' | 'deleted' | 'again' | 'quit' | 'silent' | null {
    const end = this.#space.indexOf('\n')
    if (letter === 'd') return 'deleted'
    if (letter === 'D') {
      if (end === -1) return 'deleted'
      this.#space = this.#space.slice(end + 1)
      return 'again'
    }
    if (letter === 'p') this.#print(this.#space)
    if (letter === 'P') this.#print(end === -1 ? this.#space : this.#space.slice(0, end), this.#isOpen && end === -1)
    if (letter === '=') this.#out.put(`${this.#at + 1}\n`)
    if (letter === 'l')
      this.#out.put(`${this.#space.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n')}$\n`)
    if (letter === 'n' || letter === 'N') return this.#next(letter)
    this.#held(letter)
    return null
  }

  #held(letter: Deed['does']): void {
    const [space, isOpen] = [this.#space, this.#isOpen]
    if (letter === 'G') this.#space += `\n${this.#hold}`
    if (letter === 'H') this.#hold += `\n${space}`
    if (letter === 'g' || letter === 'x') [this.#space, this.#isOpen] = [this.#hold, this.#holdsOpen]
    if (letter === 'h' || letter === 'x') [this.#hold, this.#holdsOpen] = [space, isOpen]
  }

  /** GNU prints what it has where there is no next line. */
  #next(letter: 'n' | 'N'): 'quit' | null {
    if (this.#isLast) return 'quit'
    if (letter === 'n' && !this.#isQuiet) this.#print(this.#space)
    this.#flush()
    const before = this.#space
    const line = this.#lines[++this.#at]!
    this.#take(line)
    if (letter === 'N') this.#space = `${before}\n${line.text}`
    return null
  }

  #flush(): void {
    for (const text of this.#behind) this.#out.put(text)
    this.#behind = []
  }

  #print(text: string, isOpen = this.#isOpen): void {
    if (isOpen) this.#out.putOpen(text)
    else this.#out.put(`${text}\n`)
  }

  #find(pattern: RegularExpression | null, text: string, from: number): Match | null {
    if (pattern !== null) this.#last = pattern
    return this.#last?.find(text, from) ?? null
  }

  #substitute({ pattern, by, which }: Extract<Deed, { does: 's' }>): void {
    const text = this.#space
    let [result, at, count] = ['', 0, 0]
    let end = -1
    while (at <= text.length) {
      const found = this.#find(pattern, text, at)
      if (found === null) break
      result += text.slice(at, found.start)
      // Nothing right behind something that was found is not found again.
      const isEmptyAgain = found.start === found.end && found.start === end
      if (!isEmptyAgain) count += 1
      const isReplaced = !isEmptyAgain && (which.all ? count >= which.from : count === which.from)
      result += isReplaced ? replaced(by, text, found) : text.slice(found.start, found.end)
      if (isReplaced) this.#isSubstituted = true
      const isDone = isReplaced && !which.all
      end = found.end
      at = found.end
      if (isDone) break
      if (found.start !== found.end) continue
      result += text[at] ?? ''
      at += 1
    }
    const isChanged = count >= which.from && count > 0
    this.#space = result + text.slice(at)
    if (!isChanged) return
    if (which.prints) this.#print(this.#space)
    if (which.writes !== '') this.#files.write(which.writes, `${this.#space}\n`)
  }
}
