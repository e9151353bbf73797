/** A word, explained. */
export interface Entry {
  readonly word: string
  /** Other ways to say or write it. */
  readonly also?: readonly string[]
  /** One or two plain sentences. */
  readonly text: string
  /** Numbers, or a formula. */
  readonly numbers?: string
  /** Other words of this glossary. */
  readonly see?: readonly string[]
  /** A scenario of the library in which it shows. */
  readonly shows?: string
  /** Manual page, RFC, function, or carpsim's own. */
  readonly source?: string
}

export type Explained = Omit<Entry, 'word'>

export const CABLE_PULL = 'basics/cable-pull'
export const BOOT = 'basics/simultaneous-boot'
export const NO_PREEMPT = 'basics/skunk1-skunk2'
export const PREEMPT = 'basics/skunk1-skunk2-preempt'
