import { isHashed, linesOf } from './lines.ts'
import { Harvest, type Parsed, type Place, type Word } from './text.ts'

/** A stanza of /etc/network/interfaces(5). */
export type Stanza =
  | { readonly kind: 'auto' | 'allow-hotplug'; readonly interfaces: readonly Word[]; readonly place: Place }
  | Iface

/** How an interface is brought up: `iface eth0 inet static`, and what stands below it. */
export interface Iface {
  readonly kind: 'iface'
  readonly name: Word
  readonly family: Word
  readonly method: Word
  readonly options: readonly IfaceOption[]
  readonly place: Place
}

export interface IfaceOption {
  readonly name: Word
  readonly value: Word
  readonly place: Place
}

const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['source', 'other files are not read from here; give the lines themselves'],
  ['source-directory', 'other files are not read from here; give the lines themselves'],
  ['mapping', 'no mapping is simulated'],
  ['rename', 'no interface is renamed'],
  ['no-auto-down', 'nothing is simulated of it'],
  ['no-scripts', 'nothing is simulated of it'],
  ['template', 'nothing is simulated of it'],
])

/** Reads /etc/network/interfaces of Debian. */
export function parseInterfaces(text: string): Parsed<Stanza> {
  return new InterfacesReader(text).read()
}

export function printInterfaces(stanzas: readonly Stanza[]): string {
  return stanzas
    .map((stanza) => {
      if (stanza.kind !== 'iface') return `${[stanza.kind, ...stanza.interfaces.map(({ text }) => text)].join(' ')}\n`
      const { name, family, method, options } = stanza
      const lines = options.map((option) => `\t${option.name.text} ${option.value.text}\n`)
      return `iface ${name.text} ${family.text} ${method.text}\n${lines.join('')}`
    })
    .join('')
}

/** What is being read. */
interface Open {
  readonly head: readonly Word[]
  readonly options: IfaceOption[]
  /** With what goes on above its first word. */
  readonly start: number
  end: number
}

class InterfacesReader {
  readonly #harvest: Harvest<Stanza>
  #open: Open | undefined
  /** Whether what follows belongs to something that is left out. */
  #skips = false

  constructor(text: string) {
    this.#harvest = new Harvest(text)
  }

  read(): Parsed<Stanza> {
    for (const { start, end } of logicalLines(this.#harvest)) this.#line(start, end)
    this.#close()
    return this.#harvest.finish()
  }

  #line(start: number, end: number): void {
    const words = this.#words(start, end)
    const [first, ...rest] = words
    if (first === undefined) this.#harvest.find(start, end, 'empty-line', 'this line goes on below, with nothing in it')
    else this.#obey(first, rest, start, end)
  }

  #obey(first: Word, rest: readonly Word[], start: number, end: number): void {
    const elsewhere = ELSEWHERE.get(first.text)
    if (first.text === 'iface' || first.text === 'auto' || first.text.startsWith('allow-') || elsewhere !== undefined) {
      this.#close()
      this.#skips = elsewhere !== undefined
    }
    if (elsewhere !== undefined) this.#harvest.find(start, end, 'not-simulated', `${first.text}: ${elsewhere}`)
    else if (first.text === 'iface') this.#begin([first, ...rest], start, end)
    else if (first.text === 'auto' || first.text === 'allow-hotplug')
      this.#harvest.take(start, { kind: first.text, interfaces: rest, place: this.#harvest.place(start, end) })
    else this.#option(first, rest, start, end)
  }

  #begin(words: readonly Word[], start: number, end: number): void {
    this.#skips = words.length !== 4
    if (words.length === 4) this.#open = { head: words, options: [], start, end }
    else
      this.#harvest.find(
        start,
        end,
        'syntax',
        'iface is followed by a name, a family and a method',
        'iface eth0 inet static',
      )
  }

  #option(name: Word, rest: readonly Word[], start: number, end: number): void {
    const [first] = rest
    if (this.#open !== undefined && first !== undefined) {
      const from = first.place.start
      const value = { text: this.#harvest.text.slice(from, end), place: this.#harvest.place(from, end) }
      this.#open.options.push({ name, value, place: this.#harvest.place(start, end) })
      this.#open.end = end
    } else if (this.#skips) this.#harvest.find(start, end, 'left-out', 'this belongs to what is left out above')
    else if (this.#open === undefined) this.#harvest.find(start, end, 'syntax', 'this stands below no iface line')
    else this.#harvest.find(start, end, 'no-value', `${name.text} is given no value`)
  }

  #close(): void {
    const open = this.#open
    this.#open = undefined
    if (open === undefined) return
    const [, name, family, method] = open.head
    const { start } = open
    const place = this.#harvest.place(start, open.end)
    this.#harvest.take(start, {
      kind: 'iface',
      name: name!,
      family: family!,
      method: method!,
      options: open.options,
      place,
    })
  }

  #words(start: number, end: number): Word[] {
    const text = this.#harvest.text.slice(start, end)
    return [...text.matchAll(/(?:[^\s\\]|\\(?!\n))+/g)].map((match) => ({
      text: match[0],
      place: this.#harvest.place(start + match.index, start + match.index + match[0].length),
    }))
  }
}

/** Lines, with those that follow a backslash. */
function* logicalLines(harvest: Harvest<Stanza>): Generator<{ start: number; end: number }> {
  let begun: number | undefined
  let last = 0
  for (const { start, end, text } of linesOf(harvest, isHashed)) {
    begun ??= start
    last = end
    if (text.endsWith('\\')) continue
    yield { start: begun, end }
    begun = undefined
  }
  if (begun !== undefined) yield { start: begun, end: last }
}
