import type { Finding, Word } from './text.ts'

/** Words of ifconfig(8) that a value follows, by what is made of them. */
const PARAMETERS = [
  'vhid',
  'pass',
  'advbase',
  'advskew',
  'carpdev',
  'carppeer',
  'peer',
  'balancing',
  'carpnodes',
  'group',
] as const
export type CarpWord = (typeof PARAMETERS)[number]
const MASKS: ReadonlySet<string> = new Set(['netmask', 'prefixlen'])
const PASSED_BY: ReadonlySet<string> = new Set([
  'broadcast',
  'state',
  'media',
  'mediaopt',
  'mtu',
  'metric',
  'description',
  'descr',
  'lladdr',
  'ether',
  'link',
  'name',
])
const FLAGS: ReadonlySet<string> = new Set(['alias', 'add', 'create'])

/** What one line of ifconfig(8) asks for. */
export interface IfconfigLine {
  readonly family: 'inet' | 'inet6'
  readonly address?: Word
  /** A mask or a length, where the address has none behind a stroke. */
  readonly mask?: Word
  readonly carp: Readonly<Partial<Record<CarpWord, Word>>>
  readonly up?: boolean
}

/** What is made of such a line, and what is not. */
export interface ReadIfconfig {
  readonly line: IfconfigLine
  readonly findings: readonly Finding[]
}

/** Reads the words that stand behind the name of an interface. */
export function readIfconfig(words: readonly Word[]): ReadIfconfig {
  const reader = new IfconfigReader()
  for (let i = 0; i < words.length; i++) i += reader.take(words[i]!, words[i + 1])
  return reader
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

class IfconfigReader implements ReadIfconfig {
  readonly line: Writable<IfconfigLine> & { carp: Partial<Record<CarpWord, Word>> } = { family: 'inet', carp: {} }
  readonly findings: Finding[] = []

  /** @returns how many words more it took */
  take(word: Word, next: Word | undefined): 0 | 1 {
    const { text } = word
    const parameter = PARAMETERS.find((name) => name === text)
    if (parameter !== undefined || MASKS.has(text) || PASSED_BY.has(text)) {
      if (next === undefined)
        this.#find(word, 'no-value', `${text} has no value behind it; ifconfig does nothing of this line`)
      else if (parameter !== undefined) this.line.carp[parameter] = next
      else if (MASKS.has(text)) this.line.mask = next
      else if (text !== 'broadcast') this.#find(word, 'not-simulated', `${text} changes nothing here`)
      return next === undefined ? 0 : 1
    }
    if (text === 'up' || text === 'down') this.line.up = text === 'up'
    else if (text === 'inet' || text === 'inet6') this.line.family = text
    else if (!FLAGS.has(text)) this.#address(word)
    return 0
  }

  #address(word: Word): void {
    if (/^(?:(?:NO)?(?:SYNC)?DHCP|WPA|NOAUTO)$/i.test(word.text))
      this.#find(
        word,
        'dhcp',
        `${word.text}: what a server would give is not known; no address comes of it`,
        'write inet and an address',
      )
    else if (/^[0-9a-f]*[.:][0-9a-f.:]*(?:%\w+)?(?:\/\d+)?$/i.test(word.text) && this.line.address === undefined)
      this.line.address = word
    else this.#find(word, 'unknown-word', `${word.text} is no word that is known here; it is passed by`)
  }

  #find({ place }: Word, name: string, says: string, instead?: string): void {
    this.findings.push({ place, name, says, ...(instead !== undefined && { instead }) })
  }
}
