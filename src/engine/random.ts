import alea, { type Alea } from 'seedrandom/lib/alea.js'

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
  readonly #streams = new Map<string, Forked>()
  #seed: string

  constructor(seed: string) {
    this.#seed = seed
  }

  /** Begins all streams anew from another seed. */
  reset(seed: string): void {
    this.#seed = seed
    for (const stream of this.#streams.values()) stream.reset()
  }

  /** The stream of a concern, such as `loss lan`. */
  stream(label: string): Stream {
    let stream = this.#streams.get(label)
    if (stream === undefined) {
      stream = new Forked(() => `${this.#seed}/${label}`)
      this.#streams.set(label, stream)
    }
    return stream
  }
}

/** A stream that costs nothing until it is first drawn from. */
class Forked implements Stream {
  readonly #seed: () => string
  #alea: Alea | null = null

  constructor(seed: () => string) {
    this.#seed = seed
  }

  reset(): void {
    this.#alea = null
  }

  below(count: number): number {
    return Math.floor(this.#generator()() * count)
  }

  chance(probability: number): boolean {
    return this.#generator()() < probability
  }

  uint32(): number {
    return this.#generator().int32() >>> 0
  }

  #generator(): Alea {
    this.#alea ??= seeded(this.#seed())
    return this.#alea
  }
}

/** Alea's own way to begin from a text takes longer than all the draws of a short run: it is given its state. */
function seeded(text: string): Alea {
  // Three times FNV-1a, each with a multiplier of its own.
  let a = 0x811c_9dc5
  let b = a
  let c = a
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 0x9e37_79b1)
    b = Math.imul(b ^ code, 0x85eb_ca77)
    c = Math.imul(c ^ code, 0xc2b2_ae3d)
  }
  return alea('', { state: { c: 1, s0: mixed(a), s1: mixed(b), s2: mixed(c) } })
}

/** A number from 0 to 1: the last step of murmur3, after which each bit depends on all that went in. */
function mixed(hash: number): number {
  let bits = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2_ae35)
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32
}
