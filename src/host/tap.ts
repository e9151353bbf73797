import type { Payload } from '../network/frame.ts'

/** Is shown what each frame carries that comes to a card, and each advertisement that leaves it. */
export type Tap = (packet: Payload) => void

/** Nobody looks. */
export const NO_TAPS: readonly Tap[] = []

interface Tapped {
  taps: readonly Tap[]
}

/** Shows what a frame carries to all who look. */
export function tapped({ taps }: Tapped, payload: Payload): void {
  for (const tap of taps) tap(payload)
}

/** Looks, until what this gives is called. */
export function tap(card: Tapped, look: Tap): () => void {
  card.taps = [...card.taps, look]
  return () => {
    card.taps = card.taps.filter((other) => other !== look)
  }
}
