import type { Micros } from '../../time.ts'
import { History, type WriteName } from './history.ts'

/** Something that somebody wrote, wherever it is by now. It is what it is: nothing else stands for the same write. */
export class Write implements WriteName {
  readonly by: string
  /** Which of its machine's writes it is, from 1. */
  readonly number: number
  readonly extent: number
  readonly issued: Micros
  /** When its writer was told that it is done; null: he was not, or is not yet. */
  acknowledged: Micros | null = null
  /** What whoever uses the disk keeps there from then on; absent: what was kept there before. */
  readonly keeps: { readonly is: unknown } | undefined
  #made: Version | null = null
  #others: Version[] | null = null

  constructor({ by, number }: WriteName, extent: number, issued: Micros, keeps?: { readonly is: unknown }) {
    this.by = by
    this.number = number
    this.extent = extent
    this.issued = issued
    this.keeps = keeps
  }

  /** What an extent holds after it: on top of the same version it is the same one, on whichever disk. */
  over(before: Version | null): Version {
    const below = before === null ? null : before.history
    if (this.#made?.below === below) return this.#made
    const same = this.#others?.find((one) => one.below === below)
    if (same !== undefined) return same
    const kept = this.keeps === undefined ? (before?.kept ?? null) : this.keeps.is
    const version: Version = { last: this, below, history: (below ?? new History()).with(this), kept }
    if (this.#made === null) this.#made = version
    else this.#others = [...(this.#others ?? []), version]
    return version
  }
}

/**
 * What an extent holds: the last write, and which ones it took before. It goes from disk to disk whole: where two disks
 * hold the same one they hold the same bytes.
 */
export interface Version {
  readonly last: Write
  /** All writes that it took, and those before the last one; null: that was the first. */
  readonly history: History
  readonly below: History | null
  /** What whoever uses the disk keeps there. */
  readonly kept: unknown
}

/** All writes that an extent took, the first one first. */
export function writesIn(version: Version | null): readonly WriteName[] {
  return version === null ? [] : version.history.names
}

export function holds(version: Version | null, write: WriteName): boolean {
  return writesIn(version).some(({ by, number }) => by === write.by && number === write.number)
}

/** What two extents have that the other one never took: neither is empty where they have diverged. */
export function apart(
  mine: Version | null,
  his: Version | null,
): { readonly mine: readonly WriteName[]; readonly his: readonly WriteName[] } {
  if (mine === his) return { mine: [], his: [] }
  const missing = (from: Version | null, other: Version | null) => {
    const there = new Set(writesIn(other).map(({ by, number }) => `${by} ${number}`))
    return writesIn(from).filter(({ by, number }) => !there.has(`${by} ${number}`))
  }
  return { mine: missing(mine, his), his: missing(his, mine) }
}
