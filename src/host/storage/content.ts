import type { Micros } from '../../time.ts'

/** Something that somebody wrote, wherever it is by now. It is what it is: nothing else stands for the same write. */
export interface Write {
  /** The machine on which it was written, and which of its writes it is, from 1. */
  readonly by: string
  readonly number: number
  readonly extent: number
  readonly issued: Micros
  /** When its writer was told that it is done; null: he was not, or is not yet. */
  acknowledged: Micros | null
  /** What whoever uses the disk keeps there from then on; absent: what was kept there before. */
  readonly keeps?: unknown
}

/**
 * What an extent holds: the writes that it took, the last one first. It goes from disk to disk whole: where two disks
 * hold the same one they hold the same bytes.
 */
export interface Version {
  readonly last: Write
  readonly before: Version | null
  /** What whoever uses the disk keeps there. */
  readonly kept: unknown
}

/** One of a kind: the same write on top of the same version is the same version, on whichever disk. */
const MADE = new WeakMap<Write, Version[]>()

/** What an extent holds after one more write. */
export function after(before: Version | null, last: Write): Version {
  const made = MADE.get(last) ?? []
  const same = made.find((one) => one.before === before)
  if (same !== undefined) return same
  const version = { last, before, kept: 'keeps' in last ? last.keeps : (before?.kept ?? null) }
  MADE.set(last, [...made, version])
  return version
}

/** All writes that an extent took, the first one first. */
export function writesIn(version: Version | null): readonly Write[] {
  const writes: Write[] = []
  for (let at = version; at !== null; at = at.before) writes.push(at.last)
  return writes.reverse()
}

export function holds(version: Version | null, write: Write): boolean {
  for (let at = version; at !== null; at = at.before) if (at.last === write) return true
  return false
}

/** What two extents have that the other one never took: neither is empty where they have diverged. */
export function apart(
  mine: Version | null,
  his: Version | null,
): { readonly mine: readonly Write[]; readonly his: readonly Write[] } {
  if (mine === his) return { mine: [], his: [] }
  const [here, there] = [new Set(writesIn(mine)), new Set(writesIn(his))]
  return { mine: [...here].filter((write) => !there.has(write)), his: [...there].filter((write) => !here.has(write)) }
}
