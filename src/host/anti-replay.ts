import type { Stream } from '../engine/random.ts'
import type { World } from './world.ts'

/** Where the anti-replay counters of a machine begin: drawn, unless nobody looks at them. */
export class AntiReplay {
  readonly #world: World
  readonly #place: number
  readonly #stream: Stream
  #drawn = 0

  /** @param place - of the machine in the scenario, from 1 */
  constructor(host: string, place: number, world: World) {
    this.#world = world
    this.#place = place
    this.#stream = world.random.stream(`counter ${host}`)
  }

  /**
   * Whether anybody looks at counters: they are in the bytes of advertisements, in some log lines, and some systems
   * compare them.
   */
  get counting(): boolean {
    const { trace, counters } = this.#world
    return trace.wants.advert || trace.wants.log || counters.compared
  }

  /** The machine boots. */
  start(): void {
    this.#drawn = 0
  }

  /** Half of a counter: 32 bits. */
  draw(): number {
    return this.#world.counters.begin === 'zero' || !this.counting ? 0 : this.#stream.uint32()
  }

  /** A counter for good, never 0: in recorded runs the machine's place, the number of the draw since boot, and zeros. */
  drawOnce(): readonly [number, number] {
    this.#drawn += 1
    if (this.#world.counters.begin === 'random') return [this.#stream.uint32(), this.#stream.uint32()]
    return [((this.#place << 24) | ((this.#drawn & 0xff) << 16)) >>> 0, 0]
  }
}
