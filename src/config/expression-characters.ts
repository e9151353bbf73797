import { type Grammar, Refused } from './expression-signs.ts'

type Test = (character: string) => boolean

/** A character, in both cases where case does not matter. */
export function one(wanted: string, { ignoresCase }: Grammar): { readonly is: 'one'; takes: Test } {
  const same = wanted.toLowerCase()
  return {
    is: 'one',
    takes: ignoresCase ? (character) => character.toLowerCase() === same : (character) => character === wanted,
  }
}

/** A letter, a digit or an underscore. */
export function isWordSign(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character)
}

/** What stands in brackets that were opened before: `^[:alpha:]a-z]`. */
export function bracketAt(text: string, from: number, grammar: Grammar): { takes: Test; end: number } {
  const isNegated = text[from] === '^'
  const first = isNegated ? from + 1 : from
  const tests: Test[] = []
  let at = first
  while (at === first || text[at] !== ']') {
    const { test, end } = memberAt(text, at, grammar)
    tests.push(test)
    at = end
  }
  const holds = (character: string) => tests.some((test) => test(character))
  const takes = grammar.ignoresCase
    ? (character: string) => (holds(character.toLowerCase()) || holds(character.toUpperCase())) !== isNegated
    : (character: string) => holds(character) !== isNegated
  return { takes, end: at + 1 }
}

/** `a`, `a-z`, `[:digit:]`. */
function memberAt(text: string, at: number, grammar: Grammar): { test: Test; end: number } {
  const [whole, name] = /^\[:([a-z]+):\]/.exec(text.slice(at, at + 16)) ?? []
  if (whole !== undefined && name !== undefined) {
    const pattern = CHARACTER_CLASSES.get(name)
    if (pattern === undefined) throw new Refused('class', grammar)
    return { test: (character) => pattern.test(character), end: at + whole.length }
  }
  const from = elementAt(text, at)
  if (from === undefined) throw new Refused('brackets', grammar)
  const next = text[from.end + 1]
  if (text[from.end] !== '-' || next === undefined || next === ']')
    return { test: (character) => character === from.is, end: from.end }
  const to = elementAt(text, from.end + 1)!
  if (from.is > to.is) throw new Refused('range', grammar)
  return { test: (character) => character >= from.is && character <= to.is, end: to.end }
}

/** A character, also as `[.-.]` or `[=a=]`. */
function elementAt(text: string, at: number): { is: string; end: number } | undefined {
  const [whole, , named] = /^\[([.=])(.)\1\]/s.exec(text.slice(at, at + 6)) ?? []
  if (whole !== undefined) return { is: named!, end: at + whole.length }
  const is = text[at]
  return is === undefined ? undefined : { is, end: at + 1 }
}

/** Classes of characters of POSIX, by name. */
export const CHARACTER_CLASSES: ReadonlyMap<string, RegExp> = new Map(
  Object.entries<RegExp>({
    alnum: /[A-Za-z0-9]/,
    alpha: /[A-Za-z]/,
    blank: /[ \t]/,
    cntrl: /\p{Cc}/u,
    digit: /\d/,
    graph: /[!-~]/,
    lower: /[a-z]/,
    print: /[ -~]/,
    punct: /[!-/:-@[-`{-~]/,
    space: /[ \t-\r]/,
    upper: /[A-Z]/,
    xdigit: /[0-9A-Fa-f]/,
  }),
)
