import type { Condition, Happening } from '../../trace/sentence.ts'
import { shown } from '../text/printable.ts'
import type { Resolver } from './names.ts'
import type { Word, Words } from './words.ts'

/** A part of a sentence that is true at times. */
export type Clause =
  | { readonly sort: 'condition'; readonly says: Condition }
  | { readonly sort: 'happening'; readonly says: Happening }

/** A sentence that is being read. */
export interface Reading {
  readonly words: Words
  readonly names: Resolver
}

/** `, not …`, where there is a word. */
export function butNot({ text }: Word): string {
  return text === '' ? '' : `, not ${shown(text)}`
}

export function condition(says: Condition): Clause {
  return { sort: 'condition', says }
}

export function happening(says: Happening): Clause {
  return { sort: 'happening', says }
}
