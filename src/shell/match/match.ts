import { ANY, type CharacterSet, type Pattern, STAR, type Token } from './pattern.ts'

/** Whether a pattern is all of a text. Work grows as the product of their lengths, at worst. */
export function matches(pattern: Pattern, text: string): boolean {
  if (pattern.literal !== null) return pattern.literal === text
  const { tokens } = pattern
  let token = 0
  let at = 0
  let star = -1
  let from = 0
  while (at < text.length) {
    if (tokens[token] === STAR) {
      star = token++
      from = at
    } else if (token < tokens.length && one(tokens[token]!, text[at]!)) {
      token++
      at++
    } else if (star < 0) return false
    else {
      token = star + 1
      at = ++from
    }
  }
  while (tokens[token] === STAR) token++
  return token === tokens.length
}

function one(token: Token, character: string): boolean {
  if (typeof token === 'string') return token === character
  if (token === ANY) return true
  return token !== STAR && holds(token, character)
}

function holds({ not, ranges, classes }: CharacterSet, character: string): boolean {
  const held =
    ranges.some(([from, to]) => from <= character && character <= to) || classes.some((set) => set.test(character))
  return held !== not
}

/**
 * How much of a text, from its start, a pattern matches.
 *
 * @returns the length; -1: no start of it matches
 */
export function prefix(pattern: Pattern, text: string, longest: boolean): number {
  return reach(pattern.tokens, (at) => text[at], text.length, longest)
}

/** The same from the end. */
export function suffix(pattern: Pattern, text: string, longest: boolean): number {
  const last = text.length - 1
  return reach([...pattern.tokens].reverse(), (at) => text[last - at], text.length, longest)
}

/** All places in the pattern where one may be are carried along, so that every length is tried at once. */
function reach(
  tokens: readonly Token[],
  text: (at: number) => string | undefined,
  length: number,
  longest: boolean,
): number {
  let places = enter(tokens, [], 0)
  let found = -1
  for (let at = 0; ; at++) {
    if (places.at(-1) === tokens.length) {
      found = at
      if (!longest) return found
    }
    if (at === length || places.length === 0) return found
    const character = text(at)!
    const next: number[] = []
    for (const place of places) {
      const token = tokens[place]
      if (token === undefined) continue
      if (token === STAR) enter(tokens, next, place)
      else if (one(token, character)) enter(tokens, next, place + 1)
    }
    places = next
  }
}

/** Goes to a place, and past the stars there, which need nothing. Places stay in order, each once. */
function enter(tokens: readonly Token[], places: number[], place: number): number[] {
  for (let at = place; ; at++) {
    if (at > (places.at(-1) ?? -1)) places.push(at)
    if (tokens[at] !== STAR) return places
  }
}
