import type { Link } from '../trace/recorder.ts'

/** Seen from what has the port: what it hears, or what it sends. */
export type Direction = 'in' | 'out'

/** What made frames die at a port. */
interface Death {
  readonly because: Link | null
}

/** Whether frames die at a port that keeps its carrier all the same: in one direction, in both, or in none. */
export class Health {
  readonly #deaths: Record<Direction, Death | null> = { in: null, out: null }

  get isSound(): boolean {
    return this.#deaths.in === null && this.#deaths.out === null
  }

  /** Why a frame dies that goes that way; null: it does not. */
  death(direction: Direction): Death | null {
    return this.#deaths[direction]
  }

  /** Whether all of these directions are dead, or none of them. */
  isSet(directions: readonly Direction[], dead: boolean): boolean {
    return directions.every((direction) => (this.#deaths[direction] !== null) === dead)
  }

  set(directions: readonly Direction[], dead: boolean, because: Link | null): void {
    for (const direction of directions) this.#deaths[direction] = dead ? { because } : null
  }

  reset(): void {
    this.set(['in', 'out'], false, null)
  }
}
