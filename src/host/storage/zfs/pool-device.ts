import { type Course, UNTIL_WOKEN } from '../../../engine/course.ts'
import type { BlockDevice, DiskError, Read, Written } from '../device.ts'

/** What a pool keeps its labels in, on each device. */
const LABELS = 1

/** The devices of a pool as one. What it holds each of them has: all of it, or what makes up for another one. */
export class PoolDevice implements BlockDevice {
  readonly path: string
  readonly size: number
  readonly extents: number
  /** So many of them it can do without. */
  readonly #spare: number
  #members: readonly BlockDevice[]

  constructor(name: string, members: readonly BlockDevice[], spare: number) {
    this.path = name
    this.#members = members
    this.#spare = spare
    this.extents = Math.max(1, Math.min(...members.map(({ extents }) => extents)) - LABELS)
    this.size = Math.min(...members.map(({ size }) => size))
  }

  get members(): readonly BlockDevice[] {
    return this.#members
  }

  get isThere(): boolean {
    return !this.isSuspended
  }

  /** Too many of them are gone: whoever wants something waits, for ever (failmode=wait). */
  get isSuspended(): boolean {
    return this.#members.filter(({ isThere }) => !isThere).length > this.#spare
  }

  *read(extent: number): Course<Read> {
    for (const one of this.#members) {
      const got = one.isThere ? yield* one.read(extent + LABELS) : { error: 'ENXIO' as const }
      if (!('error' in got)) return got
    }
    return yield* forEver()
  }

  *write(extent: number, keeps?: { readonly is: unknown }): Course<Written> {
    let done: Written | null = null
    for (const one of this.#members) {
      const written = one.isThere ? yield* one.write(extent + LABELS, keeps) : { error: 'ENXIO' as const }
      if (!('error' in written)) done = written
    }
    return this.isSuspended || done === null ? yield* forEver() : done
  }

  *flush(): Course<DiskError | null> {
    for (const one of this.#members) if (one.isThere) yield* one.flush()
    return null
  }

  whenGone(then: () => void): void {
    for (const one of this.#members) one.whenGone(() => this.isSuspended && then())
  }
}

function* forEver(): Course<never> {
  for (;;) yield UNTIL_WOKEN
}
