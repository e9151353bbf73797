import type { Random, Stream } from '../engine/random.ts'
import type { Station } from './segment.ts'

type Concern = 'loss' | 'impairment' | 'jitter' | 'duplicate' | 'reorder'

/**
 * One direction between two stations of a segment: whether it is cut, and what is drawn for it. Each has a stream a
 * concern, so that no station more shifts another's draws.
 */
export class Way {
  readonly to: Station
  /** It, as all that hear a copy. */
  readonly alone: readonly Station[]
  cut = false
  readonly #random: Random
  readonly #name: string
  readonly #streams: Record<Concern, Stream | null> = {
    loss: null,
    impairment: null,
    jitter: null,
    duplicate: null,
    reorder: null,
  }

  constructor(random: Random, segment: string, from: Station, to: Station) {
    this.to = to
    this.alone = [to]
    this.#random = random
    this.#name = `${segment} ${from.host}.${from.name} -> ${to.host}.${to.name}`
  }

  draws(concern: Concern, probability: number): boolean {
    return probability > 0 && this.stream(concern).chance(probability)
  }

  stream(concern: Concern): Stream {
    this.#streams[concern] ??= this.#random.stream(`${concern} ${this.#name}`)
    return this.#streams[concern]
  }
}
