import alea from 'seedrandom/lib/alea.js'

/** One stream of pseudo-random numbers. Equal on every machine: integers, + and × only. */
export interface Stream {
  /** A whole number from 0 to `count` - 1. */
  below(count: number): number
  /** True with the given probability, 0 to 1. */
  chance(probability: number): boolean
  /** 32 random bits. */
  uint32(): number
}

/**
 * Random numbers of a run: a stream a concern, each forked from the seed by its label, so that one more draw in one
 * place shifts no other.
 */
export class Random {
  readonly #streams = new Map<string, Stream>()
  #seed: string

  constructor(seed: string) {
    this.#seed = seed
  }

  /** Begins all streams anew from another seed. */
  reset(seed: string): void {
    this.#seed = seed
    this.#streams.clear()
  }

  /** The stream of a concern, such as `loss lan`; made when it is first asked for. */
  stream(label: string): Stream {
    let stream = this.#streams.get(label)
    if (stream === undefined) {
      stream = seeded(`${this.#seed}/${label}`)
      this.#streams.set(label, stream)
    }
    return stream
  }
}

function seeded(seed: string): Stream {
  const next = alea(seed)
  return {
    below: (count) => Math.floor(next() * count),
    chance: (probability) => next() < probability,
    uint32: () => next.int32() >>> 0,
  }
}
