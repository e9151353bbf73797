import type { Course } from '../../engine/course.ts'
import type { BlockDevice, DiskError } from './device.ts'

/** What lies in an extent: records by their names. Nobody changes one: who writes puts another one in its place. */
export type Block = Readonly<Record<string, unknown>>

const EMPTY: Block = {}
const SAID: Readonly<Record<DiskError, string>> = {
  EIO: 'Input/output error',
  ENXIO: 'Device not configured',
  ENODEV: 'Operation not supported by device',
}

/** What went wrong, as perror(3) says it. */
export function said(error: DiskError): string {
  return SAID[error]
}

/** What a machine holds of a device in its memory: extents as they will be once they are written. */
export class Buffers {
  readonly #device: BlockDevice
  readonly #extents = new Map<number, Block>()
  readonly #dirty = new Set<number>()

  constructor(device: BlockDevice) {
    this.#device = device
  }

  /** How many extents are not written yet. */
  get dirty(): number {
    return this.#dirty.size
  }

  /** Null: it is in memory now; otherwise why it cannot be read. */
  *load(extent: number): Course<string | null> {
    if (this.#extents.has(extent)) return null
    const got = yield* this.#device.read(extent)
    if ('error' in got) return said(got.error)
    if (!this.#extents.has(extent)) this.#extents.set(extent, blockIn(got.holds?.kept))
    return null
  }

  get(extent: number, name: string): unknown {
    return this.#extents.get(extent)?.[name]
  }

  /** All records in memory, by name. */
  get records(): readonly (readonly [string, unknown])[] {
    return [...this.#extents.values()].flatMap((block) => Object.entries(block))
  }

  /** @param record - undefined: it goes */
  put(extent: number, name: string, record: unknown): void {
    const { [name]: _, ...others } = this.#extents.get(extent) ?? EMPTY
    this.#extents.set(extent, record === undefined ? others : { ...others, [name]: record })
    this.#dirty.add(extent)
  }

  /** Writes one extent; null: it is there for good. */
  *write(extent: number): Course<string | null> {
    this.#dirty.delete(extent)
    const written = yield* this.#device.write(extent, { is: this.#extents.get(extent) ?? EMPTY })
    if (!('error' in written)) return null
    this.#dirty.add(extent)
    return said(written.error)
  }

  /**
   * Writes all that is not written yet.
   *
   * @param rank - what is written first, and last
   * @returns null, or why not all of it was
   */
  *flush(rank: (block: Block) => number = () => 0): Course<string | null> {
    const ranked = [...this.#dirty].map((extent) => [rank(this.#extents.get(extent) ?? EMPTY), extent] as const)
    const order = ranked.sort(([a, first], [b, second]) => a - b || first - second)
    let failed: string | null = null
    for (const [, extent] of order) failed = (yield* this.write(extent)) ?? failed
    return failed
  }
}

/** Nothing that a file system made is no block of one. */
function blockIn(kept: unknown): Block {
  return typeof kept === 'object' && kept !== null ? (kept as Block) : EMPTY
}
