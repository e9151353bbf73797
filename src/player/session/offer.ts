import type { Action } from '../../scenario/scenario.ts'

/** Something that can be done now: the key that does it, what it is, and what it does. */
export interface Choice {
  readonly key: string
  readonly words: string
  readonly action: Action
}

export function offer(key: string, words: string, action: Action): Choice {
  return { key, words, action }
}
