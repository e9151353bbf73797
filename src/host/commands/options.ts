/** Options and what stands behind them. */
export interface Options {
  /** The value of each letter that was given; of one that takes none, the empty string. */
  readonly given: ReadonlyMap<string, string>
  readonly rest: readonly string[]
}

/**
 * getopt(3): letters before the first other word, several in one word, a value at once or in the next word.
 *
 * @param letters - as getopt takes them: `nsp:`, p with a value
 * @returns undefined where a letter is unknown or has no value
 */
export function readOptions(args: readonly string[], letters: string): Options | undefined {
  const given = new Map<string, string>()
  let at = 0
  for (; at < args.length && /^-./.test(args[at]!); at++) {
    const word = args[at]!
    if (word === '--') return { given, rest: args.slice(at + 1) }
    for (let i = 1; i < word.length; i++) {
      const letter = word[i]!
      const known = letters.indexOf(letter)
      if (letter === ':' || known === -1) return undefined
      if (letters[known + 1] !== ':') given.set(letter, '')
      else {
        const value = word.slice(i + 1) || args[++at]
        if (value === undefined) return undefined
        given.set(letter, value)
        break
      }
    }
  }
  return { given, rest: args.slice(at) }
}
