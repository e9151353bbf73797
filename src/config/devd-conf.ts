import { DevdTokens, type Token } from './devd-tokens.ts'
import { Harvest, type Parsed, type Place, type Word } from './text.ts'

export const EVENTS = ['attach', 'detach', 'nomatch', 'notify'] as const
export type DevdEvent = (typeof EVENTS)[number]
const ABOUT = ['device-name', 'media-type', 'class', 'subdevice', 'action'] as const

/** What a rule asks of an event, or does about it. */
export type DevdStatement =
  | { readonly kind: 'match'; readonly variable: Word; readonly pattern: Word; readonly place: Place }
  | { readonly kind: (typeof ABOUT)[number]; readonly value: Word; readonly place: Place }

export type DevdOption =
  | { readonly kind: 'directory' | 'pid-file'; readonly value: Word; readonly place: Place }
  | { readonly kind: 'set'; readonly name: Word; readonly value: Word; readonly place: Place }

/** A rule: what is done about which events. Of those that match, the one of the highest priority is run. */
export interface DevdRule {
  readonly kind: DevdEvent
  readonly priority: number
  readonly statements: readonly DevdStatement[]
  readonly place: Place
}

export interface DevdOptions {
  readonly kind: 'options'
  readonly options: readonly DevdOption[]
  readonly place: Place
}

export type DevdBlock = DevdOptions | DevdRule

/** Where devd gives up: then no rule of any file runs, and devd is not there. */
export interface DevdError {
  readonly line: number
  /** As devd prints it: `line 2: system: syntax error.` */
  readonly says: string
}

export interface DevdConf extends Parsed<DevdBlock> {
  readonly error?: DevdError
}

/** Reads devd.conf(5) by devd's parse.y. */
export function parseDevdConf(text: string): DevdConf {
  return new DevdReader(text).read()
}

export function printDevdConf(blocks: readonly DevdBlock[]): string {
  return blocks
    .map((block) => {
      const head = block.kind === 'options' ? 'options' : `${block.kind} ${block.priority}`
      const lines = block.kind === 'options' ? block.options.map(printOption) : block.statements.map(printStatement)
      return `${head} {\n${lines.map((line) => `\t${line};\n`).join('')}};\n`
    })
    .join('')
}

function printOption(option: DevdOption): string {
  const name = option.kind === 'set' ? ` ${option.name.text}` : ''
  return `${option.kind}${name} "${option.value.text}"`
}

function printStatement(statement: DevdStatement): string {
  if (statement.kind !== 'match') return `${statement.kind} "${statement.value.text}"`
  return `match "${statement.variable.text}" "${statement.pattern.text}"`
}

/** What is thrown inside a file, and caught at its end. */
class Refused extends Error {
  readonly token: Token

  constructor(token: Token) {
    super()
    this.token = token
  }
}

class DevdReader {
  readonly #harvest: Harvest<DevdBlock>
  readonly #tokens: DevdTokens
  #token: Token
  #error: DevdError | undefined

  constructor(text: string) {
    this.#harvest = new Harvest(text)
    this.#tokens = new DevdTokens(this.#harvest)
    this.#token = this.#tokens.next()
  }

  read(): DevdConf {
    while (this.#token.kind !== 'end' && !this.#harvest.full && this.#error === undefined) this.#block()
    return { ...this.#harvest.finish(), ...(this.#error && { error: this.#error }) }
  }

  #block(): void {
    const { start } = this.#token
    try {
      const block = this.#token.text === 'options' ? this.#options() : this.#rule()
      const { end } = this.#take('mark', ';')
      this.#harvest.take(start, { ...block, place: this.#harvest.place(start, end) })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      this.#refuse(start, error.token)
    }
  }

  #options(): Omit<DevdOptions, 'place'> {
    this.#take('word', 'options')
    this.#take('mark', '{')
    const options: DevdOption[] = []
    // At least one: the grammar has no empty list here.
    do options.push(this.#option())
    while (!this.#isMark('}'))
    this.#take('mark', '}')
    return { kind: 'options', options }
  }

  #option(): DevdOption {
    const { text, start } = this.#take('word')
    if (text === 'set') {
      const name = this.#name()
      return { kind: 'set', name, value: this.#string(), place: this.#endOf(start) }
    }
    if (text !== 'directory' && text !== 'pid-file') throw this.#refused(start, text)
    return { kind: text, value: this.#string(), place: this.#endOf(start) }
  }

  #rule(): Omit<DevdRule, 'place'> {
    const { text, start } = this.#take('word')
    const kind = EVENTS.find((event) => event === text)
    if (kind === undefined) throw this.#refused(start, text)
    const priority = Number(this.#take('number').text)
    this.#take('mark', '{')
    const statements: DevdStatement[] = []
    while (!this.#isMark('}')) statements.push(this.#statement())
    this.#take('mark', '}')
    return { kind, priority, statements }
  }

  #statement(): DevdStatement {
    const { text, start } = this.#take('word')
    if (text === 'match') {
      const variable = this.#string()
      return { kind: 'match', variable, pattern: this.#string(), place: this.#endOf(start) }
    }
    const kind = ABOUT.find((about) => about === text)
    if (kind === undefined) throw this.#refused(start, text)
    return { kind, value: this.#string(), place: this.#endOf(start) }
  }

  /** Up to the semicolon, which must be there. */
  #endOf(start: number): Place {
    return this.#harvest.place(start, this.#take('mark', ';').end)
  }

  #string(): Word {
    return this.#wordOf(this.#take('string'), 1)
  }

  /** Any word but those of the language. */
  #name(): Word {
    if (KEYWORDS.has(this.#token.text)) throw new Refused(this.#token)
    return this.#wordOf(this.#take('word'), 0)
  }

  #wordOf({ text, start, end }: Token, quote: 0 | 1): Word {
    return { text, place: this.#harvest.place(start + quote, end - quote) }
  }

  #isMark(mark: string): boolean {
    return this.#token.kind === 'mark' && this.#token.text === mark
  }

  #take(kind: Token['kind'], text?: string): Token {
    const token = this.#token
    if (token.kind !== kind || (text !== undefined && token.text !== text)) throw new Refused(token)
    this.#token = this.#tokens.next()
    return token
  }

  #refused(start: number, text: string): Refused {
    return new Refused({ kind: 'word', text, start, end: start + text.length })
  }

  #refuse(start: number, { text, start: at, kind }: Token): void {
    const { line } = this.#harvest.place(at, at)
    const shown = kind === 'string' ? `"${text}"` : kind === 'end' ? '' : text
    this.#error = { line, says: `line ${line}: ${shown}: syntax error.` }
    const { end } = this.#harvest
    if (start < at)
      this.#harvest.find(start, at, 'unfinished', `this block is not read to its end: ${CONSEQUENCE}`, EXPECTED)
    if (at < end) this.#harvest.find(at, end, 'syntax', `${shown} is not what comes here: ${CONSEQUENCE}`, EXPECTED)
  }
}

const CONSEQUENCE = 'devd ends here, and no rule of any file is there'
const EXPECTED = 'each statement, and each block behind its }, ends with ; and texts stand in "'
const KEYWORDS: ReadonlySet<string> = new Set(['options', 'set', 'directory', 'pid-file', 'match', ...ABOUT, ...EVENTS])
