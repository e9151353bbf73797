import { didYouMean } from '../scenario/text/suggest.ts'
import type { Entry } from './entry.ts'
import { HAPPENINGS } from './happenings.ts'
import { MACHINES } from './machines.ts'
import { REASONS } from './reasons.ts'
import { TERMS } from './terms.ts'

export type { Entry } from './entry.ts'

/** All words that carpsim explains, by what they are about. */
export const GLOSSARY: Readonly<Record<string, readonly Entry[]>> = {
  'CARP and its settings': [...TERMS, ...MACHINES],
  'What happens': HAPPENINGS,
  'Reasons, as runs name them': REASONS,
}

const ENTRIES: readonly Entry[] = Object.values(GLOSSARY).flat()

/** By any of its spellings; small letters, spaces and hyphens make no difference. */
export function explained(word: string): Entry | undefined {
  const wanted = plain(word)
  return (
    ENTRIES.find((entry) => plain(entry.word) === wanted) ??
    ENTRIES.find(({ also = [] }) => also.some((other) => plain(other) === wanted))
  )
}

/** `; did you mean advskew?`, or nothing; `more` are names that are explained elsewhere. */
export function nearestWord(word: string, more: readonly string[] = []): string {
  return didYouMean(word, [...more, ...ENTRIES.flatMap((entry) => [entry.word, ...(entry.also ?? [])])])
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[-_ ]/g, '')
}
