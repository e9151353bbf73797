/** One character of a text, to a pattern: itself, any, one of a set; or any number of any. */
export type Token = string | typeof ANY | typeof STAR | CharacterSet

export const ANY = 1
export const STAR = 2

export interface CharacterSet {
  readonly not: boolean
  readonly ranges: readonly (readonly [from: string, to: string])[]
  readonly classes: readonly RegExp[]
}

/** A pattern of the shell, POSIX 2.13. */
export interface Pattern {
  readonly tokens: readonly Token[]
  /** The text, where it matches no other. */
  readonly literal: string | null
}

const CLASSES: ReadonlyMap<string, RegExp> = new Map(
  Object.entries<RegExp>({
    alnum: /[A-Za-z0-9]/,
    alpha: /[A-Za-z]/,
    blank: /[ \t]/,
    cntrl: /\p{Cc}/u,
    digit: /[0-9]/,
    graph: /[!-~]/,
    lower: /[a-z]/,
    print: /[ -~]/,
    punct: /[!-/:-@[-`{-~]/,
    space: /[ \t\n\v\f\r]/,
    upper: /[A-Z]/,
    xdigit: /[0-9A-Fa-f]/,
  }),
)

/** @param text - a backslash takes the meaning from what is behind it */
export function parsePattern(text: string): Pattern {
  const tokens: Token[] = []
  let literal: string | null = ''
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!
    const set = character === '[' ? parseSet(text, at) : null
    if (set !== null) {
      tokens.push(set.set)
      at = set.end
      literal = null
    } else if (character === '*' || character === '?') {
      if (character === '?' || tokens.at(-1) !== STAR) tokens.push(character === '*' ? STAR : ANY)
      literal = null
    } else {
      if (character === '\\' && at + 1 < text.length) at++
      tokens.push(text[at]!)
      if (literal !== null) literal += text[at]
    }
  }
  return { tokens, literal }
}

/** A bracket expression that begins there; null: it is an ordinary bracket. */
function parseSet(text: string, start: number): { readonly set: CharacterSet; readonly end: number } | null {
  const not = text[start + 1] === '!' || text[start + 1] === '^'
  const first = start + (not ? 2 : 1)
  const ranges: [string, string][] = []
  const classes: RegExp[] = []
  for (let at = first; at < text.length; at++) {
    if (text[at] === ']' && at > first) return { set: { not, ranges, classes }, end: at }
    const named = /^\[([:.=])(.+?)\1\]/.exec(text.slice(at, at + 20))
    if (named?.[1] === ':') {
      classes.push(CLASSES.get(named[2]!) ?? /[^\s\S]/)
      at += named[0].length - 1
      continue
    }
    const low = named === null ? character(text, at) : { is: named[2]!, end: at + named[0].length - 1 }
    at = low.end
    if (text[at + 1] !== '-' || text[at + 2] === ']' || at + 2 >= text.length) ranges.push([low.is, low.is])
    else {
      const high = character(text, at + 2)
      ranges.push([low.is, high.is])
      at = high.end
    }
  }
  return null
}

function character(text: string, at: number): { readonly is: string; readonly end: number } {
  return text[at] === '\\' && at + 1 < text.length ? { is: text[at + 1]!, end: at + 1 } : { is: text[at]!, end: at }
}

/** Takes the meaning from every character that has one. */
export function escaped(text: string): string {
  return text.replace(/[\\*?[\]!^-]/g, '\\$&')
}
