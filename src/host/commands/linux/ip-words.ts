import { type Prefix, parsePrefix } from '../../../network/address.ts'
import { failed, type Outcome } from '../outcome.ts'
import type { Call } from '../program.ts'

/** How an answer is to look. */
export interface Look {
  /** -br */
  readonly brief: boolean
  /** -o */
  readonly oneLine: boolean
  /** -4, -6; null: both. */
  readonly family: 'inet' | 'inet6' | null
}

/** What one object of ip(8) is told. */
export type Talk = (call: Call, words: readonly string[], look: Look) => Outcome

/** What one of its commands understands a word by: any beginning of a longer one. */
export function commandCalled<T>(word: string | undefined, commands: readonly (readonly [string, T])[]): T | undefined {
  if (word === undefined) return commands[0]?.[1]
  return commands.find(([name]) => name.startsWith(word))?.[1]
}

export function unknownCommand(word: string | undefined, object: string): Outcome {
  return failed(`Command "${word}" is unknown, try "ip ${object} help".`, 255)
}

/** Pairs of a name and a value, and what has no name. */
export interface Pairs {
  readonly named: ReadonlyMap<string, string>
  readonly rest: readonly string[]
}

/**
 * @param names - with a value each, by their first letters as iproute2 takes them
 * @returns why not, where a value is missing
 */
export function pairsOf(words: readonly string[], names: Readonly<Record<string, string>>): Pairs | Outcome {
  const named = new Map<string, string>()
  const rest: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    const name = names[word]
    if (name === undefined) rest.push(word)
    else if (++at === words.length) return failed('Command line is not complete. Try option "help"', 255)
    else named.set(name, words[at]!)
  }
  return { named, rest }
}

export function badPrefix(word: string): Outcome {
  return failed(`Error: any valid prefix is expected rather than "${word}".`)
}

export function prefixIn(word: string): Prefix | undefined {
  return parsePrefix(word, 32)
}

export function noDevice(name: string): Outcome {
  return failed(`Cannot find device "${name}"`)
}

/** What the kernel says to a request. */
export function refusal(why: string): Outcome {
  return failed(`RTNETLINK answers: ${why}`, 2)
}

export function duplicate(first: string, word: string): Outcome {
  return failed(`Error: either "${first}" is duplicate, or "${word}" is a garbage.`, 255)
}
