import { isGnu } from '../manners.ts'
import { failed, type Outcome } from './outcome.ts'
import type { Call } from './program.ts'

/** The options that a program takes. */
export interface Syntax {
  readonly name: string
  /** As getopt(3) takes them: `nsp:`, p with a value. */
  readonly letters: string
  /** GNU's longer ways to write them. */
  readonly long?: Readonly<Record<string, string>>
  /** What a BSD's program says of how it is called. */
  readonly usage: string
  /** How it ends when it is called otherwise; absent: 1. */
  readonly exits?: { readonly bsd?: number; readonly gnu?: number }
  /** Nothing behind the first other word is an option: what stands there is somebody else's command line. */
  readonly stops?: boolean
}

/** Options that were given, and the other words. */
export interface Flags {
  readonly gnu: boolean
  readonly rest: readonly string[]
  has(letters: string): boolean
  /** The last one given. */
  value(letter: string): string | undefined
  values(letter: string): readonly string[]
  /** Which of several was given last; undefined: none. */
  last(letters: string): string | undefined
}

/** getopt(3) of a BSD, or getopt_long(3) of GNU, which finds options behind other words, too; or what is wrong. */
export function readFlags(call: Call, args: readonly string[], syntax: Syntax): Flags | Outcome {
  const gnu = isGnu(call.space.userland)
  const reading = new Reading(args, syntax, gnu)
  const wrong = reading.read()
  if (wrong !== null) return misused(call, syntax, wrong)
  const { given, rest } = reading
  const values = (letter: string) => given.filter(([one]) => one === letter).map(([, value]) => value)
  return {
    gnu,
    rest,
    has: (letters) => given.some(([letter]) => letters.includes(letter)),
    value: (letter) => values(letter).at(-1),
    values,
    last: (letters) => given.findLast(([letter]) => letters.includes(letter))?.[0],
  }
}

/** It is called in a wrong way: a BSD's program says how it is called, GNU's where that is written. */
export function misused(call: Call, { name, usage, exits = {} }: Syntax, wrong = ''): Outcome {
  const why = wrong === '' ? '' : `${name}: ${wrong}\n`
  if (isGnu(call.space.userland)) return failed(`${why}Try '${name} --help' for more information.`, exits.gnu ?? 1)
  return failed(`${why}${usage}`, exits.bsd ?? 1)
}

/** GNU names what is missing, a BSD says how it is called. */
export function missing(call: Call, syntax: Syntax, what: string): Outcome {
  return misused(call, syntax, isGnu(call.space.userland) ? what : '')
}

export function isOutcome(read: Flags | Outcome): read is Outcome {
  return 'exit' in read
}

class Reading {
  readonly given: [letter: string, value: string][] = []
  rest: readonly string[] = []
  readonly #args: readonly string[]
  readonly #syntax: Syntax
  readonly #gnu: boolean
  #at = 0

  constructor(args: readonly string[], syntax: Syntax, gnu: boolean) {
    this.#args = args
    this.#syntax = syntax
    this.#gnu = gnu
  }

  /** @returns what is wrong */
  read(): string | null {
    const rest: string[] = []
    for (; this.#at < this.#args.length; this.#at++) {
      const word = this.#args[this.#at]!
      if (word === '--') break
      const isLong = this.#gnu && word.startsWith('--')
      const isOption = /^-./.test(word)
      if (!isOption && (!this.#gnu || this.#syntax.stops)) break
      const wrong = !isOption ? null : isLong ? this.#long(word) : this.#short(word)
      if (wrong !== null) return wrong
      if (!isOption) rest.push(word)
    }
    const end = this.#args[this.#at] === '--' ? this.#at + 1 : this.#at
    this.rest = [...rest, ...this.#args.slice(end)]
    return null
  }

  #short(word: string): string | null {
    const { letters } = this.#syntax
    for (let i = 1; i < word.length; i++) {
      const letter = word[i]!
      const known = letters.indexOf(letter)
      if (letter === ':' || known === -1)
        return this.#gnu ? `invalid option -- '${letter}'` : `illegal option -- ${letter}`
      if (letters[known + 1] !== ':') {
        this.given.push([letter, ''])
        continue
      }
      const value = word.slice(i + 1) || this.#args[++this.#at]
      if (value === undefined) return `option requires an argument -- ${this.#gnu ? `'${letter}'` : letter}`
      this.given.push([letter, value])
      break
    }
    return null
  }

  /** Begun is enough, where nothing else begins so. */
  #long(word: string): string | null {
    const { long = {}, letters } = this.#syntax
    const [begun = '', ...after] = word.slice(2).split('=')
    const names = Object.keys(long).filter((name) => name.startsWith(begun))
    const name = Object.hasOwn(long, begun) ? begun : names[0]
    if (name === undefined) return `unrecognized option '${word}'`
    if (names.length > 1 && name !== begun) {
      const ways = names.map((one) => `'--${one}'`).join(' ')
      return `option '--${begun}' is ambiguous; possibilities: ${ways}`
    }
    const letter = long[name]!
    const takes = letters[letters.indexOf(letter) + 1] === ':'
    if (!takes && after.length > 0) return `option '--${name}' doesn't allow an argument`
    const value = !takes ? '' : after.length > 0 ? after.join('=') : this.#args[++this.#at]
    if (value === undefined) return `option '--${name}' requires an argument`
    this.given.push([letter, value])
    return null
  }
}

/** Whether a program reads its standard input: it is given no file behind so many other words, or a dash for one. */
export function readsWith(syntax: Syntax, others: (flags: Pick<Flags, 'has'>) => number = () => 0) {
  return (args: readonly string[]): boolean => {
    const reading = new Reading(args, syntax, true)
    if (reading.read() !== null) return false
    const has = (letters: string) => reading.given.some(([letter]) => letters.includes(letter))
    const files = reading.rest.slice(others({ has }))
    return files.length === 0 || files.includes('-')
  }
}
