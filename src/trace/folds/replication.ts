import type { Micros } from '../../time.ts'
import type { Fold } from '../fold.ts'
import type { Kind, RecordOf, TraceRecord } from '../record.ts'
import type { Window } from './history.ts'

/** What became of a resource of HAST. */
export interface ReplicationHistory {
  readonly resource: string
  /** Who is primary at the end. */
  readonly primaries: readonly string[]
  /** When its nodes knew that both have what the other one lacks. */
  readonly splits: readonly Window[]
  /** How many bytes the other node lacks at the end, as a primary knows. */
  readonly dirty: number
}

const KINDS: readonly Kind[] = ['role', 'replica', 'power']

/** Follows the resources of HAST, each over all of its nodes. */
export function replication(): Fold<readonly ReplicationHistory[]> {
  const resources = new Map<string, Resource>()
  return {
    kinds: KINDS,
    record: (record) => {
      if (record.kind === 'power') {
        if (record.power === 'off') for (const one of resources.values()) one.powerOff(record.host)
        return
      }
      if (record.kind !== 'role' && record.kind !== 'replica') return
      const one = resources.get(record.resource) ?? new Resource(record.resource)
      resources.set(record.resource, one)
      one.record(record)
    },
    end: (until) => [...resources.values()].map((one) => one.end(until)),
  }
}

class Resource {
  readonly #name: string
  readonly #dirty = new Map<string, number>()
  readonly #splits: Window[] = []
  #splitSince: Micros | null = null

  constructor(name: string) {
    this.#name = name
  }

  powerOff(host: string): void {
    this.#dirty.delete(host)
  }

  record(record: Extract<TraceRecord, { kind: 'role' | 'replica' }>): void {
    if (record.kind === 'role') this.#role(record)
    else this.#replica(record)
  }

  end(until: Micros): ReplicationHistory {
    this.#heal(until)
    const dirty = Math.max(0, ...this.#dirty.values())
    return { resource: this.#name, primaries: [...this.#dirty.keys()], splits: this.#splits, dirty }
  }

  #role({ host, to }: RecordOf<'role'>): void {
    if (to === 'primary') this.#dirty.set(host, 0)
    else this.#dirty.delete(host)
  }

  #replica({ host, becomes, dirty = 0, t }: RecordOf<'replica'>): void {
    if (this.#dirty.has(host)) this.#dirty.set(host, dirty)
    if (becomes === 'split-brain') this.#splitSince ??= t
    else if (becomes === 'connected') this.#heal(t)
  }

  /** They have found to each other. */
  #heal(to: Micros): void {
    if (this.#splitSince !== null) this.#splits.push({ from: this.#splitSince, to })
    this.#splitSince = null
  }
}
