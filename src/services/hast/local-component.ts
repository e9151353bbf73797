import type { LocalDisk } from '../../host/storage/local-disk.ts'
import { ActiveMap } from './activemap.ts'
import type { Counters } from './counters.ts'
import { labelOf, type Metadata, type Role } from './metadata.ts'

const nothing = () => undefined

/** The disk of a node under a resource: its counters, and the map of what is dirty, in memory and as it is on the disk. */
export class LocalComponent {
  readonly disk: LocalDisk
  readonly map: ActiveMap
  resuid: string
  local: number
  remote: number
  /** How often marks were written. */
  updates = 0
  readonly #metadata: Metadata
  readonly #role: Role
  #marks: ReadonlySet<number>
  #saving = 0
  /** What waits until the counters are on the disk. */
  #afterwards: (() => void)[] = []

  constructor(disk: LocalDisk, metadata: Metadata, role: Role) {
    this.disk = disk
    this.#metadata = metadata
    this.#role = role
    this.resuid = metadata.resuid
    this.local = metadata.localcnt
    this.remote = metadata.remotecnt
    this.#marks = metadata.dirty
    this.map = new ActiveMap(this.extents, metadata.keepdirty, metadata.dirty)
  }

  get metadata(): Metadata {
    return this.#metadata
  }

  get counters(): Counters {
    return { local: this.local, remote: this.remote }
  }

  get extents(): number {
    return Math.ceil(this.#metadata.datasize / this.#metadata.extentsize)
  }

  /** What was dirty when the disk was used last. */
  get marks(): ReadonlySet<number> {
    return this.#marks
  }

  /** metadata_write() */
  save(done: () => void = nothing): void {
    this.#saving += 1
    this.#write(() => {
      this.#saving -= 1
      done()
      if (this.#saving > 0) return
      const waiting = this.#afterwards
      this.#afterwards = []
      for (const then of waiting) then()
    })
  }

  /** What is done when no counter is on its way to the disk. */
  whenSaved(then: () => void): void {
    if (this.#saving === 0) then()
    else this.#afterwards.push(then)
  }

  /** hast_activemap_flush() */
  mark(done: () => void = nothing): void {
    this.updates += 1
    this.#marks = this.map.marks
    this.#write(done)
  }

  /** A secondary has told the primary what was dirty here; that keeps it now. */
  unmark(): void {
    this.#marks = new Set()
    this.#write(nothing)
  }

  #write(done: () => void): void {
    const { resuid, local: localcnt, remote: remotecnt } = this
    const label = { ...this.#metadata, resuid, localcnt, remotecnt, prevrole: this.#role, dirty: this.#marks }
    this.disk.mark(labelOf(label), done)
  }
}
