import { type HastLanguage, type HastToken, HastTokens } from './hast-tokens.ts'
import { Harvest, type Parsed, type Place, type Word } from './text.ts'

/** What can be said, by the number of blocks around it. */
const VALUES = {
  file: ['control', 'pidfile', 'listen', 'replication', 'checksum', 'compression', 'timeout', 'exec', 'metaflush'],
  node: ['control', 'pidfile', 'listen'],
  resource: ['replication', 'checksum', 'compression', 'timeout', 'exec', 'metaflush', 'name', 'local'],
  part: ['name', 'local', 'remote', 'source', 'metaflush'],
} as const satisfies Readonly<Record<string, readonly string[]>>

type Level = keyof typeof VALUES
export type HastName = (typeof VALUES)[Level][number]

/** Where a word of the language stands for a value. */
const CHOICES: Readonly<Partial<Record<HastName, readonly string[]>>> = {
  replication: ['fullsync', 'memsync', 'async'],
  checksum: ['none', 'crc32', 'sha256'],
  compression: ['none', 'hole', 'lzf'],
  metaflush: ['on', 'off'],
}

export interface HastValue {
  readonly kind: 'value'
  readonly name: HastName
  readonly value: Word
  readonly place: Place
}

/** `on hasta { … }`: what holds on one node. */
export interface HastNode {
  readonly kind: 'on'
  readonly node: Word
  readonly values: readonly HastValue[]
  readonly place: Place
}

export interface HastResource {
  readonly kind: 'resource'
  readonly name: Word
  readonly entries: readonly (HastValue | HastNode)[]
  readonly place: Place
}

export type HastSetting = HastValue | HastNode | HastResource

export interface HastConf extends Parsed<HastSetting> {
  /** What hastd and hastctl print of it before they know what to make of it. */
  readonly echoed: string
  /** Why they give up, and where. */
  readonly error?: { readonly says: string; readonly at: number }
}

/** Reads hast.conf(5) by hastd's parse.y. */
export function parseHastConf(text: string, language: HastLanguage = 'new'): HastConf {
  return new HastReader(text, language).read()
}

export function printHastConf(settings: readonly HastSetting[]): string {
  return settings.map((setting) => printed(setting, '')).join('')
}

function printed(setting: HastSetting, indent: string): string {
  if (setting.kind === 'value') return `${indent}${setting.name} ${setting.value.text}\n`
  const [head, entries] =
    setting.kind === 'on'
      ? [`on ${setting.node.text}`, setting.values]
      : [`resource ${setting.name.text}`, setting.entries]
  return `${indent}${head} {\n${entries.map((entry) => printed(entry, `${indent}\t`)).join('')}${indent}}\n`
}

/** What is thrown inside a file, and caught at its end. */
class Refused extends Error {
  readonly token: HastToken
  readonly says: string | undefined

  constructor(token: HastToken, says?: string) {
    super()
    this.token = token
    this.says = says
  }
}

class HastReader {
  readonly #harvest: Harvest<HastSetting>
  readonly #tokens: HastTokens
  readonly #names = new Set<string>()
  #token: HastToken
  #error: HastConf['error']

  constructor(text: string, language: HastLanguage) {
    this.#harvest = new Harvest(text)
    this.#tokens = new HastTokens(this.#harvest, language)
    this.#token = this.#tokens.next()
  }

  read(): HastConf {
    while (this.#token.kind !== 'end' && !this.#harvest.full && this.#error === undefined) this.#setting()
    const { echoed } = this.#tokens
    return { ...this.#harvest.finish(), echoed, ...(this.#error && { error: this.#error }) }
  }

  #setting(): void {
    const { start } = this.#token
    try {
      this.#harvest.take(start, this.#statement())
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      this.#refuse(start, error)
    }
  }

  #statement(): HastSetting {
    if (this.#isKeyword('resource')) return this.#resource()
    return this.#isKeyword('on') ? this.#node('node') : this.#value('file')
  }

  #resource(): HastResource {
    const { start } = this.#take('keyword', 'resource')
    const name = this.#take('string')
    if (this.#names.has(name.text)) throw new Refused(name, `Resource ${name.text} configured more than once.`)
    this.#names.add(name.text)
    this.#take('mark', '{')
    const entries: (HastValue | HastNode)[] = []
    while (!this.#isMark('}')) entries.push(this.#isKeyword('on') ? this.#node('part') : this.#value('resource'))
    return { kind: 'resource', name: this.#word(name), entries, place: this.#closed(start) }
  }

  #node(level: 'node' | 'part'): HastNode {
    const { start } = this.#take('keyword', 'on')
    const node = this.#word(this.#take('string'))
    this.#take('mark', '{')
    const values: HastValue[] = []
    while (!this.#isMark('}')) values.push(this.#value(level))
    return { kind: 'on', node, values, place: this.#closed(start) }
  }

  #value(level: Level): HastValue {
    const token = this.#token
    const name = VALUES[level].find((one) => this.#isKeyword(one))
    if (name === undefined) throw new Refused(token)
    this.#advance()
    const value = this.#valueOf(name)
    return { kind: 'value', name, value: this.#word(value), place: this.#harvest.place(token.start, value.end) }
  }

  #valueOf(name: HastName): HastToken {
    const choices = CHOICES[name]
    if (choices !== undefined) {
      if (!choices.includes(this.#token.text)) throw new Refused(this.#token)
      return this.#take('keyword')
    }
    if (name !== 'timeout') return this.#isNone(name) ? this.#take('keyword') : this.#take('string')
    const time = this.#take('number')
    if (Number(time.text) <= 0) throw new Refused(time, 'Negative or zero timeout.')
    return time
  }

  /** `remote none`: there is no other node, for now. */
  #isNone(name: HastName): boolean {
    return name === 'remote' && this.#isKeyword('none')
  }

  #closed(start: number): Place {
    return this.#harvest.place(start, this.#take('mark', '}').end)
  }

  #isKeyword(text: string): boolean {
    return this.#token.kind === 'keyword' && this.#token.text === text
  }

  #isMark(text: string): boolean {
    return this.#token.kind === 'mark' && this.#token.text === text
  }

  #take(kind: HastToken['kind'], text?: string): HastToken {
    const token = this.#token
    if (token.kind !== kind || (text !== undefined && token.text !== text)) throw new Refused(token)
    this.#advance()
    return token
  }

  #advance(): void {
    this.#token = this.#tokens.next()
  }

  #word({ text, start, end }: HastToken): Word {
    return { text, place: this.#harvest.place(start, end) }
  }

  #refuse(start: number, { token, says }: Refused): void {
    const { line } = this.#harvest.place(token.start, token.start)
    const syntax = `Unable to parse configuration file at line ${line} near '${token.text}': syntax error`
    this.#error = { says: says ?? syntax, at: token.start }
    const { end } = this.#harvest
    const unread = 'this block is not read to its end: hastd does not start, and hastctl does nothing'
    if (start < token.start) this.#harvest.find(start, token.start, 'unfinished', unread)
    if (token.start < end) this.#harvest.find(token.start, end, 'syntax', `hastd gives up here: ${this.#error.says}`)
  }
}
