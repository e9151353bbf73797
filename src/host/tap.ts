import type { Advertisement } from '../carp/advertisement.ts'
import type { Payload } from '../network/frame.ts'

/** Is shown each advertisement that comes to a card, or leaves it. */
export type Tap = (packet: Advertisement) => void

interface Tapped {
  taps: readonly Tap[]
}

/** Shows what a frame carries to all who look, if it is an advertisement. */
export function tapped({ taps }: Tapped, payload: Payload): void {
  if (payload.protocol === 'carp') for (const tap of taps) tap(payload as Advertisement)
}

/** Looks, until what this gives is called. */
export function tap(card: Tapped, look: Tap): () => void {
  card.taps = [...card.taps, look]
  return () => {
    card.taps = card.taps.filter((other) => other !== look)
  }
}
