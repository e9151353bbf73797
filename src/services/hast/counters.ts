/** How often a node wrote without the other one, and how often it knows the other one did. */
export interface Counters {
  readonly local: number
  readonly remote: number
}

export type Side = 'primary' | 'secondary'

/** What two nodes make of each other when they meet: from whom is copied, and what. */
export type Meeting =
  | { readonly from: Side; readonly what: 'dirty' | 'all' | 'nothing'; readonly isOdd?: true }
  | 'split-brain'
  | 'other resource'

/** What a node brings to a meeting. */
export interface Party extends Counters {
  /** '0': it was just created. */
  readonly resuid: string
}

/**
 * secondary.c, init_remote(): each node's own count is compared with what the other one knows of it. What one knows of
 * the other never is more than the other has: where it is, everything is copied.
 *
 * @param isVirgin - the primary has never been written to
 */
export function meet(primary: Party, secondary: Party, isVirgin: boolean): Meeting {
  if (secondary.resuid === '0') return { from: 'primary', what: isVirgin ? 'nothing' : 'all' }
  if (secondary.resuid !== primary.resuid) return 'other resource'
  const secondaryWrote = secondary.local - primary.remote
  const primaryWrote = primary.local - secondary.remote
  if (secondaryWrote > 0 && primaryWrote > 0) return 'split-brain'
  if (secondaryWrote > 0 && primaryWrote === 0) return { from: 'secondary', what: 'dirty' }
  if (secondaryWrote === 0 && primaryWrote >= 0) return { from: 'primary', what: 'dirty' }
  return { from: secondaryWrote > 0 ? 'secondary' : 'primary', what: 'all', isOdd: true }
}
