/**
 * Which extents two nodes may hold differently (activemap.c). An extent is dirty while something is written to it, and
 * until it was copied where a write did not reach both. On the disk those are marked as well that were written to last,
 * so that few writes have to mark anything first.
 */
export class ActiveMap {
  readonly #extents: number
  readonly #keepdirty: number
  /** How many writes, or copies, each extent waits for. */
  readonly #pending = new Map<number, number>()
  /** 1: to be copied. */
  readonly #sync: Uint8Array
  /** Before that none is to be copied. */
  #from = 0
  /** Those that stay marked, the one written to last at the end. */
  readonly #keep = new Set<number>()

  constructor(extents: number, keepdirty: number, onDisk: ReadonlySet<number>) {
    this.#extents = extents
    this.#keepdirty = keepdirty
    this.#sync = new Uint8Array(extents)
    this.merge(onDisk)
  }

  /** How many are dirty. */
  get dirty(): number {
    return this.#pending.size
  }

  /** What is to be marked on the disk. */
  get marks(): ReadonlySet<number> {
    return new Set([...this.#pending.keys(), ...this.#keep])
  }

  /** All that is to be copied. */
  get left(): number {
    return this.#sync.reduce((sum, one) => sum + one, 0)
  }

  /** The first one that is to be copied; undefined: none. */
  get next(): number | undefined {
    while (this.#from < this.#extents && this.#sync[this.#from] === 0) this.#from += 1
    return this.#from < this.#extents ? this.#from : undefined
  }

  /** @returns whether it must be marked on the disk first */
  begins(extent: number): boolean {
    this.#count(extent, 1)
    const isNew = !this.#keep.delete(extent)
    this.#keep.add(extent)
    const [oldest] = this.#keep
    if (this.#keep.size > this.#keepdirty) this.#keep.delete(oldest!)
    return isNew
  }

  /** @returns whether its mark goes from the disk */
  isWritten(extent: number): boolean {
    return this.#count(extent, -1) === 0 && !this.#keep.has(extent)
  }

  /** A write did not reach both nodes: it stays dirty until it was copied. @returns whether that is new */
  needsCopy(extent: number): boolean {
    if (this.#sync[extent] === 1) return false
    this.#mark(extent)
    this.#count(extent, 1)
    return true
  }

  /** @returns whether its mark goes from the disk */
  isCopied(extent: number): boolean {
    if (this.#sync[extent] === 0) return false
    this.#sync[extent] = 0
    return this.#count(extent, -1) === 0
  }

  /** These are to be copied, too. */
  merge(others: Iterable<number>): void {
    for (const extent of others) if (extent < this.#extents) this.needsCopy(extent)
  }

  #mark(extent: number): void {
    this.#sync[extent] = 1
    this.#from = Math.min(this.#from, extent)
  }

  #count(extent: number, by: number): number {
    const count = (this.#pending.get(extent) ?? 0) + by
    if (count > 0) this.#pending.set(extent, count)
    else this.#pending.delete(extent)
    return count
  }
}
