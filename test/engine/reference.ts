import type { Choose } from '../../src/engine/engine.ts'
import type { Micros } from '../../src/time.ts'

interface Waiting {
  readonly time: Micros
  readonly sequence: number
  readonly owner: ReferenceTimer | null
  fire(): void
}

/**
 * Virtual time done the plain way, to compare the engine with: an array sorted by (time, sequence). Every arming puts
 * in a new entry and takes the old one out, so that nothing in the array is ever stale.
 */
export class ReferenceEngine {
  now: Micros = 0
  fired = 0
  #sequence = 0
  #waiting: Waiting[] = []
  readonly #choose: Choose | undefined

  constructor(choose?: Choose) {
    this.#choose = choose
  }

  schedule(time: Micros, fire: () => void): void {
    this.push(time, fire, null)
  }

  timer(expire: () => void): ReferenceTimer {
    return new ReferenceTimer(this, expire)
  }

  run(until: Micros): void {
    for (let tied = this.#tied(until); tied.length > 0; tied = this.#tied(until)) {
      const pick = this.#choose !== undefined && tied.length > 1 ? this.#choose(tied.length) : 0
      const taken = tied[pick]!
      this.#waiting = this.#waiting.filter((waiting) => waiting !== taken)
      this.now = taken.time
      this.fired += 1
      taken.fire()
    }
    this.now = until
  }

  push(time: Micros, fire: () => void, owner: ReferenceTimer | null): void {
    this.#waiting.push({ time, sequence: this.#sequence++, owner, fire })
    this.#waiting.sort((a, b) => a.time - b.time || a.sequence - b.sequence)
  }

  remove(owner: ReferenceTimer): void {
    this.#waiting = this.#waiting.filter((waiting) => waiting.owner !== owner)
  }

  #tied(until: Micros): Waiting[] {
    const first = this.#waiting[0]
    return first === undefined || first.time > until ? [] : this.#waiting.filter(({ time }) => time === first.time)
  }
}

export class ReferenceTimer {
  armed = false
  deadline: Micros = 0
  readonly #engine: ReferenceEngine
  readonly #expire: () => void

  constructor(engine: ReferenceEngine, expire: () => void) {
    this.#engine = engine
    this.#expire = expire
  }

  arm(delay: Micros): void {
    this.disarm()
    this.armed = true
    this.deadline = Math.max(this.#engine.now, this.#engine.now + delay)
    this.#engine.push(this.deadline, () => this.#fire(), this)
  }

  disarm(): void {
    this.#engine.remove(this)
    this.armed = false
  }

  #fire(): void {
    this.armed = false
    this.#expire()
  }
}
