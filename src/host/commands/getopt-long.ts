/** An option that has a long name: `--interface=eth0`. */
export interface LongOption {
  readonly name: string
  /** Whether it takes a value. */
  readonly takes: boolean
  /** What it is called by in what is found. */
  readonly letter: string
}

/** An option with its value, or what is wrong, as getopt says it. */
export type Found = { readonly letter: string; readonly value: string } | { readonly complaint: string }

/** What a command line was read as. */
export interface Read {
  /** In the order in which they stand there. */
  readonly found: readonly Found[]
  /** Words that are no options, wherever they stand. */
  readonly operands: readonly string[]
}

/**
 * getopt_long(3) of glibc (posix/getopt.c, 2.26 on): words that are no options may stand anywhere before `--`; a long
 * name may be cut off as long as one option is meant.
 *
 * @param called - by which name the program was called, as it complains with
 * @param letters - as getopt takes them: `i:P`, i with a value
 */
export function getoptLong(
  called: string,
  args: readonly string[],
  letters: string,
  long: readonly LongOption[],
): Read {
  const words = [...args]
  const found: Found[] = []
  const operands: string[] = []
  const option = { called, letters, long, next: () => words.shift() }
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '--') return { found, operands: [...operands, ...words] }
    if (word.startsWith('--')) found.push(longOption(word.slice(2), option))
    else if (/^-./.test(word)) found.push(...shortOptions(word.slice(1), option))
    else operands.push(word)
  }
  return { found, operands }
}

interface Reader {
  readonly called: string
  readonly letters: string
  readonly long: readonly LongOption[]
  /** The word behind, whatever it is. */
  next(): string | undefined
}

function longOption(text: string, { called, long, next }: Reader): Found {
  const [name = ''] = text.split('=', 1)
  const given = text.length > name.length ? text.slice(name.length + 1) : undefined
  const begun = long.filter((option) => option.name.startsWith(name))
  const option = begun.find((one) => one.name === name) ?? begun[0]
  if (option === undefined) return { complaint: `${called}: unrecognized option '--${text}'` }
  if (option.name !== name && begun.some(({ letter, takes }) => letter !== option.letter || takes !== option.takes)) {
    const possible = begun.map((one) => ` '--${one.name}'`).join('')
    return { complaint: `${called}: option '--${text}' is ambiguous; possibilities:${possible}` }
  }
  const { letter, takes } = option
  if (!takes && given !== undefined)
    return { complaint: `${called}: option '--${option.name}' doesn't allow an argument` }
  const value = takes ? (given ?? next()) : ''
  if (value === undefined) return { complaint: `${called}: option '--${option.name}' requires an argument` }
  return { letter, value }
}

/** Letters of one word, up to the first that takes a value: what follows is that, or the next word. */
function shortOptions(word: string, { called, letters, next }: Reader): Found[] {
  const found: Found[] = []
  for (const [at, letter] of [...word].entries()) {
    const known = letters.indexOf(letter)
    if (letter === ':' || letter === ';' || known === -1) {
      found.push({ complaint: `${called}: invalid option -- '${letter}'` })
    } else if (letters[known + 1] !== ':') found.push({ letter, value: '' })
    else {
      const value = [...word].slice(at + 1).join('') || next()
      if (value === undefined) return [...found, { complaint: `${called}: option requires an argument -- '${letter}'` }]
      return [...found, { letter, value }]
    }
  }
  return found
}
