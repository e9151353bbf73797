import type { Stream } from '../engine/random.ts'
import type { World } from './world.ts'

/** Where the anti-replay counters of a machine begin: drawn, unless nobody looks at them. */
export class AntiReplay {
  readonly #world: World
  readonly #stream: Stream

  constructor(host: string, world: World) {
    this.#world = world
    this.#stream = world.random.stream(`counter ${host}`)
  }

  /** Whether anybody looks at counters: they are in the bytes of advertisements, and in some log lines. */
  get counting(): boolean {
    const { wants } = this.#world.trace
    return wants.advert || wants.log
  }

  /** Half of a counter: 32 bits. */
  draw(): number {
    return this.#world.counters === 'zero' || !this.counting ? 0 : this.#stream.uint32()
  }
}
