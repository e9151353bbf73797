import type { Random, Stream } from '../engine/random.ts'
import type { Micros } from '../time.ts'
import type { Family } from '../trace/record.ts'
import type { Link } from '../trace/recorder.ts'
import type { End } from './flight.ts'
import type { Impairment, Station } from './segment.ts'

/** The network loses some, and nothing made it so. */
const BY_CHANCE: End = { why: 'loss', because: null }

/**
 * One direction between two stations of a segment: whether it is cut, and what is drawn for it. Each has a stream a
 * concern, so that no station more shifts another's draws; most are never asked for.
 */
export class Way {
  readonly to: Station
  /** It, as all that hear a copy. */
  readonly alone: readonly Station[]
  /** Whether packets of each family are cut off, and by what. */
  readonly cut: Record<Family, boolean> = { inet: false, inet6: false }
  readonly cutBy: Record<Family, Link | null> = { inet: null, inet6: null }
  /** What is wrong with it, and what made it so. */
  damage: Impairment | null = null
  damagedBy: Link | null = null
  readonly #random: Random
  readonly #name: string
  #loss: Stream | null = null
  #impairment: Stream | null = null
  #damageJitter: Stream | null = null
  #damageDuplicate: Stream | null = null
  #jitter: Stream | null = null
  #duplicate: Stream | null = null
  #reorder: Stream | null = null

  constructor(random: Random, segment: string, from: Station, to: Station) {
    this.to = to
    this.alone = [to]
    this.#random = random
    this.#name = `${segment} ${from.host}.${from.name} -> ${to.host}.${to.name}`
  }

  /** What becomes of a packet of a family that is cut off here; null: it is not. */
  endOf(family: Family): End | null {
    return this.cut[family] ? { why: 'cut', because: this.cutBy[family] } : null
  }

  get loss(): Stream {
    this.#loss ??= this.#stream('loss')
    return this.#loss
  }

  get impairment(): Stream {
    this.#impairment ??= this.#stream('impairment')
    return this.#impairment
  }

  get damageJitter(): Stream {
    this.#damageJitter ??= this.#stream('impairment jitter')
    return this.#damageJitter
  }

  get damageDuplicate(): Stream {
    this.#damageDuplicate ??= this.#stream('impairment duplicate')
    return this.#damageDuplicate
  }

  get jitter(): Stream {
    this.#jitter ??= this.#stream('jitter')
    return this.#jitter
  }

  get duplicate(): Stream {
    this.#duplicate ??= this.#stream('duplicate')
    return this.#duplicate
  }

  get reorder(): Stream {
    this.#reorder ??= this.#stream('reorder')
    return this.#reorder
  }

  /** How much later a copy arrives than on a sound way. */
  lateness(): Micros {
    const { damage } = this
    if (damage === null) return 0
    return damage.delay + (damage.jitter ? this.damageJitter.below(damage.jitter) : 0)
  }

  /** Whether a frame is doubled by what is wrong with it. */
  doubles(): boolean {
    const share = this.damage?.duplicate ?? 0
    return share > 0 && this.damageDuplicate.chance(share)
  }

  /** The end of a frame that is lost by chance; null: it is not. */
  loses(loss: number): End | null {
    if (loss > 0 && this.loss.chance(loss)) return BY_CHANCE
    const { damage } = this
    return damage !== null && damage.loss > 0 && this.impairment.chance(damage.loss)
      ? { why: 'loss', because: this.damagedBy }
      : null
  }

  #stream(concern: string): Stream {
    return this.#random.stream(`${concern} ${this.#name}`)
  }
}
